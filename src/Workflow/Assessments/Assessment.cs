using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Access;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Assessments;

/// <summary>Where a view of the commission stands.</summary>
public enum AssessmentState
{
    /// <summary>An officer proposed it; it changes nothing yet.</summary>
    Proposed,

    /// <summary>The chair decided it.</summary>
    Decided,

    /// <summary>The chair did not agree.</summary>
    Declined,
}

/// <summary>The commission's view of what was answered, with the meeting and minute it stands in. Rows are only ever added and decided.</summary>
public sealed class Assessment
{
    private Assessment()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    public Guid RecommendationId { get; private init; }

    /// <summary>Whose answer; all answers when nobody is named.</summary>
    public Guid? OrganisationId { get; private init; }

    public View View { get; private init; }

    /// <summary>Why it is closed, when it is.</summary>
    public ClosingReason? ClosingReason { get; private init; }

    /// <summary>The view in words; for further information, what the commission wants to know.</summary>
    public string Words { get; private init; } = "";

    public Guid? MeetingId { get; private init; }

    /// <summary>The minute it stands under.</summary>
    public string? Minute { get; private init; }

    /// <summary>Until when further information is asked for.</summary>
    public DateOnly? DueOn { get; private set; }

    public string ProposedBy { get; private init; } = "";

    public DateTimeOffset ProposedAt { get; private init; }

    public AssessmentState State { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why the chair did not agree.</summary>
    public string? DeclineReason { get; private set; }

    internal static Assessment Propose(AssessmentDraft draft, Actor by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        LetterId = draft.Recommendation.LetterId,
        RecommendationId = draft.Recommendation.Id,
        OrganisationId = draft.OrganisationId,
        View = draft.View,
        ClosingReason = draft.ClosingReason,
        Words = draft.Words,
        MeetingId = draft.MeetingId,
        Minute = draft.Minute,
        DueOn = draft.DueOn,
        ProposedBy = by.Name,
        ProposedAt = now,
    };

    /// <exception cref="RefusedException"><c>assessment.decided</c>.</exception>
    internal void Decide(Actor chair, DateTimeOffset now, DateOnly? dueOn = null)
    {
        RefusedException.Unless(State == AssessmentState.Proposed, "assessment.decided", "This proposal has been decided already.");
        (State, DecidedBy, DecidedAt, DueOn) = (AssessmentState.Decided, chair.Name, now, dueOn ?? DueOn);
    }

    /// <inheritdoc cref="Decide"/>
    internal void Decline(string reason, Actor chair, DateTimeOffset now)
    {
        RefusedException.Unless(State == AssessmentState.Proposed, "assessment.decided", "This proposal has been decided already.");
        (State, DecidedBy, DecidedAt, DeclineReason) = (AssessmentState.Declined, chair.Name, now, reason);
    }
}

/// <summary>A view as it is about to be proposed.</summary>
internal sealed record AssessmentDraft(Recommendation Recommendation, View View, string Words)
{
    public Guid? OrganisationId { get; init; }

    public ClosingReason? ClosingReason { get; init; }

    public Guid? MeetingId { get; init; }

    public string? Minute { get; init; }

    public DateOnly? DueOn { get; init; }
}

/// <summary>An assessment as callers see it.</summary>
public sealed record AssessmentRow(
    Guid Id, Guid RecommendationId, Guid? OrganisationId, View View, ClosingReason? ClosingReason, string Words, Guid? MeetingId, string? Minute, DateOnly? DueOn,
    AssessmentState State, string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? DeclineReason)
{
    internal static AssessmentRow Of(Assessment a) => new(
        a.Id, a.RecommendationId, a.OrganisationId, a.View, a.ClosingReason, a.Words, a.MeetingId, a.Minute, a.DueOn,
        a.State, a.ProposedBy, a.ProposedAt, a.DecidedBy, a.DecidedAt, a.DeclineReason);
}

internal sealed class AssessmentConfiguration : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> assessment)
    {
        assessment.ToTable("Assessment");
        assessment.Property(a => a.Id).ValueGeneratedNever();
        assessment.Property(a => a.Words).HasMaxLength(4000);
        assessment.Property(a => a.Minute).HasMaxLength(100);
        assessment.Property(a => a.ProposedBy).HasMaxLength(254);
        assessment.Property(a => a.DecidedBy).HasMaxLength(254);
        assessment.Property(a => a.DeclineReason).HasMaxLength(500);
        assessment.Property(a => a.State).IsConcurrencyToken();
        assessment.HasIndex(a => new { a.LetterId, a.RecommendationId, a.Id });
        assessment.HasIndex(a => a.MeetingId);
        assessment.HasIndex(a => new { a.State, a.Id });
        assessment.HasOne<Recommendation>().WithMany().HasForeignKey(a => a.RecommendationId).OnDelete(DeleteBehavior.Restrict);
    }
}
