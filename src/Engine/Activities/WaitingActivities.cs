using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Rests for a time of any length.</summary>
[Activity(BuiltInActivities.Delay)]
internal sealed class Delay : IActivity
{
    public required Input<TimeSpan> TimeSpan { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.Until(context.Now + TimeSpan.Value, $"after {TimeSpan.Value:c}")));
}

/// <summary>Rests until an instant; goes on at once when it is past.</summary>
[Activity(BuiltInActivities.StartAt)]
internal sealed class StartAt : IActivity
{
    public required Input<DateTimeOffset> DateTime { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(DateTime.Value <= context.Now ? ActivityResult.Done() : ActivityResult.WaitFor(new Wait.Until(DateTime.Value, "at an instant")));
}

/// <summary>Its result is what the sender of the event added.</summary>
[Activity(BuiltInActivities.Event)]
internal sealed class Event : IActivity
{
    public required Input<string> EventName { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.ForEvent(EventName.Value)));

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        context.Memory.SetOutput("result", Memory.Parse((wake as Wake.Event)?.PayloadJson));
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Something for a person to do. Its result is what that person answered.</summary>
[Activity(BuiltInActivities.RunTask)]
internal sealed class RunTask : IActivity
{
    public required Input<string> TaskName { get; init; }

    /// <summary>What the person sees when there is no form.</summary>
    public Input<JsonElement>? Payload { get; init; }

    /// <summary>Who may do it.</summary>
    public Input<string>? Role { get; init; }

    /// <summary>When it should be done; passing it changes nothing by itself.</summary>
    public Input<DateTimeOffset>? Due { get; init; }

    /// <summary>What the person sees.</summary>
    public Input<JsonElement>? Form { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => Task.FromResult(
        ActivityResult.WaitFor(new Wait.ForTask(TaskName.Value, Role?.Value, Due?.Value, (Form ?? Payload)?.Value.GetRawText())));

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        if (wake is Wake.Task done)
        {
            context.Memory.SetOutput("taskId", Conversion.Text(done.TaskId.ToString()));
            context.Memory.SetOutput("result", Memory.Parse(done.ResultJson));
        }

        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Wakes the instances that wait for the event; those with this instance's correlation id, unless it gives another.</summary>
[Activity("Elsa.PublishEvent")]
internal sealed class PublishEvent : IActivity
{
    public required Input<string> EventName { get; init; }

    public Input<string>? CorrelationId { get; init; }

    /// <summary>Whether only this instance hears it, if it is waiting then.</summary>
    public Input<bool>? IsLocalEvent { get; init; }

    public Input<JsonElement>? Payload { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var payload = Payload?.Value.GetRawText();
        if (IsLocalEvent?.Value == true)
        {
            context.Burst.SignalInstanceLater(context.InstanceId, EventName.Value, payload);
        }
        else
        {
            var correlationId = string.IsNullOrWhiteSpace(CorrelationId?.Value) ? context.CorrelationId : CorrelationId.Value;
            context.Burst.SignalLater(EventName.Value, correlationId, payload);
        }

        return Task.FromResult(ActivityResult.Done());
    }
}
