using System.Text.Json;

namespace Tracker.Engine;

[Activity(BuiltInActivities.Start)]
internal sealed class Start : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}

/// <summary>Completes the flowchart or sequence it stands in; what still waits there is cancelled.</summary>
[Activity(BuiltInActivities.End)]
internal sealed class End : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}

/// <summary>Completes the nearest flowchart or sequence around it with outcomes of its choice.</summary>
[Activity(BuiltInActivities.Complete)]
internal sealed class Complete : IActivity
{
    public Input<JsonElement>? Outcomes { get; init; }

    /// <summary>One text, an array, or the text of an array.</summary>
    public static string[] Read(JsonElement outcomes) =>
        outcomes.ValueKind == JsonValueKind.String && !outcomes.GetString()!.TrimStart().StartsWith('[')
            ? [outcomes.GetString()!]
            : (string[])Conversion.To(outcomes, typeof(string[]))!;

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.End(Ending.Composite, Outcomes is null ? ["Done"] : Read(Outcomes.Value)));
}

/// <summary>Finishes the instance; what still waits in it is cancelled.</summary>
[Activity(BuiltInActivities.Finish)]
internal sealed class Finish : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.End(Ending.Instance, ["Done"]));
}

/// <summary>Stops the instance with an incident; a retry runs it again.</summary>
[Activity(BuiltInActivities.Fault)]
internal sealed class Fault : IActivity
{
    public Input<string>? Code { get; init; }

    public Input<string>? Category { get; init; }

    public Input<string>? FaultType { get; init; }

    public Input<string>? Message { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => Task.FromResult(ActivityResult.Faulted(
        $"{FaultType?.Value ?? "System"} fault {Code?.Value ?? "0"}, {Category?.Value ?? "General"}: {Message?.Value ?? "no message"}"));

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) =>
        ExecuteAsync(context, cancellationToken);
}

/// <summary>Goes on by the connections of all its branches at once.</summary>
[Activity(BuiltInActivities.FlowFork)]
internal sealed class FlowFork : IActivity
{
    public Input<string[]>? Branches { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Fork(Branches?.Value ?? ["Done"]));
}

/// <summary>When it runs is decided by <see cref="Branches"/>; running it does nothing more.</summary>
[Activity(BuiltInActivities.FlowJoin)]
internal sealed class FlowJoin : IActivity
{
    public Input<FlowJoinMode>? Mode { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}

internal enum FlowJoinMode
{
    /// <summary>The first branch goes on; the others are cancelled.</summary>
    WaitAny,

    /// <summary>Goes on when every connection to it was taken; when one cannot be any more, nothing goes on.</summary>
    WaitAll,

    /// <summary>Goes on when no branch can come to it any more.</summary>
    WaitAllActive,
}

[Activity("Elsa.FlowDecision", "True", "False")]
internal sealed class FlowDecision : IActivity
{
    public Input<bool>? Condition { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done(Condition?.Value == true ? "True" : "False"));
}

/// <summary>Goes on by the port of the first case that is true, or of all that are; else by Default.</summary>
[Activity(BuiltInActivities.FlowSwitch)]
internal sealed class FlowSwitch : IActivity
{
    public Input<SwitchMode>? Mode { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        string[] labels = [.. Switch.Matching(context, Mode).Select(item => item.Label)];
        return Task.FromResult(ActivityResult.Fork(labels is [] ? ["Default"] : labels));
    }
}
