using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Begins with its start; <see cref="Branches"/> goes on from there.</summary>
[Activity(BuiltInActivities.Flowchart)]
internal sealed class FlowchartActivity : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Enter(context.Node.Chart!.Start));
}

[Activity(BuiltInActivities.Sequence)]
internal sealed class Sequence : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Enter(context.Node.Children.FirstOrDefault()));
}

/// <summary>Complete when all its activities are.</summary>
[Activity(BuiltInActivities.Parallel)]
internal sealed class Parallel : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Enter(context.Node.Children));
}

/// <summary>Complete when all its branches are, or, in the mode <c>WaitAny</c>, the first; then the others are cancelled.</summary>
[Activity(BuiltInActivities.Fork)]
internal sealed class Fork : IActivity
{
    public Input<ForkJoinMode>? JoinMode { get; init; }

    public static ForkJoinMode ModeOf(Node fork) => InputExpression.Read(fork.Json.MemberOrNull("joinMode") ?? default) is { } mode
        ? (ForkJoinMode)Conversion.To(mode.Constant(), typeof(ForkJoinMode))!
        : ForkJoinMode.WaitAll;

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.Enter(context.Node.Children));
}

internal enum ForkJoinMode
{
    WaitAll,
    WaitAny,
}

/// <summary>Its result is the condition.</summary>
[Activity(BuiltInActivities.If)]
internal sealed class If : IActivity
{
    public Input<bool>? Condition { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var isTrue = Condition?.Value == true;
        context.Memory.SetOutput("result", JsonSerializer.SerializeToElement(isTrue));
        return Task.FromResult(ActivityResult.Enter(context.Node.Child(isTrue ? "then" : "else")));
    }
}

internal enum SwitchMode
{
    MatchFirst,
    MatchAny,
}

/// <summary>Runs the activity of the first case that is true, or of all that are; else the default.</summary>
[Activity(BuiltInActivities.Switch)]
internal sealed class Switch : IActivity
{
    public Input<SwitchMode>? Mode { get; init; }

    /// <summary>The cases that are true: at most one in the mode <see cref="SwitchMode.MatchFirst"/>.</summary>
    public static IEnumerable<Case> Matching(ActivityContext context, Input<SwitchMode>? mode)
    {
        var matching = context.Node.Cases.Where(item => IsTrue(item, context.Memory));
        return mode?.Value == SwitchMode.MatchAny ? matching : matching.Take(1);
    }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Case[] matching = [.. Matching(context, Mode)];
        return Task.FromResult(matching is []
            ? ActivityResult.Enter(context.Node.Child("default"))
            : ActivityResult.Enter(matching.Select(item => item.Activity)));
    }

    private static bool IsTrue(Case item, Memory memory) =>
        item.Condition is { } condition && Conversion.To(condition.Evaluate(memory), typeof(bool)) is true;
}

/// <summary>Runs its body for one item after the other; the items are those of its beginning.</summary>
[Activity(BuiltInActivities.ForEach)]
internal sealed class ForEach : IActivity
{
    public Input<JsonElement>? Items { get; init; }

    /// <summary>The visit with that item, whose value is an output of the loop; none after the last.</summary>
    public static IReadOnlyList<Visit> Next(Memory memory, Node loop, JsonElement items, int index)
    {
        var visits = VisitTo(loop, items, index);
        if (visits is not [])
        {
            memory.SetOutput("currentValue", items[index]);
        }

        return visits;
    }

    /// <summary>The visit with that item; none after the last.</summary>
    public static IReadOnlyList<Visit> VisitTo(Node loop, JsonElement items, int index) =>
        loop.Child("body") is { } body && index < items.GetArrayLength() ? [new(body, ValuesOf(items[index], index))] : [];

    public static JsonElement ArrayOf(Input<JsonElement>? items) => items?.Value switch
    {
        null => JsonElement.Parse("[]"),
        { ValueKind: JsonValueKind.Array } array => array,
        { ValueKind: JsonValueKind.String } text => (JsonElement)Conversion.As(text, typeof(JsonElement[])),
        var one => throw new FormatException($"The items must be an array, and are {one.Value.ValueKind}."),
    };

    public static Dictionary<string, JsonElement> ValuesOf(JsonElement item, int index) => new(StringComparer.Ordinal)
    {
        [CurrentValue] = item.Clone(),
        [CurrentIndex] = JsonSerializer.SerializeToElement(index),
    };

    public const string CurrentValue = "CurrentValue";
    public const string CurrentIndex = "CurrentIndex";

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var items = ArrayOf(Items);
        return Task.FromResult(ActivityResult.Iterate(Next(context.Memory, context.Node, items, 0), items));
    }
}

/// <summary>Runs its body for all items at once, each with its own CurrentValue and CurrentIndex.</summary>
[Activity(BuiltInActivities.ParallelForEach)]
internal sealed class ParallelForEach : IActivity
{
    public Input<JsonElement>? Items { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var items = ForEach.ArrayOf(Items);
        return Task.FromResult(ActivityResult.Iterate(
            [.. Enumerable.Range(0, items.GetArrayLength()).SelectMany(index => ForEach.VisitTo(context.Node, items, index))]));
    }
}
