using System.Globalization;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>RFC 2045 quoted-printable of UTF-8 text with CRLF line ends; lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 75; // and the "=" of a soft break

    public static string Encode(string text) => string.Join("\r\n", text.Split("\r\n").Select(Line));

    private static string Line(string line)
    {
        var output = new StringBuilder();
        var column = 0;
        var bytes = Encoding.UTF8.GetBytes(line);
        for (var i = 0; i < bytes.Length; i++)
        {
            var token = Token(bytes[i], isFirst: column == 0, isLast: i == bytes.Length - 1);
            if (column + token.Length > LongestLine)
            {
                output.Append("=\r\n");
                column = 0;
                token = Token(bytes[i], isFirst: true, isLast: i == bytes.Length - 1);
            }

            output.Append(token);
            column += token.Length;
        }

        return output.ToString();
    }

    /// <summary>A dot or an F that begins a line is encoded, because some mail servers change lines that begin with "." or "From ".</summary>
    private static string Token(byte value, bool isFirst, bool isLast) => (char)value switch
    {
        '.' or 'F' when isFirst => Hex(value),
        ' ' or '\t' when isLast => Hex(value),
        '\t' or (>= ' ' and <= '~' and not '=') => ((char)value).ToString(),
        _ => Hex(value),
    };

    private static string Hex(byte value) => string.Create(CultureInfo.InvariantCulture, $"={value:X2}");
}
