using Tracker.Engine;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Commitments;

/// <summary>
/// Sleeps until the next question about a commitment. Outcomes: <c>BeforeDate</c>, <c>OnDate</c>, <c>AfterDate</c>, <c>Review</c>;
/// <c>DateChanged</c> and <c>Claimed</c> (as completed) when it is woken by such an event; <c>Ended</c> when the commission has closed it.
/// </summary>
/// <remarks>The timer is only a hint to look: what is due is decided from the commitment as it stands then, and nothing due means sleeping on.</remarks>
[Activity("Tracker.WaitForCommitment", "BeforeDate", "OnDate", "AfterDate", "Review", "DateChanged", "Claimed", "Ended")]
internal sealed class WaitForCommitment(TrackerDb db, DueDates dueDates) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Sleep(await CommitmentClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken), context.Now);

    public async Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        var clock = await CommitmentClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken);
        var outcome = wake switch
        {
            Wake.Event { Name: CommitmentSignals.DateChanged } => "DateChanged",
            Wake.Event => clock.Commitment.IsClaimedCompleted ? "Claimed" : null,
            _ => OutcomeOf(clock, context.Now),
        };
        return outcome is null ? Sleep(clock, context.Now) : ActivityResult.Done(outcome);
    }

    private static ActivityResult Sleep(CommitmentClock clock, DateTimeOffset now)
    {
        if (!clock.Commitment.IsOpen)
        {
            return ActivityResult.Done("Ended");
        }

        var waits = new List<Wait> { new Wait.ForEvent(CommitmentSignals.DateChanged), new Wait.ForEvent(CommitmentSignals.ClaimChanged) };
        if (clock.Commitment.NextQuestion(clock.FollowUp, now) is { } next)
        {
            waits.Add(new Wait.Until(next.At, next.Rule));
        }

        if (clock.Commitment.LookAgainAt(clock.FollowUp, now) is { } far)
        {
            waits.Add(new Wait.Until(far, "look again"));
        }

        return ActivityResult.WaitFor([.. waits]);
    }

    private static string? OutcomeOf(CommitmentClock clock, DateTimeOffset now) => clock.Commitment.NextQuestion(clock.FollowUp, now) switch
    {
        null => null,
        { } later when later.At > now => null,
        { Rule: FollowUp.BeforeDate } => "BeforeDate",
        { Rule: FollowUp.OnDate } => "OnDate",
        { Rule: FollowUp.AfterDate } => "AfterDate",
        _ => "Review",
    };
}
