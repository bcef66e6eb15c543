using System.Text;

namespace Tracker.Documents.Reading;

/// <summary>Knows the first bytes of the formats that letters are sent in by mistake.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Bytes, string Format)[] Known =
    [
        ("%PDF-"u8.ToArray(), "a PDF"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Word document (.doc)"),
        (@"{\rtf"u8.ToArray(), "a rich text document (.rtf)"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ("GIF8"u8.ToArray(), "a picture"),
        ([0x49, 0x49, 0x2A, 0x00], "a scanned picture"),
        ([0x1F, 0x8B], "a compressed archive"),
    ];

    public static string? NameOf(ReadOnlySpan<byte> content)
    {
        foreach (var (bytes, format) in Known)
        {
            if (content.StartsWith(bytes))
            {
                return bytes[0] == 0x50 ? Zipped(content) ?? format : format;
            }
        }

        return null;
    }

    private static string? Zipped(ReadOnlySpan<byte> content)
    {
        var start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 4096)]);
        return start.Contains("word/", StringComparison.Ordinal) || start.Contains("[Content_Types]", StringComparison.Ordinal) ? "a Word document (.docx)"
            : start.Contains("opendocument", StringComparison.Ordinal) ? "an OpenDocument file (.odt)"
            : null;
    }
}
