using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Tests.Calendar;

/// <summary>Ledgers about a letter of 4 July 2023, the date of the vectors.</summary>
internal static class Letter
{
    public static readonly DateOnly On = new(2023, 7, 4);

    public static WorkingCalendar England { get; } = WorkingCalendars.Shipped.Latest("england-and-wales");

    public static DueDateLedger Due(DueRule rule, string? duty = null, AnchorDates? dates = null) => DueDateLedger.Open(
        new(rule, dates ?? new(On) { IssuedOn = On }, England.Id.Version, At(dates?.LetterOn ?? On)) { Duty = duty is null ? null : ResponseDuties.Find(duty) },
        WorkingCalendars.Shipped);

    public static DueDateLedger DueOn(int month, int day, string? duty = null) => Due(new DueRule.FixedDate(new(2023, month, day)), duty);

    public static DueDateLedger Extend(this DueDateLedger ledger, DateOnly until, string reason = "Staff are ill", bool byChair = false) =>
        ledger.Append(new DueDateEntry.Extension(until, reason, "A. Officer", At(On.AddDays(20))) { ByChair = byChair });

    public static DueDateLedger Pause(this DueDateLedger ledger, DateOnly from, DateOnly? recordedOn = null) =>
        ledger.Append(new DueDateEntry.Pause("election", "The council is not sitting", from, At(recordedOn ?? from)));

    public static DueDateLedger Restart(this DueDateLedger ledger, DateOnly on, DateOnly? recordedOn = null) =>
        ledger.Append(new DueDateEntry.Restart(on, At(recordedOn ?? on)));

    public static DateTimeOffset At(DateOnly day) => LondonDay.At(day, new(12, 0));

    public static string RefusedRule(Action change) => Xunit.Assert.Throws<RefusedException>(change).Rule;
}
