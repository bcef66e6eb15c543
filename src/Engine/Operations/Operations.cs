using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>What an operator can do about failed work and running instances, inside the transaction that the host has open. Scoped.</summary>
/// <remarks>An exception passes through and the host rolls back. Of two operators who decide at once one wins; the other one's transaction
/// loses the race, is run again by <see cref="Transactions.InTransactionAsync"/>, and is refused.</remarks>
public sealed class Operations
{
    private readonly BurstHost host;
    private readonly WorkflowRuntime runtime;
    private readonly TimeProvider clock;

    internal Operations(BurstHost host, WorkflowRuntime runtime, TimeProvider clock)
    {
        this.host = host;
        this.runtime = runtime;
        this.clock = clock;
    }

    private DbContext Db => host.Db;

    /// <summary>Makes the parked work due now, with all its tries before it; a faulted instance runs again. Where the branch has gone on
    /// by another way meanwhile, there is nothing left to try and the incident is only closed.</summary>
    /// <exception cref="OperationRefusedException"><c>incident.resolved</c>.</exception>
    public async Task RetryAsync(Guid incidentId, Decision by, CancellationToken cancellationToken)
    {
        var (incident, timer) = await ResolveAsync(incidentId, IncidentResolution.Retried, by, cancellationToken);
        timer?.BecomeDue(clock.Instant());
        await NoteAsync(incident, by.Tell("Retried"), cancellationToken);
        await Db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Leaves the failed node out: the branch is woken again and goes on from that node by the outcome. An outbox row is never handed over by the
    /// engine and stays without <see cref="OutboxMessage.SentAt"/>; a stimulus is offered to no one any more.</summary>
    /// <param name="incidentId">An open incident.</param>
    /// <param name="outcome">One of the node's outcomes; <see langword="null"/> for an outbox row or a stimulus.</param>
    /// <param name="by">Who decided, and why.</param>
    /// <param name="cancellationToken">Cancels the burst.</param>
    /// <exception cref="OperationRefusedException"><c>incident.resolved</c>, <c>incident.unknown-outcome</c>, <c>incident.node-unknown</c>,
    /// <c>incident.work-gone</c>, <c>incident.failed-again</c> or <c>incident.node-not-reached</c>.</exception>
    public async Task SkipAsync(Guid incidentId, string? outcome, Decision by, CancellationToken cancellationToken)
    {
        var (incident, timer) = await ResolveAsync(incidentId, IncidentResolution.Skipped, by, cancellationToken);
        if (timer is { InstanceId: null })
        {
            Refuse(outcome is not null, "incident.unknown-outcome", "This work is not a step of a workflow and has no outcomes; leave the outcome out.");
            await GiveUpAsync(timer, cancellationToken);
            return;
        }

        Refuse(timer is null, "incident.work-gone", "The branch has gone on by another way, so there is nothing to skip. Retry closes the incident.");
        var step = incident is { NodeId: { } node, ExecutionId: { } visit, DefinitionVersionId: { } version } ? new FailedStep(version, node, visit) : null;
        Refuse(step is null, "incident.node-unknown", "It is not known at which node it failed, so none can be skipped. Retry it, or cancel the instance.");
        await RefuseUnknownAsync(step!, outcome, cancellationToken);
        await NoteAsync(incident, text: null, cancellationToken);
        await RunAsync(timer!, new(step!, outcome!, by.Tell("Skipped")), cancellationToken);
    }

    /// <summary>Gives the work up, and with it the instance that it was for; an outbox row or a stimulus as with
    /// <see cref="SkipAsync"/>.</summary>
    /// <exception cref="OperationRefusedException"><c>incident.resolved</c>.</exception>
    public async Task CancelAsync(Guid incidentId, Decision by, CancellationToken cancellationToken)
    {
        var (incident, timer) = await ResolveAsync(incidentId, IncidentResolution.Cancelled, by, cancellationToken);
        if (timer is { InstanceId: null })
        {
            await GiveUpAsync(timer, cancellationToken);
        }
        else if (await InstanceAsync(incident.InstanceId, cancellationToken) is { } instance && IsAlive(instance))
        {
            await EndAsync(instance, by, cancellationToken);
        }
    }

    /// <summary>Ends an instance: its waits, timers and open tasks go, its open incidents are closed with it.</summary>
    /// <exception cref="OperationRefusedException"><c>instance.not-running</c>.</exception>
    public async Task CancelInstanceAsync(Guid instanceId, Decision by, CancellationToken cancellationToken)
    {
        var instance = await Db.Set<WorkflowInstance>().SingleAsync(i => i.Id == instanceId, cancellationToken);
        Refuse(!IsAlive(instance), "instance.not-running", $"The instance is {instance.Status.ToString().ToLowerInvariant()} already.");
        await EndAsync(instance, by, cancellationToken);
    }

    private async Task<(Incident Incident, Timer? Timer)> ResolveAsync(Guid incidentId, IncidentResolution resolution, Decision by, CancellationToken cancellationToken)
    {
        var incident = await Db.Set<Incident>().SingleAsync(i => i.Id == incidentId, cancellationToken);
        Refuse(incident.ResolvedAt is not null, "incident.resolved", $"{incident.ResolvedBy} has decided about this incident already: {incident.Resolution}.");
        incident.Resolve(resolution, by, clock.Instant());
        await Db.SaveChangesAsync(cancellationToken); // whoever decides at the same moment waits here, and loses
        return (incident, await Db.Set<Timer>().SingleOrDefaultAsync(t => t.Id == incident.TimerId, cancellationToken));
    }

    /// <summary>Lets a faulted instance run again and adds the line to its journal.</summary>
    private async Task NoteAsync(Incident incident, string? text, CancellationToken cancellationToken)
    {
        if (await InstanceAsync(incident.InstanceId, cancellationToken) is not { } instance || !IsAlive(instance))
        {
            return;
        }

        instance.Resume();
        if (text is not null)
        {
            JournalOf(instance).Add(JournalKind.Resolved, text: text);
        }
    }

    private async Task RefuseUnknownAsync(FailedStep step, string? outcome, CancellationToken cancellationToken)
    {
        var node = (await host.Cache.GetAsync(Db, step.DefinitionVersionId, cancellationToken)).Node(step.NodeId);
        var outcomes = host.Registry.Get(node.Type).OutcomesOf(node);
        Refuse(
            outcome is null or "*" || !(Ports.AreOpen(outcomes) || outcomes.Contains(outcome, StringComparer.Ordinal)),
            "incident.unknown-outcome",
            outcomes is [] ? $"{node.Id} has no outcomes, so the branch cannot go on from it." : $"Give one of the outcomes of {node.Id}: {string.Join(", ", outcomes)}.");
    }

    private async Task RunAsync(Timer timer, Skip skip, CancellationToken cancellationToken)
    {
        Db.Remove(timer);
        try
        {
            await runtime.WakeAsync(timer, cancellationToken, skip: skip);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Contention.IsLostRace(failure))
        {
            var where = FailedStep.Of(failure)?.NodeId ?? "the burst";
            throw new OperationRefusedException("incident.failed-again", $"Then {where} failed ({failure.GetType().Name}: {failure.Message}), so nothing was changed.");
        }

        Refuse(!skip.IsTaken, "incident.node-not-reached", "The branch does not come to that node any more, so nothing was changed. Retry it.");
    }

    /// <summary>Ends work that is not a step of a workflow.</summary>
    private async Task GiveUpAsync(Timer timer, CancellationToken cancellationToken)
    {
        if (timer.StimulusId is { } stimulusId)
        {
            (await Db.Set<Stimulus>().SingleAsync(s => s.Id == stimulusId, cancellationToken)).Expire(clock.Instant());
        }

        Db.Remove(timer);
        await Db.SaveChangesAsync(cancellationToken);
    }

    private async Task EndAsync(WorkflowInstance instance, Decision by, CancellationToken cancellationToken)
    {
        var now = clock.Instant();
        JournalOf(instance).Add(JournalKind.Resolved, text: by.Tell("Cancelled"));
        instance.Cancel(now);
        foreach (var open in await Db.Set<Incident>().Where(i => i.InstanceId == instance.Id && i.ResolvedAt == null).ToListAsync(cancellationToken))
        {
            open.Resolve(IncidentResolution.Cancelled, by, now);
        }

        foreach (var task in await Db.Set<WorkflowTask>().Where(t => t.InstanceId == instance.Id && t.Status == WorkflowTaskStatus.Open).ToListAsync(cancellationToken))
        {
            task.Cancel(now);
        }

        await Db.Set<Timer>().Where(t => t.InstanceId == instance.Id).ExecuteDeleteAsync(cancellationToken); // first, as a worker's burst begins
        await Db.Set<Bookmark>().Where(b => b.InstanceId == instance.Id).ExecuteDeleteAsync(cancellationToken);
        await Db.SaveChangesAsync(cancellationToken);
        await runtime.TellEndAsync(instance, cancellationToken);
    }

    private Task<WorkflowInstance?> InstanceAsync(Guid? id, CancellationToken cancellationToken) =>
        Db.Set<WorkflowInstance>().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);

    private Journal JournalOf(WorkflowInstance instance) => new(Db, instance, Guid.CreateVersion7(clock.Instant()), clock.Instant());

    private static bool IsAlive(WorkflowInstance instance) => instance.Status is WorkflowStatus.Running or WorkflowStatus.Faulted;

    private static void Refuse(bool condition, string rule, string sentence)
    {
        if (condition)
        {
            throw new OperationRefusedException(rule, sentence);
        }
    }
}
