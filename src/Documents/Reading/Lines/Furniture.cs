using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Lines;

/// <summary>Takes running page headers and page numbers out of the text, and marks where they cut it.</summary>
internal static class Furniture
{
    private const int TopLines = 8;
    private const int LongestLine = 120;
    private static readonly Regex PageNumber = Pattern.AnyCase(@"^(?:page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*\|\s*page|[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}|\d{1,3}\s+of\s+\d{1,3})$");
    private static readonly Regex Digits = Pattern.Exact(@"[0-9]+");

    public static List<Line> Strip(List<Line> lines)
    {
        var furniture = Find(lines);
        var kept = new List<Line>(lines.Count);
        var cut = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (furniture[i])
            {
                cut = true;
                kept.Add(lines[i].Cut(0, 0));
                continue;
            }

            kept.Add(cut && !lines[i].IsBlank ? lines[i] with { AfterCut = true } : lines[i]);
            cut = cut && lines[i].IsBlank;
        }

        return kept;
    }

    private static bool[] Find(List<Line> lines)
    {
        var keys = lines.Select(Key).ToList();
        var seen = keys.OfType<string>().CountBy(key => key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        bool Ordinary(int i) => !lines[i].IsBlank && !PageNumber.IsMatch(Short(lines[i])) && (keys[i] is not { } key || seen[key] == 1);
        var interrupting = Interruptions(lines, Ordinary);
        var top = lines.Where(line => !line.IsBlank).Take(TopLines).TakeWhile(IsLetterhead).Select(Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var headers = keys.Where((key, i) => key is not null && interrupting[i] && (seen[key] > 1 || lines[i].IsHeading)).ToHashSet(StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        var result = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            var again = keys[i] is { } key && !met.Add(key);
            result[i] = PageNumber.IsMatch(Short(lines[i])) || headers.Contains(keys[i]) && (interrupting[i] || again && IsAlone(lines, i))
                || again && top.Contains(keys[i]!) && (lines[i].IsHeading || IsAlone(lines, i) && FollowsPageNumber(lines, i));
        }

        return result;
    }

    private static bool IsLetterhead(Line line) =>
        !(line.Text.Length > 40 && Sentences.IsFinished(line.Text)) && !line.Text.StartsWith("Dear ", StringComparison.OrdinalIgnoreCase) && !line.Text.StartsWith("Annwyl ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Lines with an unfinished sentence before and a small letter after.</summary>
    private static bool[] Interruptions(List<Line> lines, Func<int, bool> ordinary)
    {
        var goesOn = new bool[lines.Count];
        var next = false;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            goesOn[i] = next;
            next = ordinary(i) ? Sentences.StartsSmall(lines[i].Text) : next;
        }

        var open = false;
        for (var i = 0; i < lines.Count; i++)
        {
            goesOn[i] &= open && !lines[i].IsBlank && IsAlone(lines, i);
            open = ordinary(i) && !goesOn[i] ? IsOpen(lines[i]) : open;
        }

        return goesOn;
    }

    private static bool IsOpen(Line line) => line.Text.Length >= 30 && !line.IsHeading && !Sentences.IsFinished(line.Text);

    private static bool IsAlone(List<Line> lines, int i) =>
        lines[i].IsHeading || (i == 0 || lines[i - 1].IsBlank) && (i == lines.Count - 1 || lines[i + 1].IsBlank);

    private static bool FollowsPageNumber(List<Line> lines, int i) =>
        lines[Math.Max(0, i - 3)..i].FindLast(line => !line.IsBlank) is { } before && PageNumber.IsMatch(Short(before));

    private static string? Key(Line line) =>
        line.IsBlank || line.Text.Length > LongestLine ? null : Digits.Replace(line.Words, "0").ToUpperInvariant();

    private static string Short(Line line) => line.Text.Length > 40 ? "" : line.Words;
}
