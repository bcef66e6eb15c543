using System.Globalization;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>The forms that text takes on the wire.</summary>
internal static class SmtpText
{
    private const int MostSaid = 500;

    /// <summary>RFC 3461, section 4: printable ASCII, with <c>+</c>, <c>=</c> and anything else as a plus and two hexadecimal digits.</summary>
    public static string Xtext(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b =>
        b is > (byte)' ' and < 0x7f and not (byte)'+' and not (byte)'=' ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"+{b:X2}")));

    /// <summary>One line of safe text, at most 500 characters.</summary>
    public static string Said(string text)
    {
        var line = SafeText.Line(text);
        return line.Length <= MostSaid ? line : line[..(char.IsHighSurrogate(line[MostSaid - 2]) ? MostSaid - 2 : MostSaid - 1)] + "…";
    }

    /// <summary>Whether every line ends in CRLF and no CR or LF stands elsewhere: servers differ in what they make of one, and a message could end early.</summary>
    public static bool IsLines(ReadOnlySpan<byte> content)
    {
        var rest = content;
        while (rest.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var at)
        {
            if (!rest[at..].StartsWith("\r\n"u8))
            {
                return false;
            }

            rest = rest[(at + 2)..];
        }

        return rest.IsEmpty && !content.IsEmpty;
    }

    /// <summary>Doubles the dot that begins a line (RFC 5321, section 4.5.2), so that none is taken for the end.</summary>
    public static byte[] DotStuffed(ReadOnlySpan<byte> lines)
    {
        var stuffed = new MemoryStream(lines.Length + 64);
        var rest = lines;
        if (rest.StartsWith("."u8))
        {
            stuffed.WriteByte((byte)'.');
        }

        while (rest.IndexOf("\r\n."u8) is >= 0 and var at)
        {
            stuffed.Write(rest[..(at + 2)]);
            stuffed.WriteByte((byte)'.');
            rest = rest[(at + 2)..];
        }

        stuffed.Write(rest);
        return stuffed.ToArray();
    }
}
