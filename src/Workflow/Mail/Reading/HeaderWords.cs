using System.Runtime.InteropServices;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Decodes the encoded words of RFC 2047 in a header value.</summary>
/// <remarks>Lenient where mail is: words may touch, stand in quotes, contain spaces, and split a character between them.</remarks>
internal sealed class HeaderWords(string value, MailProblems problems)
{
    private readonly StringBuilder output = new();
    private readonly List<byte> pending = []; // of neighbouring words in the same charset
    private string charset = "";
    private int lastEnd = -2; // not looked for yet

    /// <summary>The value with its words decoded, not yet made safe.</summary>
    public static string Decode(string value, MailProblems problems) =>
        value.Contains("=?", StringComparison.Ordinal) ? new HeaderWords(value, problems).Decode() : value;

    private string Decode()
    {
        var position = 0;
        while (position < value.Length)
        {
            var start = value.IndexOf("=?", position, StringComparison.Ordinal);
            var between = start < 0 ? value.AsSpan(position) : value.AsSpan(position, start - position);
            if (pending.Count == 0 || start < 0 || !between.IsWhiteSpace() || WordAt(start) is null)
            {
                Flush();
                output.Append(between);
            }

            if (start < 0)
            {
                return output.ToString();
            }

            position = TakeWord(start);
        }

        Flush();
        return output.ToString();
    }

    /// <summary>Where its charset and its text end; <see langword="null"/> when no word begins there.</summary>
    private (int Charset, int Text)? WordAt(int start)
    {
        var ends = value.AsSpan(start + 2, Math.Min(64, value.Length - start - 2)).IndexOf('?');
        var encoding = start + 2 + ends + 1;
        return ends > 0 && encoding + 1 < value.Length && value[encoding] is 'q' or 'Q' or 'b' or 'B' && value[encoding + 1] == '?' && EndOf(encoding + 2) is >= 0 and var end
            ? (start + 2 + ends, end)
            : null;
    }

    /// <summary>Looks no further once the last end is passed: a header full of beginnings would take for ever.</summary>
    private int EndOf(int from)
    {
        lastEnd = lastEnd == -2 ? value.LastIndexOf("?=", StringComparison.Ordinal) : lastEnd;
        return from <= lastEnd ? value.IndexOf("?=", from, StringComparison.Ordinal) : -1;
    }

    /// <returns>Where to go on.</returns>
    private int TakeWord(int start)
    {
        if (WordAt(start) is not var (charsetEnd, textEnd))
        {
            Flush();
            output.Append("=?");
            return start + 2;
        }

        var name = value[(start + 2)..charsetEnd].Split('*')[0]; // RFC 2231 adds a language
        if (!name.Equals(charset, StringComparison.OrdinalIgnoreCase))
        {
            Flush();
            charset = name;
        }

        var text = value[(charsetEnd + 3)..textEnd];
        pending.AddRange(value[charsetEnd + 1] is 'b' or 'B'
            ? TransferEncoding.Base64(Encoding.UTF8.GetBytes(text), problems).Span
            : TransferEncoding.Unescape(Encoding.UTF8.GetBytes(text.Replace('_', ' ')), '='));
        return textEnd + 2;
    }

    private void Flush()
    {
        if (pending.Count > 0)
        {
            output.Append(Charsets.Decode(CollectionsMarshal.AsSpan(pending), charset, problems));
            pending.Clear();
        }
    }
}
