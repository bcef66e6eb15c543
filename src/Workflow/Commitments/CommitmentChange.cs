using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>What reporting, revising, judging, closing and reopening share: load, change, say so, tell the workflow.</summary>
internal sealed class CommitmentChange(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, TimeProvider clock)
{
    /// <param name="target">The commitment, and the version the caller saw.</param>
    /// <param name="change">Changes it and says what was done, such as "closed the promise".</param>
    /// <param name="reason">Why, in the caller's words.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CommitmentDetail> ApplyAsync(
        (Guid Id, int? ExpectedVersion) target, Func<Commitment, DateTimeOffset, string> change, string? reason, CancellationToken cancellationToken)
    {
        var commitment = await db.Commitments.FindCommitmentAsync(target.Id, scope.Actor, cancellationToken);
        StaleException.Unless(target.ExpectedVersion, commitment.Version);
        var before = CommitmentStand.Of(commitment);

        var done = change(commitment, clock.GetUtcNow());

        scope.Record(commitment.Said($"{scope.Actor.Name} {done}: {Excerpt.Of(commitment.Text, 200)}") with { Reason = reason });
        await db.SaveChangesAsync(cancellationToken);
        await runtime.TellAsync(commitment, before, scope, cancellationToken);
        return await db.DetailOfAsync(commitment, clock, cancellationToken);
    }
}
