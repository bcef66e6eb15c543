using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Finds the meeting a letter arose from, and the one that will look at the answer.</summary>
internal static class Meetings
{
    private static readonly Regex Meeting = Pattern.AnyCase(
        @"\b(?:meetings?|sessions?|hearings?|cyfarfod|held a discussion|held an? (?:\w+\s)?inquiry|(?:commission|committee|panel|board) (?:met|discussed|considered|heard)|met (?:on|with)|roundtable|took (?:oral )?evidence|gave (?:oral )?evidence)\b");

    private static readonly Regex Next = Pattern.AnyCase(
        @"\b(?:next|follow[- ]?up|return|forthcoming|upcoming|future|will (?:be )?(?:meet|discuss|discussed|consider|considered|held|review)|invite|proposing|nesaf)\b");

    private static readonly Regex OfPaper = Pattern.AnyCase(@"\b(?:letter|email|e-mail|report|dated|response|reply|minutes|published)\s(?:of|on|dated)?\s?(?:the\s)?$");

    public static IEnumerable<Found<DateOnly>> Past(IEnumerable<FoundDate> dates, DateOnly? letterDate) =>
        Spoken(dates).Where(found => !found.Next || found.Date.Year is not null)
            .Select(found => (found.Date, Day: found.Date.OnOrBefore(letterDate)))
            .Where(found => found.Day is not null && (letterDate is null || found.Day <= letterDate))
            .Select(found => new Found<DateOnly>(found.Day!.Value, found.Date.Where, found.Date.Year is null ? 0.6 : 0.8));

    /// <summary>Meetings to come, those called the next one first.</summary>
    public static IEnumerable<Found<DateOnly>> ToCome(IEnumerable<FoundDate> dates, DateOnly letterDate) =>
        Spoken(dates).Where(found => found.Next || found.Date.Year is not null)
            .OrderByDescending(found => found.Next)
            .Select(found => (found.Date, found.Next, Day: found.Date.OnOrAfter(letterDate)))
            .Where(found => found.Day > letterDate)
            .Select(found => new Found<DateOnly>(found.Day!.Value, found.Date.Where, found.Next ? 0.9 : 0.6));

    private static IEnumerable<(FoundDate Date, bool Next)> Spoken(IEnumerable<FoundDate> dates)
    {
        foreach (var date in dates)
        {
            var (before, after) = Sentences.Around(date.Passage.Text, date.Start, date.End);
            if (!OfPaper.IsMatch(before) && Meeting.IsMatch(before + " . " + after))
            {
                yield return (date, Next.IsMatch(before + " . " + after));
            }
        }
    }
}
