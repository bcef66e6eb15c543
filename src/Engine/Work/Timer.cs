namespace Tracker.Engine;

/// <summary>Something to do at an instant: the only table that is polled.</summary>
/// <remarks>It has one target: an execution of an instance to wake, an outbox row to hand over, or a stimulus to offer again.</remarks>
public sealed class Timer
{
    private Timer()
    {
    }

    /// <summary>Grows with every timer.</summary>
    public long Id { get; private init; }

    /// <summary>Due time and lease in one: when a worker may claim it (again). Empty: parked by an incident.</summary>
    public DateTimeOffset? AvailableAt { get; private set; }

    /// <summary>The instant that was asked for.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>The fence: only the holder of the last lease can commit its work.</summary>
    public Guid? LeaseToken { get; private set; }

    /// <summary>How often it was claimed.</summary>
    public int Attempts { get; private set; }

    /// <summary>The civil rule it came from.</summary>
    public string? Rule { get; private init; }

    /// <summary>The instance to wake.</summary>
    public Guid? InstanceId { get; private init; }

    /// <summary>The visit to a node that waits.</summary>
    public int? ExecutionId { get; private init; }

    /// <summary>The message to hand over.</summary>
    public Guid? OutboxMessageId { get; private init; }

    /// <summary>The destination of the message.</summary>
    public string? Lane { get; private init; }

    /// <summary>The stimulus to offer again.</summary>
    public Guid? StimulusId { get; private init; }

    /// <summary>Takes parked work up again.</summary>
    internal void BecomeDue(DateTimeOffset now) => (AvailableAt, Attempts) = (now, 0);

    internal static Timer ToWake(Guid instanceId, int executionId, Wait.Until wait)
    {
        var due = wait.At.ToMicroseconds();
        return new() { InstanceId = instanceId, ExecutionId = executionId, DueAt = due, AvailableAt = due, Rule = wait.Rule };
    }

    /// <summary>Of a visit that failed for good: a person makes it available again.</summary>
    internal static Timer Parked(Guid instanceId, int executionId, DateTimeOffset now) =>
        new() { InstanceId = instanceId, ExecutionId = executionId, DueAt = now, Rule = "fault" };

    /// <summary>The same wake-up, later.</summary>
    internal static Timer Postponed(Guid instanceId, int executionId, Wake.Timer wake, DateTimeOffset availableAt) =>
        new() { InstanceId = instanceId, ExecutionId = executionId, DueAt = wake.DueAt, AvailableAt = availableAt, Rule = wake.Rule };

    internal static Timer ToHandOver(OutboxMessage message, DateTimeOffset now) =>
        new() { OutboxMessageId = message.Id, Lane = message.Lane, DueAt = now, AvailableAt = now };

    internal static Timer ToOffer(Stimulus stimulus, DateTimeOffset due) =>
        new() { StimulusId = stimulus.Id, DueAt = due, AvailableAt = due };
}
