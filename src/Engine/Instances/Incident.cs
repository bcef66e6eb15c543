namespace Tracker.Engine;

/// <summary>What a person decided about an incident.</summary>
public enum IncidentResolution
{
    /// <summary>The work was tried again.</summary>
    Retried,

    /// <summary>The work was left undone and the branch went on with an outcome.</summary>
    Skipped,

    /// <summary>The work was given up, and its instance with it.</summary>
    Cancelled,
}

/// <summary>Work that failed for good; it is parked until a person decides.</summary>
public sealed class Incident
{
    internal Incident()
    {
    }

    internal static Incident Of(WorkflowInstance instance, Execution execution, Timer parked, string reason, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TimerId = parked.Id,
        InstanceId = instance.Id,
        DefinitionVersionId = instance.DefinitionVersionId,
        NodeId = execution.NodeId,
        ExecutionId = execution.Id,
        OccurredAt = now,
        Attempts = 1,
        Reason = reason.Length > Lengths.Line ? reason[..Lengths.Line] : reason,
    };

    /// <summary>Identity of the incident.</summary>
    public Guid Id { get; internal init; }

    /// <summary>The parked timer; its <see cref="Timer.AvailableAt"/> is empty.</summary>
    public long TimerId { get; internal init; }

    /// <summary>The instance it was for; empty for an outbox row or a stimulus.</summary>
    public Guid? InstanceId { get; internal init; }

    /// <summary>The node that failed; empty when it is not known or there is none.</summary>
    public string? NodeId { get; internal init; }

    /// <summary>The definition version that the node is of: of this instance, or of one that its burst woke or started.</summary>
    public Guid? DefinitionVersionId { get; internal init; }

    /// <summary>The visit to that node.</summary>
    public int? ExecutionId { get; internal init; }

    /// <summary>When it was parked.</summary>
    public DateTimeOffset OccurredAt { get; internal init; }

    /// <summary>How often the work had been claimed.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The last failure: its type and message, at most 2,000 characters.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>When a person decided; empty while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>What was decided.</summary>
    public IncidentResolution? Resolution { get; private set; }

    /// <summary>Who decided, in the host's words.</summary>
    public string? ResolvedBy { get; private set; }

    /// <summary>Why.</summary>
    public string? ResolutionReason { get; private set; }

    internal void Resolve(IncidentResolution resolution, Decision by, DateTimeOffset now)
    {
        (Resolution, ResolvedAt) = (resolution, now);
        (ResolvedBy, ResolutionReason) = (by.Actor, by.Reason);
    }
}
