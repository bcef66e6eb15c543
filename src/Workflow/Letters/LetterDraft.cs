using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Letters;

/// <summary>A letter as it is about to be drafted.</summary>
internal sealed record LetterDraft
{
    public required Case Case { get; init; }

    public required string Reference { get; init; }

    public required string Subject { get; init; }

    public required DateOnly Date { get; init; }

    public string? Salutation { get; init; }

    public string? YourRef { get; init; }

    public DateOnly? MeetingOn { get; init; }

    public DateOnly? FollowUpMeetingOn { get; init; }

    public string? PublicationStatement { get; init; }

    /// <summary>What the dates of a stub were inferred from.</summary>
    public string? InferredFrom { get; init; }

    public required DueRule ResponseRule { get; init; }

    public required IReadOnlyList<Recipient> To { get; init; }

    public required IReadOnlyList<CopyRecipient> Cc { get; init; }

    public required IReadOnlyList<Signatory> Signatories { get; init; }

    public required IReadOnlyList<LetterSection> Sections { get; init; }

    public required IReadOnlyList<AppliedDuty> Duties { get; init; }
}

/// <summary>What a corrected letter says differently; who is asked, and by when, stays.</summary>
internal sealed record Correction(string? Subject, IReadOnlyList<LetterSection>? Sections, IReadOnlyList<(Guid Id, string Text, IReadOnlyList<string> Parts)> Recommendations);
