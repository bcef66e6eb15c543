using System.Globalization;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>The dates of a letter with their roles, and what is odd about them.</summary>
internal sealed record Timetable(Found<DateOnly>? Written, Found<DateOnly>? ResponseDue, Found<DateOnly>? Meeting, Found<DateOnly>? FollowUp, IReadOnlyList<string> Warnings)
{
    public static Timetable Of(FoundDate? written, IReadOnlyList<Passage> told)
    {
        var warnings = new List<string>();
        var day = written?.Exact;
        var dates = told.SelectMany(DateFinder.In).ToList();
        var deadlines = Deadline.Among(dates, day).ToList();
        var due = deadlines.FirstOrDefault() ?? Counted(told, day, warnings);
        var others = dates.Where(date => !deadlines.Exists(deadline => deadline.Where == date.Where)).ToList();
        var followUp = day is { } from ? Meetings.ToCome(others, from).FirstOrDefault() : null;
        warnings.AddRange(Remarks(day, deadlines, others));
        warnings.AddRange(Weekdays([.. dates, .. written is null ? Array.Empty<FoundDate>() : [written]], day));
        return new(
            written is null ? null : new(day!.Value, written.Where, 0.95),
            due,
            Meetings.Past(others, day).FirstOrDefault(),
            followUp,
            [.. warnings.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>"within 28 days": counted from the letter's date, because the day of receipt is not in the letter.</summary>
    private static Found<DateOnly>? Counted(IReadOnlyList<Passage> told, DateOnly? written, List<string> warnings)
    {
        foreach (var (passage, period) in told.SelectMany(passage => Deadline.Periods(passage).Select(period => (passage, period))))
        {
            var stated = DateFinder.In(new Passage(PassageKind.Prose, [new(period.From, 0)])).FirstOrDefault()?.OnOrBefore(written);
            if (period.IsWorkingDays)
            {
                warnings.Add($"A response is asked for within {period.Count} {period.Unit}: work out the day with the bank holidays.");
            }
            else if ((stated ?? written) is { } anchor)
            {
                if (period.IsFromReceipt)
                {
                    warnings.Add($"The {period.Count} {period.Unit} run from receipt, which the letter cannot know: they were counted from its date.");
                }

                return new(period.After(anchor), period.Where, period.IsFromReceipt ? 0.5 : 0.8);
            }
        }

        return null;
    }

    private static IEnumerable<string> Remarks(DateOnly? written, List<Found<DateOnly>> deadlines, List<FoundDate> others)
    {
        if (written is null)
        {
            yield return "No date of the letter was found.";
        }

        if (deadlines.Select(deadline => deadline.Value).Distinct().Count() > 1)
        {
            yield return $"The letter names several response dates; the first was taken: {Text(deadlines[0].Value)}.";
        }

        if (deadlines.Count > 0 && deadlines[0].Confidence < 0.9 && written is not null)
        {
            yield return $"The response date has no year; the first such day after the letter's date was taken: {Text(deadlines[0].Value)}.";
        }

        if (deadlines.Count == 0 && others.Find(Deadline.AsksBeforeMeeting) is { } meeting && meeting.OnOrAfter(written) is { } day)
        {
            yield return $"A response is asked for before the meeting on {Text(day)}; no date for it is given.";
        }
    }

    private static IEnumerable<string> Weekdays(IEnumerable<FoundDate> dates, DateOnly? written) =>
        from date in dates
        let day = date.OnOrAfter(written)
        where date.Weekday is not null && day is not null && day.Value.DayOfWeek != date.Weekday
        select $"The weekday does not match: {Text(day.Value)} is a {day.Value.DayOfWeek}, not a {date.Weekday}.";

    private static string Text(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
