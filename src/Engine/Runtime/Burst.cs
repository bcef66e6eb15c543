using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Tracker.Engine;

/// <summary>What a burst needs of the host.</summary>
internal sealed record BurstHost(DbContext Db, DefinitionCache Cache, ActivityRegistry Registry, IServiceProvider Services);

/// <summary>Everything that one entry into the engine sets off, in the host's open transaction, with one now.</summary>
internal sealed class Burst(BurstHost host, ReadAhead ahead, DateTimeOffset now)
{
    /// <summary>The name of the event that the end of a workflow is to one that waits for it.</summary>
    public const string WorkflowEnded = "Elsa.WorkflowEnded";

    private const int MaxSteps = 1000;
    private const int MaxNesting = 16;
    private static readonly TimeSpan InternalSignalsLive = TimeSpan.FromDays(30);
    private static readonly TimeSpan EndsLive = TimeSpan.FromDays(3650);

    private readonly Queue<Func<CancellationToken, Task>> later = new();
    private int steps;
    private int signals;
    private int nesting;

    public Guid Id { get; } = Guid.CreateVersion7(now);

    public Skip? Skip { get; init; }

    public DateTimeOffset Now => now;

    public BurstHost Host => host;

    public DbContext Db => host.Db;

    public Guid NewId() => Guid.CreateVersion7(now);

    public void StartLater(string definitionId, string correlationId, ChildWorkflow? start = null) =>
        later.Enqueue(ct => StartAsync(definitionId, correlationId, start, ct));

    public void SignalLater(string name, string correlationId, string? payloadJson = null)
    {
        var signal = new Signal(name, correlationId, Signal.FromEngine, NextMessageId(), payloadJson, InternalSignalsLive);
        later.Enqueue(ct => SignalAsync(signal, ct));
    }

    /// <summary>Tells the instance that waits for it that this one has ended: finished, or cancelled.</summary>
    public void SignalEnd(WorkflowInstance ended) => later.Enqueue(ct => SignalAsync(EndOf(ended, NextMessageId()), ct));

    public static Signal EndOf(WorkflowInstance ended, string messageId)
    {
        var outcome = new { workflowInstanceId = ended.Id, status = ended.Status.ToString(), output = WorkflowState.Parse(ended.State).OutputsJson };
        return new(WorkflowEnded, ended.Id.ToString(), Signal.FromEngine, messageId, JsonSerializer.Serialize(outcome, Conversion.Options), EndsLive);
    }

    /// <summary>Wakes the visits of one instance that wait for the event by then.</summary>
    public void SignalInstanceLater(Guid instanceId, string name, string? payloadJson) => later.Enqueue(async ct =>
    {
        foreach (var executionId in await RunningAsync(instanceId, ct) is { } first ? first.Waits.WaitingFor(name).ToArray() : [])
        {
            if (await RunningAsync(instanceId, ct) is { } turn) // the one before may have ended or faulted it
            {
                await WakeAsync(turn, executionId, new Wake.Event(name, payloadJson), ct);
            }
        }
    });

    private string NextMessageId() => string.Create(CultureInfo.InvariantCulture, $"{Id}/{++signals}");

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

    public async Task<Guid> StartAsync(string definitionId, string correlationId, CancellationToken cancellationToken) =>
        (await StartAsync(definitionId, correlationId, start: null, cancellationToken)).Id;

    /// <summary>Starts a workflow in the middle of another one's turn.</summary>
    /// <exception cref="WorkflowFaultedException">Workflows run each other without an end.</exception>
    public async Task<WorkflowInstance> StartInsideAsync(string definitionId, string correlationId, ChildWorkflow start, CancellationToken cancellationToken)
    {
        if (++nesting > MaxNesting)
        {
            throw new WorkflowFaultedException(start.Id, $"Workflows run each other {MaxNesting} deep.");
        }

        var instance = await StartAsync(definitionId, correlationId, start, cancellationToken);
        nesting--;
        return instance;
    }

    private async Task<WorkflowInstance> StartAsync(string definitionId, string correlationId, ChildWorkflow? start, CancellationToken cancellationToken)
    {
        var version = await Db.Set<WorkflowDefinitionVersion>().Published(definitionId).Select(v => (Guid?)v.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InvalidOperationException($"No version of the definition '{definitionId}' is published.");
        var instance = WorkflowInstance.Of(version, definitionId, correlationId, now, start?.Id);
        Db.Add(instance);
        var turn = await Turn.OfAsync(this, instance, Waits.None(Db, instance), cancellationToken);
        await turn.StartAsync(start, cancellationToken);
        await MatchKeptAsync(turn, cancellationToken);
        return instance;
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
    /// <exception cref="OperationRefusedException">The instance is faulted; what a person did must not be lost.</exception>
    public async Task<bool> CompleteTaskAsync(Guid taskId, string? resultJson, string actor, CancellationToken cancellationToken)
    {
        var task = await Db.Set<WorkflowTask>().SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken);
        if (task?.Status != WorkflowTaskStatus.Open)
        {
            return false;
        }

        var turn = await RunningAsync(task.InstanceId, cancellationToken) ?? throw NotRunning();
        task.Complete(resultJson, actor, now);
        return await WakeAsync(turn, task.ExecutionId, new Wake.Task(taskId, resultJson), cancellationToken);
    }

    /// <summary>Whether the execution was still waiting.</summary>
    /// <remarks>A timer of a faulted instance comes again until a person has settled the fault.</remarks>
    /// <exception cref="OperationRefusedException">The instance is faulted; what a person did must not be lost.</exception>
    public async Task<bool> WakeAsync(Guid instanceId, int executionId, Wake wake, CancellationToken cancellationToken)
    {
        if (await RunningAsync(instanceId, cancellationToken) is { } turn)
        {
            return await WakeAsync(turn, executionId, wake, cancellationToken);
        }

        if (await Db.Set<WorkflowInstance>().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken) is not { } instance)
        {
            return false;
        }

        await Db.Entry(instance).ReloadAsync(cancellationToken); // an operator may have let it run again since it was read
        return instance.Status switch
        {
            WorkflowStatus.Running => await WakeAsync(
                await Turn.OfAsync(this, instance, await Waits.LoadAsync(Db, instance, cancellationToken), cancellationToken), executionId, wake, cancellationToken),
            WorkflowStatus.Faulted => await PostponeAsync(instance, executionId, wake, cancellationToken),
            _ => false,
        };
    }

    private async Task<bool> PostponeAsync(WorkflowInstance faulted, int executionId, Wake wake, CancellationToken cancellationToken)
    {
        var timer = wake as Wake.Timer ?? throw NotRunning();
        faulted.Touch(); // who lets it run again at this moment loses, or this does
        Db.Add(Timer.Postponed(faulted.Id, executionId, timer, now + Patience(now - timer.DueAt)));
        await Db.SaveChangesAsync(cancellationToken);
        return false;
    }

    private static OperationRefusedException NotRunning() =>
        new("instance.not-running", "The workflow has failed and waits for a decision about its incident. Nothing was changed; do this again afterwards.");

    /// <summary>How long a timer waits for a person to settle the fault of its instance: twice as long each time, at most an hour.</summary>
    private static TimeSpan Patience(TimeSpan overdue) => TimeSpan.FromMinutes(Math.Clamp(overdue.TotalMinutes, 1, 60));

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

    /// <summary>Whether activities of the host have written what a query would not find yet.</summary>
    public bool HasUnsavedOfTheHost => Db.ChangeTracker.Entries().Any(IsUnsavedOfTheHost);

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
