namespace Tracker.Engine;

/// <summary>How an execution of an activity ended: with an outcome, or in a wait.</summary>
public sealed class ActivityResult
{
    private ActivityResult(IReadOnlyList<string> outcomes, IReadOnlyList<Wait> waits)
    {
        Outcomes = outcomes;
        Waits = waits;
    }

    internal IReadOnlyList<string> Outcomes { get; }

    internal IReadOnlyList<Wait> Waits { get; }

    /// <summary>The activity is complete; the branch goes on by the connections that leave from this port.</summary>
    /// <param name="outcome">One of the outcomes of the activity's <see cref="ActivityAttribute"/>.</param>
    public static ActivityResult Done(string outcome = "Done") => new([outcome], []);

    /// <summary>The branch rests until the first of these waits is over; then the activity is resumed.</summary>
    /// <param name="waits">At least one.</param>
    /// <exception cref="ArgumentException">There is no wait: nothing would ever resume the branch.</exception>
    public static ActivityResult WaitFor(params Wait[] waits) =>
        waits is [] ? throw new ArgumentException("An activity waits for at least one thing.", nameof(waits)) : new([], waits);

    internal static ActivityResult Fork(IReadOnlyList<string> outcomes) => new(outcomes, []);
}
