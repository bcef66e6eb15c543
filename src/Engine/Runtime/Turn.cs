namespace Tracker.Engine;

/// <summary>One instance's part of a burst: from what woke it until each of its branches rests or has ended.</summary>
internal sealed class Turn
{
    private readonly Burst burst;
    private readonly WorkflowInstance instance;
    private readonly Flowchart chart;
    private readonly Branches branches;
    private readonly Journal journal;

    private Turn(Burst burst, WorkflowInstance instance, Flowchart chart, Waits waits)
    {
        this.burst = burst;
        this.instance = instance;
        this.chart = chart;
        Waits = waits;
        Telemetry.Tell(instance);
        branches = new(chart, WorkflowState.Parse(instance.State));
        journal = new(burst.Db, instance, burst.Id, burst.Now);
    }

    public Waits Waits { get; }

    public static async Task<Turn> OfAsync(Burst burst, WorkflowInstance instance, CancellationToken cancellationToken) => new(
        burst,
        instance,
        await burst.Host.Cache.GetAsync(burst.Db, instance.DefinitionVersionId, cancellationToken),
        await Waits.LoadAsync(burst.Db, instance, cancellationToken));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Add(JournalKind.Started, text: instance.DefinitionId);
        branches.Start();
        return RunAsync(branches.Next()!, wake: null, cancellationToken);
    }

    /// <summary>Whether that execution was still waiting.</summary>
    public async Task<bool> WakeAsync(int executionId, Wake wake, CancellationToken cancellationToken)
    {
        if (branches.Wake(executionId) is not { } execution)
        {
            return false;
        }

        journal.Add(JournalKind.Woken, chart.Node(execution.NodeId), text: Cause(wake));
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
        for (var execution = first; execution is not null; execution = branches.Next(), wake = null)
        {
            try
            {
                await StepAsync(execution, wake, cancellationToken);
                await burst.Db.SaveChangesAsync(cancellationToken); // the next activity queries what this one wrote
            }
            catch (Exception failure) when (FailedStep.Note(failure, instance, execution.NodeId))
            {
                throw; // never reached: it is only noted
            }
        }

        if (branches.IsEmpty)
        {
            journal.Add(JournalKind.Finished);
            instance.Finish(branches.ToState(), burst.Now);
        }
        else
        {
            instance.Rest(branches.ToState());
        }

        await burst.Db.SaveChangesAsync(cancellationToken);
    }

    private async Task StepAsync(Execution execution, Wake? wake, CancellationToken cancellationToken)
    {
        burst.CountStep(instance.Id);
        var node = chart.Node(execution.NodeId);
        CancelLosers(node);
        if (burst.Skip?.Takes(instance, node) == true)
        {
            Skip(execution, node, burst.Skip);
            return;
        }

        var descriptor = burst.Host.Registry.Get(node.Type);
        var activity = descriptor.Create(node, burst.Host.Services);
        var context = new ActivityContext(burst, instance, node.Id, line => journal.Add(JournalKind.Wrote, node, text: line));
        var result = wake is null
            ? await activity.ExecuteAsync(context, cancellationToken)
            : await activity.ResumeAsync(context, wake, cancellationToken);

        Waits.Remove(execution, burst.Now);
        if (result.Waits.Count > 0)
        {
            branches.Wait(execution);
            journal.Add(JournalKind.Waiting, node, text: Waits.Add(execution, result.Waits, burst.Now));
            return;
        }

        Complete(node, result.Outcomes, descriptor.OutcomesOf(node));
    }

    private void Skip(Execution execution, Node node, Skip skip)
    {
        Waits.Remove(execution, burst.Now);
        journal.Add(JournalKind.Resolved, node, skip.Outcome, skip.Text);
        foreach (var connection in chart.From(node.Id, skip.Outcome))
        {
            branches.Arrive(connection);
        }
    }

    private void CancelLosers(Node passed)
    {
        foreach (var loser in branches.CancelLosers(passed))
        {
            Waits.Remove(loser, burst.Now);
            journal.Add(JournalKind.Cancelled, chart.Node(loser.NodeId), text: $"by {passed.Id}");
        }
    }

    private void Complete(Node node, IReadOnlyList<string> outcomes, IReadOnlyList<string> possible)
    {
        if (node.Type != BuiltInActivities.End && outcomes.Except(possible, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException($"{node.Type} returned '{unknown}', which is not among its outcomes.");
        }

        journal.Add(JournalKind.Executed, node, string.Join(", ", outcomes));
        foreach (var connection in outcomes.SelectMany(outcome => chart.From(node.Id, outcome)))
        {
            branches.Arrive(connection);
        }
    }
}
