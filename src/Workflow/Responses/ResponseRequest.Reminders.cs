using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Responses;

/// <content>When it is reminded of, and what has been dealt with.</content>
public sealed partial class ResponseRequest
{
    /// <summary>What is still to come by the ladder while no answer does; skipped and struck steps are in it.</summary>
    internal IEnumerable<ReminderStep> Ahead(ReminderLadder ladder, WorkingCalendar calendar) =>
        IsReminded ? ladder.Plan(Awaited, calendar, Progress) : [];

    /// <summary>The next thing to be done and when: a reminder, or noting that the due date has passed; <see langword="null"/> while there is nothing.</summary>
    internal ReminderStep? NextStep(ReminderLadder ladder, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (!IsReminded)
        {
            return IsOpen && PausedOn is null ? OverdueStep : null;
        }

        var due = ladder.DueBy(now, Awaited, calendar, Progress);
        var reminder = due.Send is { } late && !IsRecorded(late)
            ? late with { At = due.SendAt }
            : ladder.Plan(Awaited, calendar, Progress with { After = now }).FirstOrDefault(s => s.Skipped is null && !IsRecorded(s));
        return OverdueStep is { } overdue && !(reminder?.At < overdue.At) ? overdue : reminder;
    }

    /// <summary>Deals with the reminders that are due now: records those that are missed or skipped, and the one to send.</summary>
    /// <returns>The step to send; <see langword="null"/> when none is needed any more.</returns>
    internal ReminderStep? Remind(ReminderLadder ladder, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (NextStep(ladder, calendar, now) is not { } next || next.At > now || next.Rule == Overdue)
        {
            return null;
        }

        var due = ladder.DueBy(now, Awaited, calendar, Progress);
        reminders.AddRange(due.NotSent.Where(s => !IsRecorded(s)).Select(s => Reminder.Of(this, s, OutcomeOf(s), s.Skipped, now)));
        reminders.Add(Reminder.Of(this, due.Send!, ReminderOutcome.Sent, reason: null, now));
        (RemindedUntil, LastRemindedOn) = (now, LondonDay.Of(now));
        return due.Send;
    }

    internal void BecomeOverdue() => OverdueVersion = DeadlineVersion;

    private bool IsReminded => IsOpen && PausedOn is null && !RemindsNobody && UnreachableSince is null && ReplyWaitsSince is null;

    private AwaitedReply Awaited => new(IssuedOn, DueOn, DeadlineVersion)
    {
        IsAcknowledged = AcknowledgedOn is not null,
        FollowedFrom = FollowedFrom,
        Promise = Promises is [.., var last]
            ? new(last.On, last.At) { IsAsked = reminders.Exists(r => r.Outcome == ReminderOutcome.Sent && r.RecordedAt > last.At) }
            : null,
        Struck = [.. Struck.Select(s => (s.Rule, s.Occurrence))],
    };

    private ReminderProgress Progress => new(RemindedUntil, LastRemindedOn);

    private ReminderStep? OverdueStep => DueOn is not { } due || OverdueVersion >= DeadlineVersion ? null : new()
    {
        Rule = Overdue,
        DeadlineVersion = DeadlineVersion,
        NominalOn = due.AddDays(1),
        On = due.AddDays(1),
        At = LondonDay.StartOf(due.AddDays(1)),
    };

    private static ReminderOutcome OutcomeOf(ReminderStep notSent) =>
        notSent.Skipped!.StartsWith("Missed", StringComparison.Ordinal) ? ReminderOutcome.Missed : ReminderOutcome.Skipped;

    /// <summary>Dealt with already, or struck out of the plan of the first deadline.</summary>
    private bool IsRecorded(ReminderStep step) =>
        (step.DeadlineVersion <= 1 && Struck.Any(s => s.Rule == step.Rule && s.Occurrence == step.Occurrence))
        || reminders.Exists(r => r.Rule == step.Rule && r.Occurrence == step.Occurrence && r.DeadlineVersion == step.DeadlineVersion);
}
