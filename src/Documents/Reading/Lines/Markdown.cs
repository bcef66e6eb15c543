using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Lines;

/// <summary>Takes Markdown's marks off, or only those that say nothing.</summary>
internal static class Markdown
{
    private static readonly Regex Link = Pattern.AnyCase(@"!?\[(?<text>[^\[\]]*)\]\((?<target>[^()]*)\)");
    private static readonly Regex Tag = Pattern.AnyCase(@"</?(?:sup|sub|u|b|i|em|strong|span|br)\s*/?>");
    private static readonly Regex Underscores = Pattern.Exact(@"(?<before>^|[\s(])_{1,3}|_{1,3}(?<after>[\s).,;:!?]|$)");
    private static readonly Regex Escape = Pattern.Exact(@"\\(?<mark>[\\`*_{}\[\]()#+.!|>-])");
    private static readonly Regex Spaces = Pattern.Exact(@"\s+");
    private static readonly Regex BoldOnly = Pattern.Exact(@"^(?:\*{1,3}|__)[^*]+(?:\*{1,3}|__):?$");

    public static string Plain(string text)
    {
        var plain = text.Contains('[', StringComparison.Ordinal) ? Link.Replace(text, LinkText) : text;
        plain = plain.Contains('<', StringComparison.Ordinal) ? Tag.Replace(plain, "") : plain;
        plain = plain.Replace("*", "", StringComparison.Ordinal);
        plain = plain.Contains('_', StringComparison.Ordinal) ? Underscores.Replace(plain, "${before}${after}") : plain;
        plain = plain.Contains('\\', StringComparison.Ordinal) ? Escape.Replace(plain, "${mark}") : plain;
        return Spaces.Replace(plain, " ").Trim();
    }

    /// <summary>Keeps bold, italic, links and lists; drops links that lead nowhere and tags.</summary>
    public static string Tidy(string text)
    {
        var tidy = text.Contains('[', StringComparison.Ordinal) ? Link.Replace(text, DeadLinkText) : text;
        return tidy.Contains('<', StringComparison.Ordinal) ? Tag.Replace(tidy, "") : tidy;
    }

    public static bool IsBoldOnly(string text) => text.Length is > 2 and <= 200 && BoldOnly.IsMatch(text);

    private static string LinkText(Match link)
    {
        var (text, target) = (link.Groups["text"].Value, link.Groups["target"].Value);
        return target.StartsWith("http", StringComparison.OrdinalIgnoreCase) && target != text ? $"{text} ({target})" : text;
    }

    private static string DeadLinkText(Match link) =>
        link.Groups["target"].Value.Trim() is "" or "#" ? link.Groups["text"].Value : link.Value;
}
