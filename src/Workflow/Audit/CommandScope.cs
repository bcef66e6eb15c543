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

    internal (Guid SubjectId, Guid? LetterId, string Summary)? Recorded { get; private set; }

    /// <summary>Says what the command did, in a sentence for people. Every command that changes something says it once.</summary>
    public void Record(Guid subjectId, string summary, Guid? letterId = null)
    {
        if (Recorded is not null)
        {
            throw new InvalidOperationException("A command writes exactly one event.");
        }

        Recorded = (subjectId, letterId, summary);
    }

    internal void Begin()
    {
        var now = clock.GetUtcNow();
        Id = new(Guid.CreateVersion7(now), now);
        Recorded = null;
    }
}
