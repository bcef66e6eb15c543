using Tracker.Workflow.Access;

namespace Tracker.Workflow.Audit;

/// <summary>One command on its way: who sends it, under which idempotency key, and what it says that it did.</summary>
public sealed class CommandScope(TimeProvider clock)
{
    /// <summary>Set at the door; the product itself where nobody signed in (command line, workers).</summary>
    public Actor Actor { get; set; } = Actor.Tracker;

    /// <summary>The caller's key, under which the same request gets the same answer.</summary>
    public string? IdempotencyKey { get; set; }

    internal EventId Id { get; private set; } = new(Guid.Empty, default);

    internal Said? Recorded { get; private set; }

    /// <summary>What the command did to other letters than the one it is about, each in an event of its own history.</summary>
    internal List<Said> Others { get; } = [];

    /// <summary>Says what the command did, in a sentence for people. Every command that changes something says it once.</summary>
    public void Record(Guid subjectId, string summary, Guid? letterId = null, string? reason = null) =>
        Record(new(subjectId, summary) { LetterId = letterId, Reason = reason });

    /// <inheritdoc cref="Record(Guid, string, Guid?, string?)"/>
    internal void Record(Said said)
    {
        if (Recorded is not null)
        {
            throw new InvalidOperationException("A command writes exactly one event of its own.");
        }

        Recorded = said;
    }

    /// <summary>Says what the same command did to another letter.</summary>
    internal void Also(Said said) => Others.Add(said);

    internal void Begin()
    {
        var now = clock.GetUtcNow();
        Id = new(Guid.CreateVersion7(now), now);
        Recorded = null;
        Others.Clear();
    }
}

/// <summary>What a command did.</summary>
/// <param name="SubjectId">The thing it changed.</param>
/// <param name="Summary">A sentence for people, in the past tense, beginning with who did it.</param>
internal sealed record Said(Guid SubjectId, string Summary)
{
    /// <summary>The letter whose history it belongs to.</summary>
    public Guid? LetterId { get; init; }

    /// <summary>The case whose history it belongs to, where no letter is concerned.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Why, in the words of whoever did it.</summary>
    public string? Reason { get; init; }
}
