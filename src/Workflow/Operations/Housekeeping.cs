using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    private static readonly TimeSpan Life = TimeSpan.FromDays(28);

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

        var startedAt = await db.Set<WorkflowInstance>().Where(i => i.Id == context.InstanceId).Select(i => i.StartedAt).SingleAsync(cancellationToken);
        if (context.Now - startedAt < Life)
        {
            return ActivityResult.Done();
        }

        await context.StartAsync(Name, Name, cancellationToken);
        return ActivityResult.Done("Succeeded");
    }

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) => ExecuteAsync(context, cancellationToken);
}

/// <summary>Sees to it that there is one instance of the housekeeping.</summary>
public static class HousekeepingStart
{
    /// <summary>Starts it if none runs; of several nodes that start at the same moment, one does.</summary>
    /// <returns>Whether it was started here; not when its definition is not published.</returns>
    public static async Task<bool> EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrackerDb>();
        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var mark = Guid.CreateVersion7(now);
        return await db.InTransactionAsync(
            async ct =>
            {
                var last = await db.Set<WorkflowInstance>().Where(i => i.DefinitionId == Housekeeping.Name).OrderByDescending(i => i.StartedAt).FirstOrDefaultAsync(ct);
                var isPublished = await db.Set<WorkflowDefinitionVersion>().AnyAsync(v => v.DefinitionId == Housekeeping.Name && v.State == DefinitionState.Published, ct);
                var isAlive = await db.Set<WorkflowInstance>().AnyAsync(
                    i => i.DefinitionId == Housekeeping.Name && (i.Status == WorkflowStatus.Running || i.Status == WorkflowStatus.Faulted), ct);
                if (!isPublished || isAlive)
                {
                    return false;
                }

                db.Add(MarkOf(last?.Id, mark, now));
                await db.SaveChangesAsync(ct); // the other nodes wait here, fail, and look again
                await runtime.StartAsync(Housekeeping.Name, Housekeeping.Name, ct);
                return true;
            },
            ct => db.Set<IdempotencyKey>().AnyAsync(k => k.BurstId == mark, ct),
            cancellationToken);
    }

    /// <summary>Each instance has at most one successor by start-up.</summary>
    private static IdempotencyKey MarkOf(Guid? last, Guid mark, DateTimeOffset now) => new()
    {
        Scope = Housekeeping.Name,
        Key = $"after {last?.ToString() ?? "none"}",
        Fingerprint = Housekeeping.Name,
        BurstId = mark,
        CreatedAt = now,
    };
}
