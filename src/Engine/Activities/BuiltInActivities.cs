namespace Tracker.Engine;

internal static class BuiltInActivities
{
    public const string Flowchart = "Elsa.Flowchart";
    public const string Start = "Elsa.Start";
    public const string End = "Elsa.End";
    public const string FlowFork = "Elsa.FlowFork";
    public const string FlowJoin = "Elsa.FlowJoin";
}

[Activity(BuiltInActivities.Start)]
internal sealed class Start : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}

/// <summary>Completes the flowchart; what still waits in it is cancelled.</summary>
[Activity(BuiltInActivities.End)]
internal sealed class End : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Done());
}

/// <summary>Goes on by the connections of all its branches at once.</summary>
[Activity(BuiltInActivities.FlowFork)]
internal sealed class FlowFork : IActivity
{
    public required Input<string[]> Branches { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Fork(context.Get(Branches)));
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
    WaitAny,
    WaitAll,
}

[Activity("Elsa.Event")]
internal sealed class Event : IActivity
{
    public required Input<string> EventName { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.ForEvent(context.Get(EventName))));
}

[Activity("Elsa.WriteLine")]
internal sealed class WriteLine : IActivity
{
    public required Input<string> Text { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Write(context.Get(Text));
        return Task.FromResult(ActivityResult.Done());
    }
}
