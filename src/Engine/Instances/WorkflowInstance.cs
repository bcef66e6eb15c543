namespace Tracker.Engine;

/// <summary>Where an instance stands.</summary>
public enum WorkflowStatus
{
    /// <summary>Something is still waiting in it.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It cannot go on; see its incident.</summary>
    Faulted,

    /// <summary>An operator ended it.</summary>
    Cancelled,
}

/// <summary>One run of a definition about one thing.</summary>
public sealed class WorkflowInstance
{
    private WorkflowInstance()
    {
    }

    /// <summary>Identity of the instance.</summary>
    public Guid Id { get; private init; }

    /// <summary>The version it started with and stays on.</summary>
    public Guid DefinitionVersionId { get; private init; }

    /// <summary>The definition of that version.</summary>
    public string DefinitionId { get; private init; } = "";

    /// <summary>What it is about, in the host's words.</summary>
    public string CorrelationId { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public WorkflowStatus Status { get; private set; }

    /// <summary>Goes up by one with every turn; two turns from the same version cannot both be committed.</summary>
    public int Version { get; private set; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When it finished or was cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How many entries its journal has.</summary>
    public int JournalLength { get; private set; }

    internal string State { get; private set; } = "";

    internal static WorkflowInstance Of(Guid definitionVersionId, string definitionId, string correlationId, DateTimeOffset now, Guid? id) => new()
    {
        Id = id ?? Guid.CreateVersion7(now),
        DefinitionVersionId = definitionVersionId,
        DefinitionId = definitionId,
        CorrelationId = correlationId,
        StartedAt = now,
        State = WorkflowState.Empty.ToJson(),
    };

    internal int NextJournalSequence() => ++JournalLength;

    internal void Rest(WorkflowState state)
    {
        Touch();
        State = state.ToJson();
    }

    internal void Finish(WorkflowState state, DateTimeOffset now)
    {
        Rest(state);
        Status = WorkflowStatus.Finished;
        FinishedAt = now;
    }

    internal void Cancel(DateTimeOffset now)
    {
        Touch();
        Status = WorkflowStatus.Cancelled;
        FinishedAt = now;
    }

    internal void Touch() => Version++;

    /// <summary>Lets a faulted instance go on.</summary>
    internal void Resume()
    {
        Touch();
        Status = WorkflowStatus.Running;
    }

    internal void Correlate(string correlationId) => CorrelationId = correlationId;

    /// <summary>From now on another instance waits for the end of this one.</summary>
    internal void Await() => State = (WorkflowState.Parse(State) with { IsAwaited = true }).ToJson();

    internal void Fault(WorkflowState state)
    {
        State = state.ToJson();
        Fault();
    }

    internal void Fault()
    {
        Touch();
        Status = WorkflowStatus.Faulted;
    }
}
