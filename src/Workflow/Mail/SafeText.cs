using System.Globalization;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Takes out of a text what could break a header apart or make it look like something else.</summary>
internal static class SafeText
{
    /// <summary>One line: breaks, controls and runs of white space become one space; characters that turn or hide text are dropped.</summary>
    public static string Line(string text)
    {
        var spaced = Shown(text).Select(rune => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        return string.Join(' ', string.Concat(spaced).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Lines: any kind of break becomes CRLF; other controls than the tab, and characters that turn or hide text, are dropped.</summary>
    public static string Lines(string text)
    {
        var kept = Shown(text.ReplaceLineEndings("\n")).Where(rune => rune.Value is '\t' or '\n' || !Rune.IsControl(rune));
        return string.Concat(kept).Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    /// <summary>A file name: one line without path separators and without the characters Windows refuses.</summary>
    public static string FileName(string text)
    {
        var name = string.Concat(Line(text).Select(c => "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim('.', ' ');
        return name.Length == 0 ? "attachment" : name;
    }

    /// <summary>A half of a surrogate pair is enumerated as U+FFFD.</summary>
    private static IEnumerable<Rune> Shown(string text) => text.EnumerateRunes().Where(rune => !IsHiding(rune));

    /// <summary>Bidirectional controls, tags, the soft hyphen and zero-width characters; the joiners stay, because scripts and emoji need them.</summary>
    private static bool IsHiding(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D);
}
