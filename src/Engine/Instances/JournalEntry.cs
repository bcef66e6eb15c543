namespace Tracker.Engine;

/// <summary>What a line of the journal tells.</summary>
public enum JournalKind
{
    /// <summary>The instance was started.</summary>
    Started,

    /// <summary>A timer or a stimulus woke a node.</summary>
    Woken,

    /// <summary>An activity completed with an outcome.</summary>
    Executed,

    /// <summary>An activity rests.</summary>
    Waiting,

    /// <summary>A branch was ended by another one.</summary>
    Cancelled,

    /// <summary>The instance came to its end.</summary>
    Finished,

    /// <summary>Work failed for good and waits for a person.</summary>
    Faulted,

    /// <summary>An activity wrote a line.</summary>
    Wrote,

    /// <summary>An operator decided about failed work, or ended the instance.</summary>
    Resolved,

    /// <summary>A variable or an output got a value.</summary>
    Set,
}

/// <summary>One line in the life of an instance; never changed, without gaps.</summary>
public sealed class JournalEntry
{
    internal JournalEntry()
    {
    }

    /// <summary>Whose life it is.</summary>
    public Guid InstanceId { get; internal init; }

    /// <summary>1, 2, 3 and so on.</summary>
    public int Sequence { get; internal init; }

    /// <summary>The burst it was committed with.</summary>
    public Guid BurstId { get; internal init; }

    /// <summary>The one now of that burst.</summary>
    public DateTimeOffset At { get; internal init; }

    /// <summary>What the line tells.</summary>
    public JournalKind Kind { get; internal init; }

    /// <summary>The node it is about.</summary>
    public string? NodeId { get; internal init; }

    /// <summary>The type of that node.</summary>
    public string? ActivityType { get; internal init; }

    /// <summary>The outcome of an executed activity; several are separated by commas.</summary>
    public string? Outcome { get; internal init; }

    /// <summary>The rest, for people.</summary>
    public string? Text { get; internal init; }
}
