using System.Text.Json;

namespace Tracker.Engine;

/// <summary>How an execution of an activity ended: with an outcome, or in a wait.</summary>
public sealed class ActivityResult
{
    private ActivityResult(IReadOnlyList<string> outcomes) => Outcomes = outcomes;

    internal IReadOnlyList<string> Outcomes { get; }

    internal IReadOnlyList<Wait> Waits { get; private init; } = [];

    /// <summary>What a composite runs inside itself before it is complete.</summary>
    internal IReadOnlyList<Visit>? Visits { get; private init; }

    /// <summary>All the items that a loop goes through one after the other.</summary>
    internal JsonElement? Items { get; private init; }

    /// <summary>What ends with it.</summary>
    internal Ending Ending { get; private init; }

    /// <summary>Why it cannot go on, for a person.</summary>
    internal string? Fault { get; private init; }

    /// <summary>The activity is complete; the branch goes on by the connections that leave from this port.</summary>
    /// <param name="outcome">One of the outcomes of the activity's <see cref="ActivityAttribute"/>.</param>
    public static ActivityResult Done(string outcome = "Done") => new([outcome]);

    /// <summary>The branch rests until the first of these waits is over; then the activity is resumed.</summary>
    /// <param name="waits">At least one.</param>
    /// <exception cref="ArgumentException">There is no wait: nothing would ever resume the branch.</exception>
    public static ActivityResult WaitFor(params Wait[] waits) =>
        waits is [] ? throw new ArgumentException("An activity waits for at least one thing.", nameof(waits)) : new([]) { Waits = waits };

    internal static ActivityResult Fork(IReadOnlyList<string> outcomes) => new(outcomes);

    internal static ActivityResult Enter(params IEnumerable<Node?> children) =>
        new([]) { Visits = [.. children.OfType<Node>().Select(child => new Visit(child, Values: null))] };

    internal static ActivityResult Iterate(IReadOnlyList<Visit> visits, JsonElement? rest = null) => new([]) { Visits = visits, Items = rest };

    internal static ActivityResult End(Ending ending, IReadOnlyList<string> outcomes) => new(outcomes) { Ending = ending };

    internal static ActivityResult Faulted(string reason) => new([]) { Fault = reason };
}

/// <summary>An activity to run inside a composite, with the variables of this one time.</summary>
internal sealed record Visit(Node Node, Dictionary<string, JsonElement>? Values);

internal enum Ending
{
    Activity,
    Composite,
    Instance,
}
