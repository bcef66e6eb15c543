using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Tracker.Engine;

/// <summary>What a burst needs of the host.</summary>
internal sealed record BurstHost(DbContext Db, DefinitionCache Cache, ActivityRegistry Registry, IServiceProvider Services);

/// <summary>Everything that one entry into the engine sets off, in the host's open transaction, with one now.</summary>
internal sealed class Burst(BurstHost host, ReadAhead ahead, DateTimeOffset now)
{
    private const int MaxSteps = 1000;
    private static readonly TimeSpan InternalSignalsLive = TimeSpan.FromDays(30);

    private readonly Queue<Func<CancellationToken, Task>> later = new();
    private int steps;
    private int signals;

    public Guid Id { get; } = Guid.CreateVersion7(now);

    public Skip? Skip { get; init; }

    public DateTimeOffset Now => now;

    public BurstHost Host => host;

    public DbContext Db => host.Db;

    public void StartLater(string definitionId, string correlationId) => later.Enqueue(ct => StartAsync(definitionId, correlationId, ct));

    public void SignalLater(string name, string correlationId)
    {
        var messageId = string.Create(CultureInfo.InvariantCulture, $"{Id}/{++signals}");
        later.Enqueue(ct => SignalAsync(new(name, correlationId, "engine", messageId, PayloadJson: null, InternalSignalsLive), ct));
    }

    public void CountStep(Guid instanceId)
    {
        if (++steps > MaxSteps)
        {
            throw new WorkflowFaultedException(instanceId, $"Instance {instanceId} came to {MaxSteps} steps in one burst.");
        }
    }

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (later.TryDequeue(out var work))
        {
            await work(cancellationToken);
        }
    }

    public async Task<Guid> StartAsync(string definitionId, string correlationId, CancellationToken cancellationToken)
    {
        var version = await Db.Set<WorkflowDefinitionVersion>().Published(definitionId).Select(v => (Guid?)v.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InvalidOperationException($"No version of the definition '{definitionId}' is published.");
        var instance = WorkflowInstance.Of(version, definitionId, correlationId, now);
        Db.Add(instance);
        var turn = await Turn.OfAsync(this, instance, Waits.None(Db, instance), cancellationToken);
        await turn.StartAsync(cancellationToken);
        await MatchKeptAsync(turn, cancellationToken);
        return instance.Id;
    }

    public async Task<int> SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        if (await Db.Set<Stimulus>().AnyAsync(s => s.Source == signal.Source && s.MessageId == signal.MessageId, cancellationToken))
        {
            return 0;
        }

        var stimulus = Stimulus.Of(signal, now);
        Db.Add(stimulus);
        await Db.SaveChangesAsync(cancellationToken);
        return await OfferAsync(stimulus, now, cancellationToken);
    }

    /// <summary>Wakes every branch with a matching bookmark, or else arms the timer of the next offer.</summary>
    /// <param name="stimulus">Tracked; ignored when matched or expired.</param>
    /// <param name="due">When this offer was due.</param>
    /// <param name="cancellationToken">Cancels the burst.</param>
    /// <returns>How many branches it woke.</returns>
    public async Task<int> OfferAsync(Stimulus stimulus, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (!stimulus.IsOpen(now))
        {
            return 0;
        }

        var woken = await WakeMatchingAsync(stimulus, cancellationToken);
        if (woken == 0 && stimulus.NextOfferAfter(due) is { } next)
        {
            Db.Add(Timer.ToOffer(stimulus, next));
        }

        await Db.SaveChangesAsync(cancellationToken);
        return woken;
    }

    /// <summary>Whether the task was still open.</summary>
    public async Task<bool> CompleteTaskAsync(Guid taskId, string? resultJson, string actor, CancellationToken cancellationToken)
    {
        var task = await Db.Set<WorkflowTask>().SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken);
        if (task?.Status != WorkflowTaskStatus.Open)
        {
            return false;
        }

        task.Complete(resultJson, actor, now);
        return await WakeAsync(task.InstanceId, task.ExecutionId, new Wake.Task(taskId, resultJson), cancellationToken);
    }

    /// <summary>Whether the execution was still waiting.</summary>
    /// <exception cref="OperationRefusedException">The instance is faulted; what would wake it must not be lost.</exception>
    public async Task<bool> WakeAsync(Guid instanceId, int executionId, Wake wake, CancellationToken cancellationToken)
    {
        var turn = await RunningAsync(instanceId, cancellationToken);
        if (turn is null && await Db.FindAsync<WorkflowInstance>([instanceId], cancellationToken) is { Status: WorkflowStatus.Faulted })
        {
            throw new OperationRefusedException("instance.not-running", "The instance is faulted. Decide about its incident first.");
        }

        return turn is not null && await WakeAsync(turn, executionId, wake, cancellationToken);
    }

    private async Task<bool> WakeAsync(Turn turn, int executionId, Wake wake, CancellationToken cancellationToken)
    {
        var wasWaiting = await turn.WakeAsync(executionId, wake, cancellationToken);
        await MatchKeptAsync(turn, cancellationToken);
        return wasWaiting;
    }

    private async Task<int> WakeMatchingAsync(Stimulus stimulus, CancellationToken cancellationToken)
    {
        var bookmarks = await Db.Set<Bookmark>().AsNoTracking().Where(b => b.Hash == stimulus.Hash).OrderBy(b => b.Id)
            .Select(b => new { b.InstanceId, b.ExecutionId }).ToListAsync(cancellationToken);
        var woken = 0;
        foreach (var bookmark in bookmarks)
        {
            var turn = await RunningAsync(bookmark.InstanceId, cancellationToken);
            if (turn?.Waits.HasBookmark(bookmark.ExecutionId, stimulus.Hash) == true)
            {
                stimulus.Match(now); // before the turn, which may wait for the same event again
                await WakeAsync(turn, bookmark.ExecutionId, new Wake.Event(stimulus.Name, stimulus.PayloadJson), cancellationToken);
                woken++;
            }
        }

        return woken;
    }

    /// <summary>Saves what activities of the host wrote before another one looks at the database; built-in ones do not look.</summary>
    public Task FlushBeforeAsync(ActivityDescriptor next, CancellationToken cancellationToken) =>
        next.IsBuiltIn || !Db.ChangeTracker.Entries().Any(IsUnsavedOfTheHost) ? Task.CompletedTask : Db.SaveChangesAsync(cancellationToken);

    private static bool IsUnsavedOfTheHost(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Metadata.ClrType.Assembly != typeof(Burst).Assembly;

    private async Task<Turn?> RunningAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        var (instance, waits) = ahead.Take(Db, instanceId) is { } taken ? taken : await LoadAsync(instanceId, cancellationToken);
        return instance?.Status == WorkflowStatus.Running ? await Turn.OfAsync(this, instance, waits!, cancellationToken) : null;
    }

    private async Task<(WorkflowInstance? Instance, Waits? Waits)> LoadAsync(Guid instanceId, CancellationToken cancellationToken) =>
        await Db.Set<WorkflowInstance>().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken) is { Status: WorkflowStatus.Running } instance
            ? (instance, await Waits.LoadAsync(Db, instance, cancellationToken))
            : (null, null);

    private async Task MatchKeptAsync(Turn turn, CancellationToken cancellationToken)
    {
        string[] hashes = [.. turn.Waits.Hashes];
        if (hashes is [])
        {
            return;
        }

        var kept = await Db.Set<Stimulus>().Where(s => hashes.Contains(s.Hash) && s.MatchedAt == null && s.ExpiresAt > now)
            .OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        if (kept is not null)
        {
            later.Enqueue(ct => OfferAsync(kept, due: DateTimeOffset.MaxValue, ct));
        }
    }
}
