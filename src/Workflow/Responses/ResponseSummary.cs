using Tracker.Workflow.Assessments;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Responses;

/// <summary>What was asked in a letter, what each respondent said, and what the commission thinks of it.</summary>
public sealed record ResponseSummary
{
    public required Guid LetterId { get; init; }

    public required string Commission { get; init; }

    public required string Reference { get; init; }

    public required string CaseReference { get; init; }

    public required string Subject { get; init; }

    public required DateOnly LetterDate { get; init; }

    /// <summary>The day it tells the state of, Europe/London.</summary>
    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<Respondent> Respondents { get; init; }

    public required Tally Counts { get; init; }

    public required IReadOnlyList<Ask> Recommendations { get; init; }

    /// <summary>One organisation in one round.</summary>
    /// <remarks>
    /// <c>State</c>: in plain words, such as "answered 24 days late".
    /// </remarks>
    public sealed record Respondent(
        Guid OrganisationId, string Organisation, int Round, DateOnly? DueOn, DateOnly? OriginalDueOn, DateOnly? AcknowledgedOn, DateOnly? AnsweredOn, DateOnly? PromisedOn,
        int DaysLate, string State);

    /// <summary>Counts of recommendation by respondent.</summary>
    public sealed record Tally(int Asked, int Answered, int Partly, int NotAddressed, IReadOnlyList<PositionCount> Positions);

    public sealed record PositionCount(Position Position, string Label, int Count);

    public sealed record Ask(
        Guid RecommendationId, string? Theme, string? Number, string Label, string Text, IReadOnlyList<RecommendationPart> Parts, IReadOnlyList<Said> Answers, View View, string ViewLabel,
        IReadOnlyList<AssessmentRow> Assessments, string? AssessmentWords, IReadOnlyList<CommitmentRow> Commitments);

    /// <summary>What one organisation said about a recommendation: one row for the whole, or one for each sub-part it answered.</summary>
    /// <remarks>
    /// <c>Coverage</c>: of the whole recommendation.
    /// <c>MissingParts</c>: sub-parts still open.
    /// <c>Part</c>: the sub-part; none for the whole, or when nothing was said.
    /// </remarks>
    public sealed record Said(
        Guid OrganisationId, string Organisation, CoverageState Coverage, IReadOnlyList<string> MissingParts, string? Part, int? Version, Position? Position, string? PositionLabel,
        string? PositionWords, string? Text, string? Reasons, string? ReferredTo, DateOnly? ReceivedOn);
}
