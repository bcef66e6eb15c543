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
    public sealed record ForEvent(string Name) : Wait
    {
        /// <summary>What the event is about when it is not what the instance is about.</summary>
        internal string? CorrelationId { get; init; }
    }

    /// <summary>Rests until a person has done something.</summary>
    /// <param name="Name">What is to be done, at most 200 characters.</param>
    /// <param name="Role">Who may do it, in the host's words; <see langword="null"/>: anyone. At most 200 characters.</param>
    /// <param name="DueAt">When it should be done; a wait of its own is needed where that has consequences.</param>
    /// <param name="FormJson">What the person needs to see, as JSON.</param>
    public sealed record ForTask(string Name, string? Role, DateTimeOffset? DueAt, string? FormJson) : Wait;
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

    /// <summary>A person completed the task.</summary>
    /// <param name="TaskId">The task.</param>
    /// <param name="ResultJson">What the person answered, as JSON.</param>
    public sealed record Task(Guid TaskId, string? ResultJson) : Wake;
}
