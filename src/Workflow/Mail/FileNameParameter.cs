using System.Globalization;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>The file name of an attachment: quoted when it is short ASCII, else in RFC 2231 form, in sections that fold.</summary>
internal static class FileNameParameter
{
    private const int Section = 50;

    public static IEnumerable<string> Tokens(string fileName)
    {
        var name = SafeText.FileName(fileName);
        if (name.Length <= Section && name.All(char.IsAscii))
        {
            return [$"filename=\"{name}\""];
        }

        var parts = Sections(name).ToList();
        return parts.Count == 1
            ? [$"filename*=utf-8''{parts[0]}"]
            : parts.Select((part, index) => string.Create(CultureInfo.InvariantCulture,
                $"filename*{index}*={(index == 0 ? "utf-8''" : "")}{part}{(index == parts.Count - 1 ? "" : ";")}"));
    }

    private static IEnumerable<string> Sections(string name)
    {
        var section = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var encoded = string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(Encoded));
            if (section.Length + encoded.Length > Section)
            {
                yield return section.ToString();
                section.Clear();
            }

            section.Append(encoded);
        }

        yield return section.ToString();
    }

    private static string Encoded(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_'
        ? ((char)value).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"%{value:X2}");
}
