using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Commitments;

/// <summary>A commitment as lists show it.</summary>
public record CommitmentRow
{
    public required Guid Id { get; init; }

    public required Guid CommissionId { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string Organisation { get; init; }

    public required Guid? LetterId { get; init; }

    public required Guid? RecommendationId { get; init; }

    public required Guid? ResponseId { get; init; }

    public required string? Theme { get; init; }

    public required string? Source { get; init; }

    public required string Text { get; init; }

    public required string? Owner { get; init; }

    public required DateOnly MadeOn { get; init; }

    /// <summary>The present date, as exact as it was promised: <c>2021-05-31</c>, <c>2021-09</c>, <c>2021</c> or none.</summary>
    public required string? Due { get; init; }

    public required string? DueWords { get; init; }

    /// <summary>Calendar days since the last day that would have kept the promise; 0 unless it is overdue.</summary>
    public required int DaysOverdue { get; init; }

    /// <summary>How often and how far its date has moved.</summary>
    public required Slippage Slipped { get; init; }

    public required CommitmentState State { get; init; }

    /// <summary>What the respondent claims.</summary>
    public required Implementation? Implementation { get; init; }

    /// <summary>What the commission thinks.</summary>
    public required View View { get; init; }

    public required Colour Colour { get; init; }

    public required int Version { get; init; }

    internal static CommitmentRow Of(Commitment c, string organisation, DateOnly today) => new()
    {
        Id = c.Id,
        CommissionId = c.CommissionId,
        CaseId = c.CaseId,
        OrganisationId = c.OrganisationId,
        Organisation = organisation,
        LetterId = c.LetterId,
        RecommendationId = c.RecommendationId,
        ResponseId = c.ResponseId,
        Theme = c.Theme,
        Source = c.Source,
        Text = c.Text,
        Owner = c.Owner,
        MadeOn = c.MadeOn,
        Due = c.Due.Due,
        DueWords = c.Due.Words,
        DaysOverdue = c.StateOn(today) == CommitmentState.Overdue ? today.DayNumber - c.DueOn!.Value.DayNumber : 0,
        Slipped = c.Slipped,
        State = c.StateOn(today),
        Implementation = c.Implementation,
        View = c.View,
        Colour = c.ColourOn(today),
        Version = c.Version,
    };
}
