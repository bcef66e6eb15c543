using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Finds the day a letter was written: a line with a date and nothing else, or the end of the salutation's line.</summary>
internal static class LetterDate
{
    private static readonly Regex Label = Pattern.AnyCase(@"\b(?:date|dated|dyddiad|created on|published(?: on)?|issued(?: on)?)\s*[*_]{0,3}\s*:?[*_\s]{0,4}(?:this\s)?$");
    private static readonly Regex Stamp = Pattern.AnyCase(@"\b(?:received|due|review|deadline|reply by)\b");

    public static FoundDate? Among(IEnumerable<Line> lines, Line? salutation)
    {
        var candidates = lines.Where(line => !line.IsBlank && line.Text.Length <= 160 && !Stamp.IsMatch(line.Text))
            .SelectMany(DateFinder.In).Where(date => date.Exact is not null).ToList();
        return candidates.Find(IsLabelled) ?? candidates.Find(IsAlone) ?? candidates.Find(EndsLine)
            ?? (salutation is null ? null : DateFinder.In(salutation).FirstOrDefault(date => date.Exact is not null));
    }

    public static bool IsDateLine(Line line) =>
        line.Text.Length <= 80 && DateFinder.In(line).Any(date => IsAlone(date) || IsLabelled(date));

    private static bool IsLabelled(FoundDate date) => Label.IsMatch(date.Passage.Text[..date.Start]);

    private static bool IsAlone(FoundDate date) =>
        !(date.Passage.Text[..date.Start] + date.Passage.Text[date.End..]).Any(char.IsLetterOrDigit);

    // "Northmere, 4 July 2023"
    private static bool EndsLine(FoundDate date) =>
        date.Passage.Text.Length <= 80 && !date.Passage.Text[date.End..].Any(char.IsLetterOrDigit) && date.Passage.Lines[0] is { IsHeading: false };
}
