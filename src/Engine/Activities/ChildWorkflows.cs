using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Starts another workflow after this one has come to rest, in the same transaction. Its result is the outputs of that
/// workflow when it waited for it.</summary>
[Activity(BuiltInActivities.DispatchWorkflow)]
internal sealed class DispatchWorkflow : IActivity
{
    public required Input<string> WorkflowDefinitionId { get; init; }

    /// <summary>This instance's own when it is not given.</summary>
    public Input<string>? CorrelationId { get; init; }

    public Input<JsonElement>? Input { get; init; }

    public Input<bool>? WaitForCompletion { get; init; }

    /// <summary>The stimulus that the end of a workflow is, for one that waits for it.</summary>
    public static Wait EndOf(Guid instanceId) => new Wait.ForEvent(Burst.WorkflowEnded) { CorrelationId = instanceId.ToString() };

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var child = new ChildWorkflow(context.Burst.NewId(), Input?.Value, WaitForCompletion?.Value == true);
        context.Burst.StartLater(WorkflowDefinitionId.Value, ChildWorkflow.SubjectOf(CorrelationId, context), child);
        return Task.FromResult(child.IsAwaited ? ActivityResult.WaitFor(EndOf(child.Id)) : ActivityResult.Done());
    }

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        context.Memory.SetOutput("result", Memory.Parse((wake as Wake.Event)?.PayloadJson).MemberOrNull("output") ?? Conversion.Null);
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Runs another workflow until it rests. Its result says how far that came, with the outputs.</summary>
[Activity(BuiltInActivities.ExecuteWorkflow)]
internal sealed class ExecuteWorkflow : IActivity
{
    public required Input<string> WorkflowDefinitionId { get; init; }

    /// <summary>This instance's own when it is not given.</summary>
    public Input<string>? CorrelationId { get; init; }

    public Input<JsonElement>? Input { get; init; }

    public Input<bool>? WaitForCompletion { get; init; }

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var isAwaited = WaitForCompletion?.Value == true;
        var child = new ChildWorkflow(context.Burst.NewId(), Input?.Value, IsAwaited: false);
        var instance = await context.Burst.StartInsideAsync(WorkflowDefinitionId.Value, ChildWorkflow.SubjectOf(CorrelationId, context), child, cancellationToken);
        if (isAwaited && instance.Status != WorkflowStatus.Finished)
        {
            instance.Await();
            return ActivityResult.WaitFor(DispatchWorkflow.EndOf(child.Id));
        }

        var result = new { workflowInstanceId = child.Id, status = instance.Status.ToString(), output = WorkflowState.Parse(instance.State).OutputsJson };
        context.Memory.SetOutput("result", JsonSerializer.SerializeToElement(result, Conversion.Options));
        return ActivityResult.Done();
    }

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        context.Memory.SetOutput("result", Memory.Parse((wake as Wake.Event)?.PayloadJson));
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>How a workflow is started by another one.</summary>
internal sealed record ChildWorkflow(Guid Id, JsonElement? Input, bool IsAwaited)
{
    /// <summary>The correlation id that was given, or else the parent's own.</summary>
    public static string SubjectOf(Input<string>? given, ActivityContext parent) =>
        string.IsNullOrWhiteSpace(given?.Value) ? parent.CorrelationId : given.Value;
}
