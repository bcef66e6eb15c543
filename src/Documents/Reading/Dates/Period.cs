using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>"within 28 days of the date of this letter": a length of time, and what it counts from.</summary>
internal sealed record Period(int Count, string Unit, string From, Extent Where)
{
    private static readonly string[] Words =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fourteen", "twenty-eight", "thirty"];

    private static readonly int[] Values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 28, 30];

    private static readonly Regex Within = Pattern.AnyCase(
        $@"\b(?:within|in)\s(?:the\snext\s)?[*_]{{0,2}}(?<count>[0-9]{{1,3}}|{string.Join('|', Words)})(?:\s\([0-9]{{1,3}}\))?\s"
        + @"(?<unit>(?:working\s|calendar\s|clear\s|business\s)?(?:days?|weeks?|months?))[*_]{0,2}"
        + @"(?:\s(?:of|from|after|following)\s(?<from>[^.;:]{1,60}))?");

    public static IEnumerable<(Period Period, int Start, int End)> In(Passage passage) =>
        Within.Matches(passage.Text).Select(match => (
            new Period(Number(match.Groups["count"].Value), match.Groups["unit"].Value.ToLowerInvariant(), match.Groups["from"].Value, passage.Locate(match.Index, match.Length)),
            match.Index,
            match.Index + match.Length));

    /// <summary>Working days need the bank holidays, which a reader of letters does not have.</summary>
    public bool IsWorkingDays => Unit.Contains("working", StringComparison.Ordinal) || Unit.Contains("clear", StringComparison.Ordinal) || Unit.Contains("business", StringComparison.Ordinal);

    public bool IsFromReceipt => From.Contains("receipt", StringComparison.OrdinalIgnoreCase) || From.Contains("receiving", StringComparison.OrdinalIgnoreCase);

    public DateOnly After(DateOnly anchor) =>
        Unit.Contains("month", StringComparison.Ordinal) ? anchor.AddMonths(Count)
        : Unit.Contains("week", StringComparison.Ordinal) ? anchor.AddDays(7 * Count)
        : anchor.AddDays(Count);

    private static int Number(string text) =>
        Array.IndexOf(Words, text.ToLowerInvariant()) is >= 0 and var word ? Values[word] : int.Parse(text, CultureInfo.InvariantCulture);
}
