namespace Tracker.Engine;

/// <summary>One instance's part of a burst: from what woke it until each of its branches rests or has ended.</summary>
internal sealed class Turn
{
    private readonly Burst burst;
    private readonly WorkflowInstance instance;
    private readonly Executions executions;
    private readonly MemoryOfInstance memory;
    private readonly Steps steps;
    private readonly Journal journal;

    private Turn(Burst burst, WorkflowInstance instance, WorkflowDefinition definition, Waits waits)
    {
        this.burst = burst;
        this.instance = instance;
        Waits = waits;
        Telemetry.Tell(instance);
        var state = WorkflowState.Parse(instance.State);
        executions = new(definition, state);
        journal = new(burst.Db, instance, burst.Id, burst.Now);
        memory = new(instance, definition, executions, journal, state);
        steps = new(burst, memory, waits);
    }

    public Waits Waits { get; }

    public static async Task<Turn> OfAsync(Burst burst, WorkflowInstance instance, Waits waits, CancellationToken cancellationToken) =>
        new(burst, instance, await burst.Host.Cache.GetAsync(burst.Db, instance.DefinitionVersionId, cancellationToken), waits);

    public Task StartAsync(ChildWorkflow? start, CancellationToken cancellationToken)
    {
        journal.Add(JournalKind.Started, text: instance.DefinitionId);
        if (start is not null)
        {
            memory.Take(start);
        }

        return RunAsync(executions.Root, wake: null, cancellationToken);
    }

    /// <summary>Whether that execution was still waiting.</summary>
    public async Task<bool> WakeAsync(int executionId, Wake wake, CancellationToken cancellationToken)
    {
        if (executions.Wake(executionId) is not { } execution)
        {
            return false;
        }

        journal.Add(JournalKind.Woken, executions.NodeOf(execution), text: Cause(wake));
        await RunAsync(execution, wake, cancellationToken);
        return true;
    }

    private static string Cause(Wake wake) => wake switch
    {
        Wake.Timer timer => $"by the timer {timer.Rule}",
        Wake.Event named => $"by {named.Name}",
        Wake.Task done => $"by the task {done.TaskId}",
        _ => throw new InvalidOperationException($"Unknown cause {wake}."),
    };

    private async Task RunAsync(Execution first, Wake? wake, CancellationToken cancellationToken)
    {
        for (var execution = first; execution is not null; execution = steps.Next(), wake = null)
        {
            await steps.StepAsync(execution, wake, cancellationToken);
        }

        if (executions.IsEmpty)
        {
            Finish();
        }
        else if (await steps.RecordFaultsAsync(cancellationToken))
        {
            instance.Fault(memory.ToState());
        }
        else
        {
            instance.Rest(memory.ToState());
        }

        await steps.SaveAsync(cancellationToken);
    }

    private void Finish()
    {
        journal.Add(JournalKind.Finished, outcome: steps.Outcome);
        instance.Finish(memory.ToState(), burst.Now);
        if (memory.IsAwaited)
        {
            burst.SignalEnd(instance);
        }
    }
}
