using System.Text.Json.Serialization;

namespace Tracker.Workflow.Calendar;

/// <summary>When reminders go, in working days; the settings of one commission.</summary>
public sealed record ReminderLadder
{
    private const string RuleName = "commission.reminders-out-of-range";

    /// <summary>The ladder a commission starts with.</summary>
    public static ReminderLadder Default { get; } = new();

    /// <summary>Working days after the issue at which an acknowledgement is asked for, 1 to 60; <see langword="null"/>: never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // left out, "never" would be read back as the default
    public int? AcknowledgeDaysAfterIssue { get; init; } = 5;

    /// <summary>Working days before the due date at which a reminder goes, each 1 to 60 and none twice.</summary>
    public IReadOnlyList<int> DueSoonDaysBefore { get; init; } = [10, 3];

    /// <summary>Working days after the due date of the first chase, 1 to 60.</summary>
    public int FirstChaseDaysAfter { get; init; } = 1;

    /// <summary>Working days from chase to chase, 1 to 60.</summary>
    public int ChaseEveryDays { get; init; } = 5;

    /// <summary>The number of the chase from which escalation contacts join, 1 or more.</summary>
    public int EscalationFromChase { get; init; } = 3;

    /// <summary>Working days from one reminder to the next, at least, 1 to 60; one that comes sooner is skipped.</summary>
    public int MinimumGapDays { get; init; } = 3;

    /// <summary>London time at which reminders go.</summary>
    public TimeOnly SendAt { get; init; } = new(9, 0);

    /// <summary>Days on which none goes; it goes on the next working day after them.</summary>
    public IReadOnlyList<QuietPeriod> QuietPeriods { get; init; } = [];

    /// <summary>Refuses settings that make no ladder.</summary>
    /// <exception cref="RefusedException"><c>commission.reminders-out-of-range</c>.</exception>
    public void Check()
    {
        int[] days = [AcknowledgeDaysAfterIssue ?? 1, .. DueSoonDaysBefore, FirstChaseDaysAfter, ChaseEveryDays, MinimumGapDays];
        RefusedException.When(days.Any(count => count is < 1 or > 60), RuleName, "Give 1 to 60 working days.");
        RefusedException.When(DueSoonDaysBefore.Distinct().Count() < DueSoonDaysBefore.Count, RuleName, "Two reminders before the due date are the same.");
        RefusedException.When(EscalationFromChase < 1, RuleName, "Escalation begins with the first chase at the earliest.");
        RefusedException.When(QuietPeriods.Any(quiet => quiet.Until < quiet.From), RuleName, "A quiet period ends before it begins.");
    }

    /// <summary>Every reminder that is to go while no reply comes: those before the due date, then chases without end.</summary>
    /// <param name="reply">The reply awaited.</param>
    /// <param name="calendar">Which days are working days.</param>
    /// <param name="progress">What is dealt with already; <see langword="null"/> for the whole plan as an officer sees it before issuing.</param>
    /// <returns>A lazy sequence; skipped steps are in it with their reason.</returns>
    /// <exception cref="CalendarYearMissingException">While enumerating: a year has no data.</exception>
    public IEnumerable<ReminderStep> Plan(AwaitedReply reply, WorkingCalendar calendar, ReminderProgress? progress = null) =>
        Spacing(calendar, reply).Apart(Rungs(reply, calendar).All.Where(step => progress is null || step.At > progress.After), progress?.LastSentOn);

    /// <summary>The next reminder that will go; <see langword="null"/> when none is left.</summary>
    /// <exception cref="CalendarYearMissingException">A year has no data.</exception>
    public ReminderStep? Next(AwaitedReply reply, WorkingCalendar calendar, ReminderProgress progress) =>
        Plan(reply, calendar, progress).FirstOrDefault(step => step.Skipped is null);

    /// <summary>What to send now. Of several steps that came due, as after downtime, only the latest goes; the others are missed, or skipped for a promise.</summary>
    /// <exception cref="CalendarYearMissingException">A year has no data.</exception>
    public DueReminders DueBy(DateTimeOffset now, AwaitedReply reply, WorkingCalendar calendar, ReminderProgress progress)
    {
        var due = Rungs(reply, calendar).Until(now).Where(step => step.At > progress.After).ToList();
        return Spacing(calendar, reply).Latest(due, now, progress.LastSentOn, (step, sendOn) => IsStale(step, reply, sendOn));
    }

    /// <summary>The days on which messages of this commission may go.</summary>
    internal SendingDays Days(WorkingCalendar calendar) => new(calendar, QuietPeriods, SendAt);

    /// <summary>How far messages of this commission keep apart.</summary>
    internal ReminderSpacing Spacing(WorkingCalendar calendar, AwaitedReply? reply = null) => new(Days(calendar), MinimumGapDays) { Promise = reply?.Promise };

    private static bool IsStale(ReminderStep step, AwaitedReply reply, DateOnly sendOn) => step.Rule != ReminderStep.Chase && sendOn > reply.DueOn;

    private ReminderRungs Rungs(AwaitedReply reply, WorkingCalendar calendar) => new(this, reply, Days(calendar));
}
