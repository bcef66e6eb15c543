using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Commitments;

/// <summary>What the workflow of a commitment hangs on.</summary>
internal sealed record CommitmentStand(bool IsOpen, int DateVersion, bool IsClaimedCompleted)
{
    public static CommitmentStand Of(Commitment commitment) => new(commitment.IsOpen, commitment.DateVersion, commitment.IsClaimedCompleted);
}

/// <summary>What the workflow of a commitment is told. The names are those of <c>workflows/commitment.json</c>.</summary>
internal static class CommitmentSignals
{
    public const string DateChanged = "Commitment.DateChanged";
    public const string ClaimChanged = "Commitment.ClaimChanged";
    private const string Closed = "Commitment.Closed";

    /// <summary>Starts to follow a commitment that has just been made or reopened.</summary>
    public static Task<Guid> FollowAsync(this WorkflowRuntime runtime, Commitment commitment, CancellationToken cancellationToken) =>
        runtime.StartAsync("commitment", commitment.Id.ToString(), cancellationToken);

    /// <summary>Tells what has changed, within the command that changed it.</summary>
    public static async Task TellAsync(
        this WorkflowRuntime runtime, Commitment commitment, CommitmentStand before, CommandScope scope, CancellationToken cancellationToken)
    {
        var now = CommitmentStand.Of(commitment);
        if (now.IsOpen && !before.IsOpen)
        {
            await runtime.FollowAsync(commitment, cancellationToken);
            return;
        }

        if (now.IsClaimedCompleted != before.IsClaimedCompleted)
        {
            await runtime.TellAsync(ClaimChanged, commitment.Id, scope, cancellationToken);
        }

        if (now.IsOpen != before.IsOpen || now.DateVersion != before.DateVersion)
        {
            await runtime.TellAsync(now.IsOpen ? DateChanged : Closed, commitment.Id, scope, cancellationToken);
        }
    }
}
