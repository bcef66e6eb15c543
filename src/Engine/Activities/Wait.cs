namespace Tracker.Engine;

/// <summary>What an activity rests for.</summary>
public abstract record Wait
{
    private Wait()
    {
    }

    /// <summary>Rests until an instant, however far away; one in the past is due at once.</summary>
    /// <param name="At">The instant, kept to the microsecond.</param>
    /// <param name="Rule">The civil rule it came from, such as <c>due +1 09:00</c>, for people; at most 200 characters.</param>
    public sealed record Until(DateTimeOffset At, string Rule) : Wait;

    /// <summary>Rests until a stimulus of that name comes in for the instance's correlation id.</summary>
    /// <param name="Name">The name of the event, at most 200 characters.</param>
    public sealed record ForEvent(string Name) : Wait;
}

/// <summary>What ended a wait.</summary>
public abstract record Wake
{
    private Wake()
    {
    }

    /// <summary>An instant was reached.</summary>
    /// <param name="DueAt">The instant asked for; now may be later.</param>
    public sealed record Timer(DateTimeOffset DueAt) : Wake
    {
        /// <summary>The civil rule given with the wait.</summary>
        public string Rule { get; init; } = "";
    }

    /// <summary>A stimulus came in.</summary>
    /// <param name="Name">The name of the event.</param>
    /// <param name="PayloadJson">What the sender added, as JSON.</param>
    public sealed record Event(string Name, string? PayloadJson) : Wake;
}
