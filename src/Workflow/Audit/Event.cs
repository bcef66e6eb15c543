using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Access;

namespace Tracker.Workflow.Audit;

/// <summary>One thing that happened: who, when, what, before and after. Rows are only ever added.</summary>
public sealed class Event
{
    private Event()
    {
    }

    /// <summary>Order of recording.</summary>
    public long Sequence { get; private init; }

    /// <summary>For a command its id, by which a lost commit acknowledgement is settled.</summary>
    public Guid Id { get; private init; }

    public DateTimeOffset At { get; private init; }

    public string Actor { get; private init; } = "";

    /// <summary>The use case or activity, such as <c>IssueLetter</c>.</summary>
    public string Action { get; private init; } = "";

    /// <summary>The letter whose history this belongs to, if any.</summary>
    public Guid? LetterId { get; private init; }

    /// <summary>The case whose history this belongs to, where no letter is concerned.</summary>
    public Guid? CaseId { get; private init; }

    public Guid SubjectId { get; private init; }

    /// <summary>A sentence for people.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>Why, in the words of whoever did it.</summary>
    public string? Reason { get; private init; }

    /// <summary>What changed, as JSON: entity, id, and each property with its value before and after.</summary>
    public string Changes { get; private init; } = "[]";

    internal static Event Of(EventId id, Actor actor, EventText text, string changes = "[]") => new()
    {
        Id = id.Id,
        At = id.At,
        Actor = actor.Name,
        Action = text.Action,
        LetterId = text.Said.LetterId,
        CaseId = text.Said.CaseId,
        SubjectId = text.Said.SubjectId,
        Summary = text.Said.Summary,
        Reason = text.Said.Reason,
        Changes = changes,
    };

    /// <summary>Something that the product did by itself, in a workflow.</summary>
    internal static Event ByTracker(DateTimeOffset now, EventText text) => Of(new(Guid.CreateVersion7(now), now), Access.Actor.Tracker, text);
}

/// <summary>Which event, and when.</summary>
public sealed record EventId(Guid Id, DateTimeOffset At);

/// <summary>What an event says.</summary>
/// <param name="Action">The use case or activity.</param>
/// <param name="Said">What it did.</param>
internal sealed record EventText(string Action, Said Said)
{
    public EventText(string action, Guid subjectId, Guid? letterId, string summary)
        : this(action, new(subjectId, summary) { LetterId = letterId })
    {
    }
}

internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> @event)
    {
        @event.ToTable("Event");
        @event.HasKey(e => e.Sequence);
        @event.Property(e => e.Actor).HasMaxLength(254);
        @event.Property(e => e.Action).HasMaxLength(60);
        @event.Property(e => e.Summary).HasMaxLength(2000);
        @event.HasIndex(e => e.Id).IsUnique();
        @event.Property(e => e.Reason).HasMaxLength(4000);
        @event.HasIndex(e => new { e.LetterId, e.Sequence });
        @event.HasIndex(e => new { e.CaseId, e.Sequence });
    }
}
