using Tracker.Engine;

namespace Tracker.Workflow.Correspondence;

/// <summary>Reads a stored message, in a transaction after the one that stored it. Outcomes: <c>Waiting</c> for an officer; <c>SetAside</c>.</summary>
[Activity("Tracker.ReadMail", "Waiting", "SetAside")]
internal sealed class ReadMail : IActivity
{
    /// <summary>The definition that reads what came in.</summary>
    public const string Workflow = "incoming-message";

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.Until(context.Now, "stored")));

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done("Waiting"));
}
