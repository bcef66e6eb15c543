using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Instances with their waits, read at once for a batch of timers. Each is handed out once: after that the database knows better.</summary>
internal sealed class ReadAhead
{
    public static readonly ReadAhead Nothing = new([], [], [], []);

    private readonly Dictionary<Guid, WorkflowInstance> instances;
    private readonly ILookup<Guid, Bookmark> bookmarks;
    private readonly ILookup<Guid?, Timer> timers;
    private readonly ILookup<Guid, WorkflowTask> tasks;

    private ReadAhead(List<WorkflowInstance> instances, List<Bookmark> bookmarks, List<Timer> timers, List<WorkflowTask> tasks)
    {
        this.instances = instances.ToDictionary(i => i.Id);
        this.bookmarks = bookmarks.ToLookup(b => b.InstanceId);
        this.timers = timers.ToLookup(t => t.InstanceId);
        this.tasks = tasks.ToLookup(t => t.InstanceId);
    }

    public static async Task<ReadAhead> OfAsync(DbContext db, Guid[] ids, CancellationToken cancellationToken)
    {
        return new(
            await db.Set<WorkflowInstance>().AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(cancellationToken),
            await db.Set<Bookmark>().AsNoTracking().Where(b => ids.Contains(b.InstanceId)).OrderBy(b => b.Id).ToListAsync(cancellationToken),
            await db.Set<Timer>().AsNoTracking().Where(t => t.InstanceId != null && ids.Contains(t.InstanceId.Value)).ToListAsync(cancellationToken),
            await db.Set<WorkflowTask>().AsNoTracking().Where(t => ids.Contains(t.InstanceId) && t.Status == WorkflowTaskStatus.Open).ToListAsync(cancellationToken));
    }

    /// <summary>The instance and its waits, tracked by that context; <see langword="null"/> when it was not read or has been taken.</summary>
    public (WorkflowInstance Instance, Waits Waits)? Take(DbContext db, Guid instanceId)
    {
        if (!instances.Remove(instanceId, out var instance))
        {
            return null;
        }

        db.Attach(instance);
        var waits = new Waits(db, instance, [.. bookmarks[instanceId]], [.. timers[instanceId]], [.. tasks[instanceId]]);
        waits.Attach();
        return (instance, waits);
    }
}
