using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Closes and reopens commitments together with the recommendation or letter that they belong to, within the command that does that.</summary>
public sealed class FollowedCommitments(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, TimeProvider clock)
{
    /// <summary>Closes the open commitments of a recommendation or letter; each gets an event of its own.</summary>
    /// <param name="subjectId">The recommendation or letter that is closed.</param>
    /// <param name="end">Why, for the figures.</param>
    /// <param name="reason">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many.</returns>
    public async Task<int> CloseOfAsync(Guid subjectId, ClosingReason end, string reason, CancellationToken cancellationToken)
    {
        var open = await db.Commitments.Where(c => c.IsOpen && (c.RecommendationId == subjectId || c.LetterId == subjectId)).ToListAsync(cancellationToken);
        return await ChangeAsync(open, (c, now) => c.Close(end, Excerpt.Of(reason, 500), scope.Actor, now, subjectId), $"closed a promise as {PlainWords.Of(end)}", reason, cancellationToken);
    }

    /// <summary>Reopens the commitments of a recommendation that were closed together with it or with its letter, and no others.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReopenOfAsync(Guid recommendationId, string reason, CancellationToken cancellationToken)
    {
        var closed = await db.Commitments.Where(c => c.RecommendationId == recommendationId && c.ClosedWithId != null).ToListAsync(cancellationToken);
        return await ChangeAsync(closed, (c, now) => c.Reopen(Excerpt.Of(reason, 500), now), "reopened a promise", reason, cancellationToken);
    }

    private async Task<int> ChangeAsync(
        List<Commitment> commitments, Action<Commitment, DateTimeOffset> change, string done, string reason, CancellationToken cancellationToken)
    {
        foreach (var commitment in commitments)
        {
            var before = CommitmentStand.Of(commitment);
            change(commitment, clock.GetUtcNow());
            scope.Also(commitment.Said($"{scope.Actor.Name} {done}: {Excerpt.Of(commitment.Text, 200)}") with { Reason = reason });
            await db.SaveChangesAsync(cancellationToken);
            await runtime.TellAsync(commitment, before, scope, cancellationToken);
        }

        return commitments.Count;
    }
}
