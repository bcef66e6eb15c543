using System.Collections.Immutable;

namespace Tracker.Workflow.Calendar;

/// <summary>The due date on its way through the ledger: not rolled until the end.</summary>
internal sealed record RunningClock(Period Period, WorkingCalendar Calendar)
{
    public DateOnly? DueOn { get; private init; } = Period.LastOn;

    public DateOnly? PausedOn { get; private init; }

    public ImmutableArray<Adjustment> Adjustments { get; private init; } = [];

    private bool MayRoll { get; init; } = true;

    public RunningClock Apply(DueDateEntry entry) => entry switch
    {
        // A date once granted is never taken back by a change of the rule or the calendar.
        DueDateEntry.Extension extension => Adjust(AdjustmentKind.Extended, DueOn > extension.Until ? DueOn : extension.Until, Words.Extended(extension)),
        DueDateEntry.Pause pause => Adjust(AdjustmentKind.Paused, DueOn, Words.Paused(pause)) with { PausedOn = pause.EffectiveOn },
        DueDateEntry.Restart restart => Restarted(restart),
        DueDateEntry.Override decided => Adjust(AdjustmentKind.Overridden, decided.On, Words.Overridden(decided)) with { MayRoll = false },
        _ => this,
    };

    public RunningClock Rolled() =>
        MayRoll && Period.Rule.Roll == Roll.NextWorkingDay && DueOn is { } due && Calendar.WhyNotWorking(due) is { } why
            ? Adjust(AdjustmentKind.Rolled, Calendar.After(due, 1), Words.Rolled(due, why))
            : this;

    private RunningClock Restarted(DueDateEntry.Restart restart)
    {
        if (PausedOn is not { } paused)
        {
            return this;
        }

        var moved = DueOn is { } due && restart.EffectiveOn > paused ? Moved(due, paused, restart.EffectiveOn) : DueOn;
        return Adjust(AdjustmentKind.Restarted, moved, Words.Restarted(restart, Period.Rule)) with { PausedOn = null };
    }

    private DateOnly Moved(DateOnly due, DateOnly paused, DateOnly restarted) => Period.Rule switch
    {
        DueRule.WorkingDays => KeepWorkingDays(due, paused, restarted),
        DueRule.BeforeMeeting => due,
        _ => due.AddDays(restarted.DayNumber - paused.DayNumber),
    };

    /// <summary>As many working days are left after the pause as before it; or as many have gone by since the date, if it had passed.</summary>
    private DateOnly KeepWorkingDays(DateOnly due, DateOnly paused, DateOnly restarted)
    {
        var left = Calendar.WorkingDaysIn(paused, due);
        return left > 0
            ? Calendar.Walk(restarted.AddDays(-1), left, step: 1).Last
            : Calendar.Walk(restarted, 1 + Calendar.WorkingDaysIn(due.AddDays(1), paused.AddDays(-1)), step: -1).Last;
    }

    private RunningClock Adjust(AdjustmentKind kind, DateOnly? due, string text) =>
        this with { DueOn = due, Adjustments = Adjustments.Add(new(kind, due, text)) };
}
