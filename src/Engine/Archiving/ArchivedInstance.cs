using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Engine;

/// <summary>An instance that has long come to its end, with its whole life in one row; nothing of it was left out.</summary>
public sealed class ArchivedInstance
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private ArchivedInstance()
    {
    }

    /// <summary>Identity of the instance, as it was.</summary>
    public Guid Id { get; private init; }

    /// <summary>The definition it ran.</summary>
    public string DefinitionId { get; private init; } = "";

    /// <summary>The version it ran.</summary>
    public Guid DefinitionVersionId { get; private init; }

    /// <summary>What it was about, in the host's words.</summary>
    public string CorrelationId { get; private init; } = "";

    /// <summary>Finished or Cancelled.</summary>
    public WorkflowStatus Status { get; private init; }

    /// <summary>How many turns it took.</summary>
    public int Version { get; private init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When it finished or was cancelled.</summary>
    public DateTimeOffset FinishedAt { get; private init; }

    /// <summary>When it was moved here.</summary>
    public DateTimeOffset ArchivedAt { get; private init; }

    /// <summary>Its last state, as JSON.</summary>
    public string StateJson { get; private init; } = "";

    /// <summary>Its journal: an array of <see cref="JournalLine"/> in camel case, in order.</summary>
    public string JournalJson { get; private init; } = "[]";

    /// <summary>Its tasks: an array of <see cref="TaskLine"/> in camel case, oldest first.</summary>
    public string TasksJson { get; private init; } = "[]";

    /// <summary>The journal.</summary>
    public IReadOnlyList<JournalLine> ReadJournal() => JsonSerializer.Deserialize<List<JournalLine>>(JournalJson, Json)!;

    /// <summary>The tasks.</summary>
    public IReadOnlyList<TaskLine> ReadTasks() => JsonSerializer.Deserialize<List<TaskLine>>(TasksJson, Json)!;

    internal static ArchivedInstance Of(WorkflowInstance instance, IEnumerable<JournalEntry> journal, IEnumerable<WorkflowTask> tasks, DateTimeOffset now) => new()
    {
        Id = instance.Id,
        DefinitionId = instance.DefinitionId,
        DefinitionVersionId = instance.DefinitionVersionId,
        CorrelationId = instance.CorrelationId,
        Status = instance.Status,
        Version = instance.Version,
        StartedAt = instance.StartedAt,
        FinishedAt = instance.FinishedAt!.Value,
        ArchivedAt = now,
        StateJson = instance.State,
        JournalJson = JsonSerializer.Serialize(journal.OrderBy(e => e.Sequence).Select(JournalLine.Of), Json),
        TasksJson = JsonSerializer.Serialize(tasks.OrderBy(t => t.CreatedAt).ThenBy(t => t.ExecutionId).Select(TaskLine.Of), Json),
    };
}

/// <summary>A <see cref="JournalEntry"/> without its instance.</summary>
public sealed record JournalLine(
    int Sequence, Guid BurstId, DateTimeOffset At, JournalKind Kind, string? NodeId, string? ActivityType, string? Outcome, string? Text)
{
    internal static JournalLine Of(JournalEntry entry) =>
        new(entry.Sequence, entry.BurstId, entry.At, entry.Kind, entry.NodeId, entry.ActivityType, entry.Outcome, entry.Text);
}

/// <summary>A <see cref="WorkflowTask"/> without its instance.</summary>
public sealed record TaskLine(Guid Id, int ExecutionId, string Name, string? Role, DateTimeOffset? DueAt, string? FormJson, DateTimeOffset CreatedAt)
{
    /// <summary>Completed or Cancelled.</summary>
    public WorkflowTaskStatus Status { get; init; }

    /// <summary>When it was.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who completed it.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>What that person answered, as JSON.</summary>
    public string? ResultJson { get; init; }

    internal static TaskLine Of(WorkflowTask task) => new(task.Id, task.ExecutionId, task.Name, task.Role, task.DueAt, task.FormJson, task.CreatedAt)
    {
        Status = task.Status,
        ClosedAt = task.ClosedAt,
        CompletedBy = task.CompletedBy,
        ResultJson = task.ResultJson,
    };
}
