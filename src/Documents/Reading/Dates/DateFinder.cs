using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Finds every date of a passage, in the United Kingdom's order of day and month.</summary>
internal static class DateFinder
{
    private const string Ordinal = @"(?:\s?(?:<sup>)?(?:st|nd|rd|th|fed|eg|ain|af|ydd)(?:</sup>)?)?";

    private static readonly Regex Date = Pattern.AnyCase(
        @"(?:\b(?<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})\b)"
        + $@"|(?:(?:\b(?<weekday>{Calendar.Weekdays})\b[\s,*_]{{1,4}}(?:the\s|[0-9]\s?[ap]m\s)?)?"
        + @"\b(?:(?<day>[0-9]{1,2})[/](?<monthno>[0-9]{1,2})[/](?<year>[0-9]{4}|[0-9]{2})\b"
        + @"|(?<day>[0-9]{1,2})[.-](?<monthno>[0-9]{1,2})[.-](?<year>[0-9]{4})\b"
        + $@"|(?<day>[0-9]{{1,2}}){Ordinal}(?:\sday)?(?:\s(?:of|o))?[\s,.*_-]{{0,4}}(?<month>{Calendar.Months})\b(?:[\s,.*_-]{{1,4}}(?<year>[0-9]{{4}})\b)?"
        + $@"|(?<month>{Calendar.Months})\s(?:the\s)?(?<day>[0-9]{{1,2}}){Ordinal},?\s(?<year>[0-9]{{4}})\b))");

    public static IEnumerable<FoundDate> In(Passage passage) =>
        Date.Matches(passage.Text).Select(match => Read(passage, match)).OfType<FoundDate>();

    public static IEnumerable<FoundDate> In(Line line) => In(new Passage(PassageKind.Prose, [line]));

    private static FoundDate? Read(Passage passage, Match match)
    {
        if (match.Groups["iso"] is { Success: true, Value: var iso })
        {
            return Valid(new(passage, match.Index, match.Length) { Year = Number(iso[..4]), Month = Number(iso[5..7]), Day = Number(iso[8..]) });
        }

        var name = match.Groups["month"].Value;
        if (name.Length > 0 && !char.IsUpper(name[0]) && !match.Groups["year"].Success)
        {
            return null; // "section 3 may"
        }

        return Valid(new(passage, match.Index, match.Length)
        {
            Day = Number(match.Groups["day"].Value),
            Month = name.Length > 0 ? Calendar.Month(name) : Number(match.Groups["monthno"].Value),
            Year = match.Groups["year"] is { Success: true, Value: var year } ? Calendar.Year(year) : null,
            Weekday = Calendar.Weekday(match.Groups["weekday"].Value),
        });
    }

    private static FoundDate? Valid(FoundDate date) =>
        Calendar.Day(date.Year ?? 2000, date.Month, date.Day) is not null && date.Year is null or >= 1900 and < 2200 ? date : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
