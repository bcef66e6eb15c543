namespace Tracker.Workflow.Calendar;

/// <summary>What a rule comes to, before extensions, pauses and rolling.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Dates">The days it could be counted from.</param>
public sealed record Period(DueRule Rule, AnchorDates Dates)
{
    /// <summary>The event it is counted from; <see langword="null"/> for a fixed date and for no date.</summary>
    public Anchor? Anchor { get; private init; }

    /// <summary>The day it is counted from.</summary>
    public DateOnly? AnchorOn => Anchor is { } anchor ? Dates.Of(anchor) : null;

    /// <summary>The last day; <see langword="null"/> without one, or while the anchor is not recorded.</summary>
    public DateOnly? LastOn { get; private init; }

    /// <summary>The day the papers of the meeting are due.</summary>
    public DateOnly? PapersOn { get; private init; }

    /// <summary>Weekends and bank holidays that were not counted, in the order of counting.</summary>
    public IReadOnlyList<SkippedDay> Skipped { get; private init; } = [];

    /// <summary>Counts the rule.</summary>
    /// <exception cref="CalendarYearMissingException">The count needs a year without data.</exception>
    public static Period Count(DueRule rule, AnchorDates dates, WorkingCalendar calendar)
    {
        var period = new Period(rule, dates);
        return rule switch
        {
            DueRule.FixedDate stated => period with { LastOn = stated.On },
            DueRule.WorkingDays days => period.From(days.Anchor, start => period.Working(days, start, calendar)),
            DueRule.CalendarDays days => period.From(days.Anchor, start => period with { LastOn = LastOf(days, start) }),
            DueRule.Months months => period.From(months.Anchor, start => period with { LastOn = LastOf(months, start) }),
            DueRule.BeforeMeeting before => period.From(Calendar.Anchor.Meeting, meeting => period.Before(before, meeting, calendar)),
            _ => period,
        };
    }

    private Period From(Anchor anchor, Func<DateOnly, Period> count) =>
        (Dates.Of(anchor) is { } start ? count(start) : this) with { Anchor = anchor };

    private Period Working(DueRule.WorkingDays rule, DateOnly start, WorkingCalendar calendar)
    {
        var anchorCounts = rule.Counting == Counting.BeginningWith && calendar.IsWorkingDay(start);
        if (anchorCounts && rule.Days == 1)
        {
            return this with { LastOn = start };
        }

        var count = calendar.CountAfter(start, anchorCounts ? rule.Days - 1 : rule.Days);
        return this with { LastOn = count.Last, Skipped = count.Skipped };
    }

    private Period Before(DueRule.BeforeMeeting rule, DateOnly meeting, WorkingCalendar calendar)
    {
        var papers = calendar.CountBefore(meeting, rule.ClearDays + 1);
        var replies = rule.RepliesBeforePapers == 0 ? new(papers.Last, []) : calendar.CountBefore(papers.Last, rule.RepliesBeforePapers);
        return this with { PapersOn = papers.Last, LastOn = replies.Last, Skipped = [.. papers.Skipped, .. replies.Skipped] };
    }

    private static DateOnly LastOf(DueRule.CalendarDays rule, DateOnly start) =>
        start.AddDays(rule.Counting == Counting.From ? rule.Days : rule.Days - 1);

    private static DateOnly LastOf(DueRule.Months rule, DateOnly start)
    {
        var corresponding = start.AddMonths(rule.Number);
        // A clamped month's end already is the last day of a period that began with the anchor.
        return rule.Counting == Counting.BeginningWith && corresponding.Day == start.Day ? corresponding.AddDays(-1) : corresponding;
    }
}
