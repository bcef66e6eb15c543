namespace Tracker.Engine;

/// <summary>One kind of step in a workflow: writes to the host's database only, and is safe to run twice.</summary>
/// <remarks>
/// Made for each execution from the scope of the burst, so it may ask for the host's context. Its <see cref="Input{T}"/> properties
/// are set from the definition. What it writes is saved as soon as it returns and committed with the burst; an exception rolls the
/// whole burst back. Nothing external may happen here: mail and files are outbox rows.
/// </remarks>
public interface IActivity
{
    /// <summary>Runs when a branch reaches the activity.</summary>
    Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken);

    /// <summary>Runs when one of the waits it asked for is over. Unless it waits again, its other waits are cancelled.</summary>
    /// <param name="context">The same node of the same instance; a later burst with its own <see cref="ActivityContext.Now"/>.</param>
    /// <param name="wake">What ended the wait; a hint to look at the case again, not a fact about it.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}
