namespace Tracker.Engine;

/// <summary>Work that failed for good; it is parked until a person decides.</summary>
public sealed class Incident
{
    internal Incident()
    {
    }

    /// <summary>Identity of the incident.</summary>
    public Guid Id { get; internal init; }

    /// <summary>The parked timer; its <see cref="Timer.AvailableAt"/> is empty.</summary>
    public long TimerId { get; internal init; }

    /// <summary>The instance it was for; empty for an outbox row or a stimulus.</summary>
    public Guid? InstanceId { get; internal init; }

    /// <summary>When it was parked.</summary>
    public DateTimeOffset OccurredAt { get; internal init; }

    /// <summary>How often the work had been claimed.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The last failure: its type and message, at most 2,000 characters.</summary>
    public string Reason { get; internal init; } = "";
}
