using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Commitments;

/// <summary>A commitment with everything that is known about it.</summary>
public sealed record CommitmentDetail : CommitmentRow
{
    public CommitmentDetail()
    {
    }

    [SetsRequiredMembers]
    internal CommitmentDetail(CommitmentRow row)
        : base(row)
    {
    }

    /// <summary>The date as it was first promised.</summary>
    public PromisedOn Promised { get; init; } = new();

    public IReadOnlyList<DateRevision> Revisions { get; init; } = [];

    /// <summary>In the order recorded.</summary>
    public IReadOnlyList<ReportRow> Reports { get; init; } = [];

    /// <summary>What its answer says about the recommendation; it belongs to the answer and is only shown.</summary>
    public Position? Position { get; init; }

    public IReadOnlyList<ColourOverride> ColourOverrides { get; init; } = [];

    public DateOnly? ClosedOn { get; init; }

    public string? ClosedBy { get; init; }

    public ClosingReason? End { get; init; }

    public string? EndReason { get; init; }

    /// <summary>The questions that were dealt with, in the order planned.</summary>
    public IReadOnlyList<QuestionRow> Questions { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<EventRow> History { get; init; } = [];

    /// <summary>The newest; a reopened commitment has a new one.</summary>
    public Guid? WorkflowInstanceId { get; init; }
}

public sealed record ReportRow(
    Guid Id, DateOnly ReportedOn, string ReportedBy, DateTimeOffset RecordedAt, string RecordedBy, Implementation Implementation, string? OwnWords, string? Text, string? Evidence)
{
    internal static ReportRow Of(ProgressReport r) =>
        new(r.Id, r.ReportedOn, r.ReportedBy, r.RecordedAt, r.RecordedBy, r.Implementation, r.OwnWords, r.Text, r.Evidence);
}

public sealed record QuestionRow(string Rule, int Occurrence, DateOnly PlannedOn, ProgressRequestOutcome Outcome, string? Reason);

/// <summary>Makes the detail of a commitment that was loaded whole.</summary>
internal static class CommitmentDetails
{
    public static async Task<CommitmentDetail> DetailOfAsync(
        this TrackerDb db, Commitment commitment, TimeProvider clock, CancellationToken cancellationToken) =>
        new(CommitmentRow.Of(commitment, await db.NameOfAsync(commitment, cancellationToken), LondonDay.Of(clock)))
        {
            Promised = commitment.Promised,
            Revisions = commitment.Revisions,
            Reports = [.. commitment.Reports.OrderBy(r => r.Order).Select(ReportRow.Of)],
            Position = await db.PositionAsync(commitment, cancellationToken),
            ColourOverrides = commitment.ColourOverrides,
            ClosedOn = commitment.ClosedOn,
            ClosedBy = commitment.ClosedBy,
            End = commitment.End,
            EndReason = commitment.EndReason,
            Questions = [.. commitment.Requests.OrderBy(r => r.PlannedOn).ThenBy(r => r.RecordedAt).Select(r => new QuestionRow(r.Rule, r.Occurrence, r.PlannedOn, r.Outcome, r.Reason))],
            History = await db.HistoryAsync(commitment, cancellationToken),
            WorkflowInstanceId = (await db.InstancesOfAsync([commitment.Id.ToString()], cancellationToken)).Values.Select(id => (Guid?)id).SingleOrDefault(),
        };

    private static Task<string> NameOfAsync(this TrackerDb db, Commitment commitment, CancellationToken cancellationToken) =>
        db.Organisations.Where(o => o.Id == commitment.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);

    private static async Task<Position?> PositionAsync(this TrackerDb db, Commitment commitment, CancellationToken cancellationToken) => await db.Set<Answer>()
        .Where(a => a.ResponseId == commitment.ResponseId && a.Order == commitment.AnswerOrder).Select(a => (Position?)a.Position).SingleOrDefaultAsync(cancellationToken);

    private static async Task<IReadOnlyList<EventRow>> HistoryAsync(this TrackerDb db, Commitment commitment, CancellationToken cancellationToken)
    {
        var events = commitment.LetterId is { } letter ? db.Events.Where(e => e.LetterId == letter) : db.Events.Where(e => e.CaseId == commitment.CaseId);
        return await events.Where(e => e.SubjectId == commitment.Id).OrderBy(e => e.Sequence).ToRows().ToListAsync(cancellationToken);
    }
}
