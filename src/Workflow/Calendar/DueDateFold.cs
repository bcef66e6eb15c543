namespace Tracker.Workflow.Calendar;

/// <summary>Turns the entries of a ledger into the present due date, without its history.</summary>
internal static class DueDateFold
{
    public static DueDateEntry.RuleSet RuleOf(DueDateLedger ledger) =>
        ledger.Entries.OfType<DueDateEntry.RuleSet>().LastOrDefault() ?? throw new InvalidOperationException("The ledger has no rule.");

    public static AnchorDates DatesOf(DueDateLedger ledger) =>
        SinceRule(ledger).OfType<DueDateEntry.DateRecorded>().Aggregate(RuleOf(ledger).Dates, (dates, entry) => dates.With(entry.Anchor, entry.On));

    public static DueDate Present(DueDateLedger ledger)
    {
        var set = RuleOf(ledger);
        var calendar = CalendarOf(ledger);
        var period = Period.Count(set.Rule, DatesOf(ledger), calendar);
        var clock = Adjusted(ledger, new(period, calendar)).Rolled();
        var duty = DutyDay.Of(set.Duty, period.Dates, calendar);
        return new()
        {
            DueOn = clock.DueOn,
            StatutoryOn = duty?.StatutoryOn,
            StatutoryWorkingDayOn = duty?.WorkingDayBefore,
            PapersOn = period.PapersOn,
            PausedOn = clock.PausedOn,
            Explanation = new(period, clock.DueOn)
            {
                Adjustments = clock.Adjustments,
                Duty = duty,
                Notices = DueDateNotices.Of(period, clock.DueOn, duty, calendar),
            },
        };
    }

    /// <summary>Of what came before the present rule, overrides end with it; where it starts anew, extensions and pauses do too.</summary>
    private static RunningClock Adjusted(DueDateLedger ledger, RunningClock clock)
    {
        var since = SinceRule(ledger).ToHashSet(ReferenceEqualityComparer.Instance);
        return ledger.Entries
            .Where(entry => since.Contains(entry) || (entry is not DueDateEntry.Override && !RuleOf(ledger).StartsAnew))
            .Aggregate(clock, (running, entry) => running.Apply(entry));
    }

    public static WorkingCalendar CalendarOf(DueDateLedger ledger)
    {
        var set = RuleOf(ledger);
        var adopted = SinceRule(ledger).OfType<DueDateEntry.CalendarAdopted>().LastOrDefault()?.Version;
        return ledger.Calendars.Find(new(set.Rule.Calendar, adopted ?? set.CalendarVersion));
    }

    private static IEnumerable<DueDateEntry> SinceRule(DueDateLedger ledger) =>
        ledger.Entries.Reverse().TakeWhile(entry => entry is not DueDateEntry.RuleSet).Reverse();
}
