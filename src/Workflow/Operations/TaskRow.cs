using System.Text.Json;
using Tracker.Engine;

namespace Tracker.Workflow.Operations;

/// <summary>Something that a person is to do before a workflow goes on.</summary>
/// <param name="Id">Identity of the task.</param>
/// <param name="InstanceId">The instance that waits for it.</param>
/// <param name="CorrelationId">What that instance is about.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="Role">The role that may do it, such as <c>chair</c>; <see langword="null"/>: anyone who may see it.</param>
/// <param name="CreatedAt">When the workflow came to it.</param>
/// <param name="DueAt">When it should be done.</param>
/// <param name="Status">Where it stands.</param>
public sealed record TaskRow(Guid Id, Guid InstanceId, string CorrelationId, string Name, string? Role, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, WorkflowTaskStatus Status)
{
    /// <summary>What the person needs to see.</summary>
    public JsonElement? Form { get; init; }

    /// <summary>Who completed it.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When it was completed or cancelled.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    internal static TaskRow Of(WorkflowTask task, string correlationId) =>
        new(task.Id, task.InstanceId, correlationId, task.Name, task.Role, task.CreatedAt, task.DueAt, task.Status)
        {
            Form = Json(task.FormJson),
            CompletedBy = task.CompletedBy,
            ClosedAt = task.ClosedAt,
        };

    internal static TaskRow Of(TaskLine task, InstanceRow instance) =>
        new(task.Id, instance.Id, instance.CorrelationId, task.Name, task.Role, task.CreatedAt, task.DueAt, task.Status)
        {
            Form = Json(task.FormJson),
            CompletedBy = task.CompletedBy,
            ClosedAt = task.ClosedAt,
        };

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}
