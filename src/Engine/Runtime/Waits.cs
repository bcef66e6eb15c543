using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>The bookmarks, timers and open tasks of one instance.</summary>
internal sealed class Waits
{
    private readonly DbContext db;
    private readonly WorkflowInstance instance;
    private readonly List<Bookmark> bookmarks;
    private readonly List<Timer> timers;
    private readonly List<WorkflowTask> tasks;

    public Waits(DbContext db, WorkflowInstance instance, List<Bookmark> bookmarks, List<Timer> timers, List<WorkflowTask> tasks)
    {
        this.tasks = tasks;
        this.db = db;
        this.instance = instance;
        this.bookmarks = bookmarks;
        this.timers = timers;
    }

    public IEnumerable<string> Hashes => bookmarks.Select(bookmark => bookmark.Hash);

    public static async Task<Waits> LoadAsync(DbContext db, WorkflowInstance instance, CancellationToken cancellationToken) => new(
        db,
        instance,
        await db.Set<Bookmark>().Where(b => b.InstanceId == instance.Id).OrderBy(b => b.Id).ToListAsync(cancellationToken),
        await db.Set<Timer>().Where(t => t.InstanceId == instance.Id).ToListAsync(cancellationToken),
        await db.Set<WorkflowTask>().Where(t => t.InstanceId == instance.Id && t.Status == WorkflowTaskStatus.Open).ToListAsync(cancellationToken));

    /// <summary>Those of an instance that has just been made.</summary>
    public static Waits None(DbContext db, WorkflowInstance instance) => new(db, instance, [], [], []);

    /// <summary>Lets the context know of rows that it has not read itself.</summary>
    public void Attach()
    {
        db.AttachRange(bookmarks);
        db.AttachRange(timers);
        db.AttachRange(tasks);
    }

    public bool HasBookmark(int executionId, string hash) => bookmarks.Exists(b => b.ExecutionId == executionId && b.Hash == hash);

    /// <summary>What the branch waits for, in words for the journal.</summary>
    public string Add(Execution execution, IReadOnlyList<Wait> waits, DateTimeOffset now)
    {
        foreach (var wait in waits)
        {
            switch (wait)
            {
                case Wait.Until until:
                    timers.Add(Timer.ToWake(instance.Id, execution.Id, until));
                    db.Add(timers[^1]);
                    break;
                case Wait.ForEvent named:
                    bookmarks.Add(New(execution.Id, named, now));
                    db.Add(bookmarks[^1]);
                    break;
                case Wait.ForTask task:
                    tasks.Add(WorkflowTask.Of(instance.Id, execution.Id, task, now));
                    db.Add(tasks[^1]);
                    break;
            }
        }

        return string.Join("; ", waits.Select(Describe));
    }

    /// <summary>The timer of a visit that failed for good.</summary>
    public Timer Park(Execution execution, DateTimeOffset now)
    {
        timers.Add(Timer.Parked(instance.Id, execution.Id, now));
        db.Add(timers[^1]);
        return timers[^1];
    }

    /// <summary>From now on the events waited for are those about another thing.</summary>
    public void Correlate(string before, DateTimeOffset now)
    {
        foreach (var bookmark in bookmarks.Where(b => b.Hash == Engine.Hashes.OfStimulus(b.Name, before)).ToArray())
        {
            db.Remove(bookmark);
            bookmarks.Remove(bookmark);
            bookmarks.Add(New(bookmark.ExecutionId, new(bookmark.Name), now));
            db.Add(bookmarks[^1]);
        }
    }

    /// <summary>The visits that wait for an event of that name.</summary>
    public IReadOnlyList<int> WaitingFor(string name) => [.. bookmarks.Where(b => b.Name == name).Select(b => b.ExecutionId)];

    /// <summary>Ends every wait of the execution.</summary>
    public void Remove(Execution execution, DateTimeOffset now)
    {
        db.RemoveRange(bookmarks.Where(b => b.ExecutionId == execution.Id));
        db.RemoveRange(timers.Where(t => t.ExecutionId == execution.Id));
        bookmarks.RemoveAll(b => b.ExecutionId == execution.Id);
        timers.RemoveAll(t => t.ExecutionId == execution.Id);
        foreach (var open in tasks.Where(t => t.ExecutionId == execution.Id && t.Status == WorkflowTaskStatus.Open))
        {
            open.Cancel(now);
        }
    }

    private Bookmark New(int executionId, Wait.ForEvent wait, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        InstanceId = instance.Id,
        ExecutionId = executionId,
        Name = wait.Name,
        Hash = Engine.Hashes.OfStimulus(wait.Name, wait.CorrelationId ?? instance.CorrelationId),
    };

    private static string Describe(Wait wait) => wait switch
    {
        Wait.Until until => $"until {until.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} ({until.Rule})",
        Wait.ForEvent named => $"for {named.Name}",
        Wait.ForTask task => task.Role is null ? $"for the task {task.Name}" : $"for the task {task.Name} of {task.Role}",
        _ => throw new InvalidOperationException($"Unknown wait {wait}."),
    };
}
