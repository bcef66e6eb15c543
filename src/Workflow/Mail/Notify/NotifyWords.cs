using System.Buffers;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Plain text for the body of a Notify template, which Notify reads as its kind of Markdown: what would be a mark of it is escaped.</summary>
internal static class NotifyWords
{
    // A backslash before any other character would be shown.
    private const string AnywhereMarks = @"\`*_[](){}~|>";
    private const string OpeningMarks = "#-+";
    private static readonly SearchValues<char> NotInAddress = SearchValues.Create("()[]<>*`");

    /// <summary>Each line as it is; web addresses stay, so that Notify makes links of them.</summary>
    public static string Of(string text)
    {
        var lines = SafeText.Lines(text).Split("\r\n").Select(line => line.Trim());
        return string.Join('\n', lines.Select(Line)).Trim('\n');
    }

    private static string Line(string line) => string.Join(' ', line.Split(' ').Select((word, i) => IsAddress(word) ? word : Word(word, isFirst: i == 0)));

    private static string Word(string word, bool isFirst)
    {
        var escaped = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var isMark = AnywhereMarks.Contains(word[i], StringComparison.Ordinal)
                || isFirst && i == 0 && OpeningMarks.Contains(word[i], StringComparison.Ordinal) && !IsBullet(word)
                || isFirst && word[i] is '.' && i > 0 && i == word.Length - 1 && word[..i].All(char.IsAsciiDigit);
            escaped.Append(isMark ? "\\" : "").Append(word[i]);
        }

        return escaped.ToString();
    }

    /// <summary>Our own lists have a hyphen and a space; Notify shows the same list.</summary>
    private static bool IsBullet(string word) => word == "-";

    private static bool IsAddress(string word) =>
        (word.StartsWith("https://", StringComparison.Ordinal) || word.StartsWith("http://", StringComparison.Ordinal))
        && Uri.IsWellFormedUriString(word, UriKind.Absolute) && !word.AsSpan().ContainsAny(NotInAddress);
}
