namespace Tracker.Engine;

/// <summary>Runs the visits of an instance one after the other, and what follows from each.</summary>
internal sealed class Steps(Burst burst, MemoryOfInstance memory, Waits waits)
{
    private readonly Executions executions = memory.Executions;
    private readonly Branches branches = new(memory.Executions);
    private readonly List<(Execution Execution, string Reason)> faults = [];
    private Execution? writer;

    /// <summary>The outcomes that the whole workflow was completed with, unless it just came to its end.</summary>
    public string? Outcome { get; private set; }

    /// <summary>The visit to run next; null when every branch rests.</summary>
    public Execution? Next()
    {
        while (true)
        {
            if (executions.Next() is { } next)
            {
                return next;
            }

            if (branches.Ready() is not { } join)
            {
                return null;
            }

            if (!branches.IsGivenUp(join))
            {
                executions.Release(join);
                continue;
            }

            GiveUp(join);
        }
    }

    public async Task StepAsync(Execution execution, Wake? wake, CancellationToken cancellationToken)
    {
        burst.CountStep(memory.Instance.Id);
        var node = executions.NodeOf(execution);
        Cancel(branches.Losers(execution, node), node);
        if (burst.Skip?.Takes(memory.Instance, execution) == true)
        {
            Skip(execution, node, burst.Skip);
            return;
        }

        var bound = node.Bind(burst.Host.Registry);
        if (!bound.Descriptor.IsBuiltIn && burst.HasUnsavedOfTheHost)
        {
            await SaveAsync(cancellationToken); // this one queries what the ones before it wrote
        }

        var result = await RunAsync(bound, execution, wake, cancellationToken);
        waits.Remove(execution, burst.Now);
        Settle(execution, bound, result);
    }

    /// <summary>Saves what this instance's activities wrote; a failure is put down to the last one of the host.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await burst.Db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception failure) when (writer is not null && FailedStep.Note(failure, memory.Instance, writer))
        {
            throw; // never reached: it is only noted
        }
    }

    private async Task<ActivityResult> RunAsync(BoundActivity bound, Execution execution, Wake? wake, CancellationToken cancellationToken)
    {
        try
        {
            writer = bound.Descriptor.IsBuiltIn ? writer : execution;
            var scope = new Memory(memory, execution);
            var activity = bound.Create(burst.Host.Services, scope);
            var context = new ActivityContext(burst, memory, bound.Node, scope, waits);
            return wake is null
                ? await activity.ExecuteAsync(context, cancellationToken)
                : await activity.ResumeAsync(context, wake, cancellationToken);
        }
        catch (Exception failure) when (FailedStep.Note(failure, memory.Instance, execution))
        {
            throw; // never reached: it is only noted
        }
    }

    private void Skip(Execution execution, Node node, Skip skip)
    {
        waits.Remove(execution, burst.Now);
        memory.Journal.Add(JournalKind.Resolved, node, skip.Outcome, skip.Text);
        Leave(execution, [skip.Outcome]);
    }

    /// <summary>An incident with a parked timer for every visit that cannot go on. Whether there is one.</summary>
    public async Task<bool> RecordFaultsAsync(CancellationToken cancellationToken)
    {
        faults.RemoveAll(fault => !executions.Exists(fault.Execution.Id));
        foreach (var (execution, reason) in faults)
        {
            var timer = waits.Park(execution, burst.Now);
            await burst.Db.SaveChangesAsync(cancellationToken); // the database numbers the timer
            Telemetry.Incidents.Add(1);
            burst.Db.Add(Incident.Of(memory.Instance, execution, timer, reason, burst.Now));
        }

        return faults.Count > 0;
    }

    private void Settle(Execution execution, BoundActivity bound, ActivityResult result)
    {
        var node = bound.Node;
        if (result.Fault is { } reason)
        {
            faults.Add((execution, reason));
            executions.Wait(execution);
            memory.Journal.Add(JournalKind.Faulted, node, text: reason);
        }
        else if (result.Waits.Count > 0)
        {
            executions.Wait(execution);
            memory.Journal.Add(JournalKind.Waiting, node, text: waits.Add(execution, result.Waits, burst.Now));
        }
        else if (result.Visits is { Count: > 0 } visits)
        {
            execution.Items = result.Items;
            foreach (var visit in visits)
            {
                executions.Schedule(visit, execution);
            }
        }
        else
        {
            CheckOutcomes(bound, result);
            End(execution, result);
        }
    }

    private void End(Execution execution, ActivityResult result)
    {
        IReadOnlyList<string> outcomes = result.Visits is null ? result.Outcomes : ["Done"];
        Record(execution, outcomes);
        if (result.Ending == Ending.Activity)
        {
            Leave(execution, outcomes);
        }
        else
        {
            var node = executions.NodeOf(execution);
            executions.Remove(execution);
            var around = executions.ParentOf(execution);
            while (around is not null && around.Id != Executions.RootId && (result.Ending == Ending.Instance || !IsContainer(around)))
            {
                around = executions.ParentOf(around);
            }

            Close(around ?? execution, outcomes, node);
        }
    }

    private bool IsContainer(Execution execution) => executions.NodeOf(execution).Type is BuiltInActivities.Flowchart or BuiltInActivities.Sequence;

    /// <summary>The visit is over; its composite goes on or is complete itself.</summary>
    private void Leave(Execution done, IReadOnlyList<string> outcomes)
    {
        var node = executions.NodeOf(done);
        var parent = executions.ParentOf(done);
        executions.Remove(done);
        if (parent is null)
        {
            Outcome = outcomes is ["Done"] ? null : string.Join(", ", outcomes);
        }
        else if (!GoesOn(parent, node, outcomes))
        {
            Close(parent, ["Done"], node);
        }
    }

    private bool GoesOn(Execution parent, Node done, IReadOnlyList<string> outcomes)
    {
        var composite = executions.NodeOf(parent);
        switch (composite.Type)
        {
            case BuiltInActivities.Flowchart or BuiltInActivities.Sequence when done.Type == BuiltInActivities.End:
            case BuiltInActivities.Fork when Fork.ModeOf(composite) == ForkJoinMode.WaitAny:
                return false;
            case BuiltInActivities.Flowchart:
                branches.Follow(parent, done, outcomes);
                break;
            case BuiltInActivities.Sequence when composite.Children.IndexOf(done) + 1 is var next && next < composite.Children.Count:
                executions.Schedule(new(composite.Children[next], Values: null), parent);
                break;
            case BuiltInActivities.ForEach:
                foreach (var visit in ForEach.Next(new(memory, parent), composite, parent.Items!.Value, ++parent.At))
                {
                    executions.Schedule(visit, parent);
                }

                break;
        }

        return executions.ChildrenOf(parent).Any();
    }

    /// <summary>The composite is complete, whatever is still inside.</summary>
    private void Close(Execution composite, IReadOnlyList<string> outcomes, Node by)
    {
        Cancel(executions.DescendantsOf(composite), by, withDescendants: false);
        if (composite.Id != Executions.RootId)
        {
            Record(composite, outcomes);
        }

        Leave(composite, outcomes);
    }

    private void GiveUp(Execution join)
    {
        var flow = executions.ParentOf(join)!;
        executions.Remove(join);
        if (!executions.ChildrenOf(flow).Any())
        {
            Close(flow, ["Done"], executions.NodeOf(join));
        }
    }

    private void Cancel(IReadOnlyList<Execution> losers, Node by, bool withDescendants = true)
    {
        foreach (var loser in withDescendants ? losers.SelectMany(loser => executions.DescendantsOf(loser).Append(loser)).ToArray() : losers)
        {
            waits.Remove(loser, burst.Now);
            executions.Remove(loser);
            memory.Journal.Add(JournalKind.Cancelled, executions.NodeOf(loser), text: $"by {by.Id}");
        }
    }

    private void Record(Execution execution, IReadOnlyList<string> outcomes)
    {
        if (execution.Id != Executions.RootId || executions.NodeOf(execution).Children.Count == 0)
        {
            memory.Journal.Add(JournalKind.Executed, executions.NodeOf(execution), string.Join(", ", outcomes));
        }
    }

    private static void CheckOutcomes(BoundActivity bound, ActivityResult result)
    {
        if (!bound.Descriptor.IsBuiltIn && result.Outcomes.Except(bound.Descriptor.Outcomes, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException($"{bound.Node.Type} returned '{unknown}', which is not among its outcomes.");
        }
    }
}
