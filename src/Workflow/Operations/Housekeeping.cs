using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>How long things are kept where the engine works on them.</summary>
/// <param name="RetentionDays">Days after its end until an instance is archived; 30 or more. Expired signals and used idempotency keys are deleted after as long.</param>
public sealed record HousekeepingSettings(int RetentionDays = 400);

/// <summary>Archives what ended long ago and deletes keys that nobody repeats any more, 100 instances in one transaction, until nothing is left to do.
/// Outcomes: <c>Done</c>; <c>Succeeded</c> when the instance is older than four weeks and has started another one in its place, so that no journal grows for ever.</summary>
[Activity("Tracker.Housekeeping", "Done", "Succeeded")]
internal sealed class Housekeeping(TrackerDb db, Archive archive, HousekeepingSettings settings) : IActivity
{
    /// <summary>The definition of the one instance, and what it is about.</summary>
    public const string Name = "housekeeping";

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var before = context.Now.AddDays(-settings.RetentionDays);
        var archived = await archive.MoveAsync(before, Archive.BatchSize, cancellationToken);
        var forgotten = await archive.ForgetAsync(before, cancellationToken);
        if (archived + forgotten > 0)
        {
            context.Write($"{archived} instances archived, {forgotten} keys deleted");
            return ActivityResult.WaitFor(new Wait.Until(context.Now, "next batch")); // in a transaction of its own
        }

        return await StandingWorkflow.NextRoundAsync(context, db, Name, cancellationToken);
    }

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) => ExecuteAsync(context, cancellationToken);
}
