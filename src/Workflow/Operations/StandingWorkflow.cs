using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>A workflow that always runs, in one instance, about nothing but itself: the housekeeping, the daily message.</summary>
public static class StandingWorkflow
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(28);

    /// <summary>Starts it if none runs; of several nodes that start at the same moment, one does.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="name">Its definition, such as <c>housekeeping</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was started here; not when its definition is not published.</returns>
    public static async Task<bool> EnsureAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrackerDb>();
        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var mark = Guid.CreateVersion7(now);
        return await db.InTransactionAsync(
            async ct =>
            {
                var last = await db.Set<WorkflowInstance>().Where(i => i.DefinitionId == name).OrderByDescending(i => i.StartedAt).FirstOrDefaultAsync(ct);
                var isPublished = await db.Set<WorkflowDefinitionVersion>().AnyAsync(v => v.DefinitionId == name && v.State == DefinitionState.Published, ct);
                var isAlive = await db.Set<WorkflowInstance>().AnyAsync(
                    i => i.DefinitionId == name && (i.Status == WorkflowStatus.Running || i.Status == WorkflowStatus.Faulted), ct);
                if (!isPublished || isAlive)
                {
                    return false;
                }

                db.Add(MarkOf(name, last?.Id, mark, now));
                await db.SaveChangesAsync(ct); // the other nodes wait here, fail, and look again
                await runtime.StartAsync(name, name, ct);
                return true;
            },
            ct => db.Set<IdempotencyKey>().AnyAsync(k => k.BurstId == mark, ct),
            cancellationToken);
    }

    /// <summary>Ends a round of it. Outcomes: <c>Done</c>; <c>Succeeded</c> when the instance is older than four weeks and has started another one in its place,
    /// so that no journal grows for ever.</summary>
    internal static async Task<ActivityResult> NextRoundAsync(ActivityContext context, TrackerDb db, string name, CancellationToken cancellationToken)
    {
        var startedAt = await db.Set<WorkflowInstance>().Where(i => i.Id == context.InstanceId).Select(i => i.StartedAt).SingleAsync(cancellationToken);
        if (context.Now - startedAt < Life)
        {
            return ActivityResult.Done();
        }

        await context.StartAsync(name, name, cancellationToken);
        return ActivityResult.Done("Succeeded");
    }

    /// <summary>Each instance has at most one successor by start-up.</summary>
    private static IdempotencyKey MarkOf(string name, Guid? last, Guid mark, DateTimeOffset now) => new()
    {
        Scope = name,
        Key = $"after {last?.ToString() ?? "none"}",
        Fingerprint = name,
        BurstId = mark,
        CreatedAt = now,
    };
}
