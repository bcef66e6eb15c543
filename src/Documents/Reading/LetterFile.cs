using System.Text;

namespace Tracker.Documents.Reading;

/// <summary>Turns an uploaded file into text: UTF-8, UTF-16 with a byte order mark, or Windows-1252.</summary>
public static class LetterFile
{
    public const int MaxBytes = 5_000_000;

    /// <summary>The text of a file of at most <see cref="MaxBytes"/> bytes.</summary>
    /// <exception cref="UnreadableLetterException">Empty, too large, binary, or only white space.</exception>
    public static string ReadText(byte[] content, string fileName)
    {
        Refuse(content.Length == 0, $"{fileName} is empty: choose the file that holds the letter's text.");
        Refuse(content.Length > MaxBytes, $"{fileName} is over 5 MB: save only the letter's text and try again.");
        if (FileSignature.NameOf(content) is { } format)
        {
            throw new UnreadableLetterException($"{fileName} is {format}, not text: save it as text first (.txt or .md) and try again.");
        }

        var text = Decode(content, fileName);
        Refuse(string.IsNullOrWhiteSpace(text), $"{fileName} holds only white space: choose the file that holds the letter's text.");
        return text;
    }

    private static string Decode(byte[] content, string fileName) => content switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Utf8OrWindows1252(rest, fileName),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => Utf8OrWindows1252(content, fileName),
    };

    private static string Utf8OrWindows1252(byte[] content, string fileName)
    {
        Refuse(Array.IndexOf(content, (byte)0) >= 0, $"{fileName} is not text: save it as text first (.txt or .md) and try again.");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.Decode(content);
        }
    }

    private static void Refuse(bool condition, string message)
    {
        if (condition)
        {
            throw new UnreadableLetterException(message);
        }
    }
}
