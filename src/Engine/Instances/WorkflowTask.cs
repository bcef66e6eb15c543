namespace Tracker.Engine;

/// <summary>Where a task stands.</summary>
public enum WorkflowTaskStatus
{
    /// <summary>Somebody is to do it.</summary>
    Open,

    /// <summary>It was done; the branch went on.</summary>
    Completed,

    /// <summary>The branch went on, or ended, without it.</summary>
    Cancelled,
}

/// <summary>Something a person is to do before a branch goes on; kept when it is done.</summary>
public sealed class WorkflowTask
{
    private WorkflowTask()
    {
    }

    /// <summary>Identity of the task.</summary>
    public Guid Id { get; private init; }

    /// <summary>The instance that waits for it.</summary>
    public Guid InstanceId { get; private init; }

    /// <summary>The visit to a node that waits.</summary>
    public int ExecutionId { get; private init; }

    /// <summary>What is to be done, in the definition's words; at most 200 characters.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Who may do it, in the host's words; empty: anyone. At most 200 characters.</summary>
    public string? Role { get; private init; }

    /// <summary>When it should be done; passing it changes nothing by itself.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>What the person needs to see, as JSON.</summary>
    public string? FormJson { get; private init; }

    /// <summary>When the branch came to it.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Where it stands.</summary>
    public WorkflowTaskStatus Status { get; private set; }

    /// <summary>When it was completed or cancelled.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who completed it, in the host's words.</summary>
    public string? CompletedBy { get; private set; }

    /// <summary>What that person answered, as JSON.</summary>
    public string? ResultJson { get; private set; }

    internal static WorkflowTask Of(Guid instanceId, int executionId, Wait.ForTask wait, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        InstanceId = instanceId,
        ExecutionId = executionId,
        Name = wait.Name,
        Role = wait.Role,
        DueAt = wait.DueAt?.ToMicroseconds(),
        FormJson = wait.FormJson,
        CreatedAt = now,
    };

    internal void Complete(string? resultJson, string actor, DateTimeOffset now)
    {
        (Status, ClosedAt) = (WorkflowTaskStatus.Completed, now);
        (CompletedBy, ResultJson) = (actor, resultJson);
    }

    internal void Cancel(DateTimeOffset now) => (Status, ClosedAt) = (WorkflowTaskStatus.Cancelled, now);
}
