namespace Tracker.Workflow.Calendar;

/// <summary>The steps of a ladder for one reply, before their distance from each other is looked at.</summary>
internal sealed record ReminderRungs(ReminderLadder Ladder, AwaitedReply Reply, SendingDays Days)
{
    public IEnumerable<ReminderStep> All => BeforeChasing.Concat(Chases);

    /// <summary>The steps due by that instant; asks the calendar for no day that is not needed.</summary>
    public IEnumerable<ReminderStep> Until(DateTimeOffset now) =>
        BeforeChasing.Where(step => step.At <= now).Concat(LondonDay.Of(now) <= Reply.DueOn ? [] : Chases.TakeWhile(step => step.At <= now));

    private IEnumerable<ReminderStep> BeforeChasing =>
        Acknowledgement.Concat(DueSoon).OrderBy(step => step.On).ThenBy(step => step.NominalOn);

    private IEnumerable<ReminderStep> Acknowledgement
    {
        get
        {
            if (Ladder.AcknowledgeDaysAfterIssue is { } days && !Reply.IsAcknowledged)
            {
                var step = Step(ReminderStep.Acknowledge, Days.Calendar.After(Reply.IssuedOn, days)) with { DeadlineVersion = 0 };
                yield return step.On >= Reply.DueOn ? step with { Skipped = "The reply itself is due by then." } : step;
            }
        }
    }

    private IEnumerable<ReminderStep> DueSoon =>
        Reply.DueOn is not { } due ? [] : Ladder.DueSoonDaysBefore.Select(days => DueSoonStep(days, due));

    private IEnumerable<ReminderStep> Chases
    {
        get
        {
            if (Reply.DueOn is not { } due)
            {
                yield break;
            }

            var nominal = Days.Calendar.After(due, Ladder.FirstChaseDaysAfter);
            nominal = Reply.FollowedFrom >= nominal ? Days.Calendar.After(Reply.FollowedFrom.Value, 1) : nominal;
            for (var occurrence = 1; ; occurrence++)
            {
                var step = Step(ReminderStep.Chase, nominal, occurrence);
                yield return step with { JoinsEscalation = occurrence >= Ladder.EscalationFromChase && !(step.On <= step.PromisedOn) };
                nominal = Days.Calendar.After(nominal, Ladder.ChaseEveryDays);
            }
        }
    }

    private ReminderStep DueSoonStep(int days, DateOnly due)
    {
        var step = Step($"due-soon-{days}", Days.Calendar.Before(due, days));
        return step with
        {
            Skipped = step.Skipped is not null ? step.Skipped
                : step.NominalOn <= Reply.IssuedOn ? "The letter is not issued before that day."
                : step.On > due ? "A quiet period lasts past the due date."
                : null,
        };
    }

    private ReminderStep Step(string rule, DateOnly nominal, int occurrence = 1)
    {
        var on = Days.OnOrAfter(nominal);
        var at = LondonDay.At(on, Ladder.SendAt);
        return new()
        {
            Rule = rule,
            Occurrence = occurrence,
            DeadlineVersion = Reply.DeadlineVersion,
            NominalOn = nominal,
            On = on,
            At = at,
            PromisedOn = at > Reply.Promise?.MadeAt ? Reply.Promise.On : null,
            Skipped = (Reply.DeadlineVersion <= 1 || rule == ReminderStep.Acknowledge) && Reply.Struck.Contains((rule, occurrence)) ? "Struck out before issue." : null,
        };
    }
}
