using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Starts and wakes workflows inside the transaction that the host has open. Scoped.</summary>
/// <remarks>What the context holds is saved first, so that activities can query it, and again after each activity; nothing is committed
/// here. An exception of an activity passes through: the host rolls back.</remarks>
public sealed class WorkflowRuntime
{
    private readonly BurstHost host;
    private readonly TimeProvider clock;

    internal WorkflowRuntime(BurstHost host, TimeProvider clock)
    {
        this.host = host;
        this.clock = clock;
    }

    /// <summary>Starts the newest version of a definition and runs it until it rests.</summary>
    /// <param name="definitionId">A published definition.</param>
    /// <param name="correlationId">What the instance is about; at most 200 characters, a GUID where activities ask for the subject.</param>
    /// <param name="cancellationToken">Cancels the burst.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="InvalidOperationException">No transaction is open, or the definition is not published.</exception>
    /// <exception cref="WorkflowFaultedException">The burst came to 1,000 steps.</exception>
    public Task<Guid> StartAsync(string definitionId, string correlationId, CancellationToken cancellationToken) =>
        RunAsync((burst, ct) => burst.StartAsync(definitionId, correlationId, ct), cancellationToken);

    /// <summary>Wakes every instance that waits for the event, or keeps the signal until one does or its time to live is over.</summary>
    /// <returns>How many branches it woke; 0 also when the same source and message id came before.</returns>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    /// <exception cref="WorkflowFaultedException">The burst came to 1,000 steps.</exception>
    public Task<int> SignalAsync(Signal signal, CancellationToken cancellationToken) =>
        RunAsync((burst, ct) => burst.SignalAsync(signal, ct), cancellationToken);

    /// <summary>Records that a person has done a task and goes on where it was waited for.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="resultJson">What the person answered, as JSON.</param>
    /// <param name="actor">Who did it, in the host's words; at most 200 characters.</param>
    /// <param name="cancellationToken">Cancels the burst.</param>
    /// <returns>Whether it was open and its instance running; nothing is changed otherwise.</returns>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    /// <exception cref="WorkflowFaultedException">The burst came to 1,000 steps.</exception>
    /// <exception cref="OperationRefusedException">The instance is faulted; the task stays open.</exception>
    public Task<bool> CompleteTaskAsync(Guid taskId, string? resultJson, string actor, CancellationToken cancellationToken) =>
        RunAsync((burst, ct) => burst.CompleteTaskAsync(taskId, resultJson, actor, ct), cancellationToken);

    internal Task<bool> WakeAsync(Timer timer, CancellationToken cancellationToken, ReadAhead? ahead = null, Skip? skip = null)
    {
        var wake = new Wake.Timer(timer.DueAt) { Rule = timer.Rule ?? "" };
        return RunAsync((burst, ct) => burst.WakeAsync(timer.InstanceId!.Value, timer.ExecutionId!.Value, wake, ct), cancellationToken, ahead, skip);
    }

    /// <summary>Lets a worker wake the instance that waits for the end of this one: what that one does next is not the caller's affair.</summary>
    internal async Task TellEndAsync(WorkflowInstance ended, CancellationToken cancellationToken)
    {
        if (WorkflowState.Parse(ended.State).IsAwaited)
        {
            var stimulus = Stimulus.Of(Burst.EndOf(ended, messageId: $"{ended.Id}/cancelled"), clock.Instant());
            host.Db.Add(stimulus);
            host.Db.Add(Timer.ToOffer(stimulus, clock.Instant()));
            await host.Db.SaveChangesAsync(cancellationToken);
        }
    }

    internal async Task<int> OfferAsync(Timer timer, CancellationToken cancellationToken)
    {
        var stimulus = await host.Db.Set<Stimulus>().SingleOrDefaultAsync(s => s.Id == timer.StimulusId, cancellationToken);
        return stimulus is null ? 0 : await RunAsync((burst, ct) => burst.OfferAsync(stimulus, timer.DueAt, ct), cancellationToken); // forgotten long ago
    }

    private async Task<T> RunAsync<T>(
        Func<Burst, CancellationToken, Task<T>> enter, CancellationToken cancellationToken, ReadAhead? ahead = null, Skip? skip = null)
    {
        if (host.Db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A burst is part of the host's transaction, and none is open.");
        }

        await host.Db.SaveChangesAsync(cancellationToken);
        using var span = Telemetry.Traces.StartActivity(Telemetry.Burst);
        var burst = new Burst(host, ahead ?? ReadAhead.Nothing, clock.Instant()) { Skip = skip };
        var result = await enter(burst, cancellationToken);
        await burst.DrainAsync(cancellationToken);
        Telemetry.Bursts.Add(1);
        return result;
    }
}
