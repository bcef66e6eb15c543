using System.Globalization;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>A structured header value such as <c>attachment; filename="a.pdf"</c>, with the continuations and charsets of RFC 2231.</summary>
internal sealed class HeaderParameters
{
    private readonly Dictionary<string, string> raw = new(StringComparer.OrdinalIgnoreCase);
    private readonly MailProblems problems;

    private HeaderParameters(string value, MailProblems problems)
    {
        this.problems = problems;
        var end = value.IndexOf(';', StringComparison.Ordinal);
        Value = (end < 0 ? value : value[..end]).Split('(')[0].Trim().ToLowerInvariant();
        var position = end < 0 ? value.Length : end;
        while (position < value.Length)
        {
            position = TakeOne(value, position + 1);
        }
    }

    /// <summary>What stands before the parameters, in lower case, such as <c>text/plain</c>.</summary>
    public string Value { get; }

    public static HeaderParameters Of(string value, MailProblems problems) => new(value, problems);

    /// <summary>One line of safe text; <see langword="null"/> when there is no such parameter. The encoded form wins over the plain one.</summary>
    public string? this[string name] =>
        raw.TryGetValue(name + "*", out var extended) ? Extended([(extended, true)])
        : Sections(name) is { Count: > 0 } sections ? Extended(sections)
        : raw.TryGetValue(name, out var plain) ? SafeText.Line(HeaderWords.Decode(plain, problems))
        : null;

    /// <returns>Where the semicolon after it is, or the end.</returns>
    private int TakeOne(string text, int start)
    {
        var stop = text.AsSpan(start).IndexOfAny('=', ';') is >= 0 and var found ? start + found : text.Length;
        if (stop == text.Length || text[stop] == ';')
        {
            return stop;
        }

        var name = text[start..stop].Trim();
        var from = stop + 1;
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        var (value, end) = from < text.Length && text[from] == '"' ? Quoted(text, from + 1) : Token(text, from);
        raw.TryAdd(name, value);
        return end;
    }

    private static (string Value, int End) Token(string text, int from)
    {
        var end = text.IndexOf(';', from) is >= 0 and var found ? found : text.Length;
        return (text[from..end].Trim(), end);
    }

    /// <summary>A backslash before anything but a quotation mark or itself is a character of a file name from Windows.</summary>
    private static (string Value, int End) Quoted(string text, int from)
    {
        var value = new StringBuilder();
        var i = from;
        for (; i < text.Length && text[i] != '"'; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' ? 1 : 0;
            value.Append(text[i]);
        }

        return (value.ToString(), text.IndexOf(';', Math.Min(i, text.Length)) is >= 0 and var end ? end : text.Length);
    }

    /// <summary>The sections 0, 1, 2 and so on, up to the first that is missing.</summary>
    private List<(string Value, bool IsEncoded)> Sections(string name)
    {
        var sections = new List<(string, bool)>();
        while (true)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{name}*{sections.Count}");
            if (raw.TryGetValue(key + "*", out var encoded))
            {
                sections.Add((encoded, true));
            }
            else if (raw.TryGetValue(key, out var plain))
            {
                sections.Add((plain, false));
            }
            else
            {
                return sections;
            }
        }
    }

    /// <summary>Joined as bytes before they are decoded, because a section may end inside a character.</summary>
    private string Extended(List<(string Value, bool IsEncoded)> sections)
    {
        var charset = "";
        var bytes = new List<byte>();
        for (var i = 0; i < sections.Count; i++)
        {
            var (value, isEncoded) = sections[i];
            if (i == 0 && isEncoded && value.Split('\'', 3) is [var name, _, var rest])
            {
                (charset, value) = (name, rest);
            }

            var text = Encoding.UTF8.GetBytes(value);
            bytes.AddRange(isEncoded ? TransferEncoding.Unescape(text, '%') : text);
        }

        return SafeText.Line(Charsets.Decode([.. bytes], charset, problems));
    }
}
