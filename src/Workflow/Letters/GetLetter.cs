using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>A letter with its recommendations and where each response request stands.</summary>
public static class GetLetter
{
    public sealed record Query(Guid LetterId) : IQuery<Result>;

    public sealed record Result
    {
        public required Guid Id { get; init; }

        public required string Reference { get; init; }

        public required LetterState State { get; init; }

        public required int Version { get; init; }

        public required Guid CommissionId { get; init; }

        public required string Commission { get; init; }

        public required Guid CaseId { get; init; }

        public required string Subject { get; init; }

        public required DateOnly Date { get; init; }

        public required DateOnly? IssuedOn { get; init; }

        public required DateOnly? MeetingOn { get; init; }

        public required DateOnly? FollowUpMeetingOn { get; init; }

        public required IReadOnlyList<Recipient> Recipients { get; init; }

        public required IReadOnlyList<CopyRecipient> Cc { get; init; }

        public required IReadOnlyList<Signatory> Signatories { get; init; }

        public required IReadOnlyList<LetterSection> Sections { get; init; }

        public required IReadOnlyList<RecommendationRow> Recommendations { get; init; }

        public required IReadOnlyList<ResponseRequestRow> ResponseRequests { get; init; }

        /// <summary>What came in, in the order it was recorded.</summary>
        public required IReadOnlyList<ResponseRow> Responses { get; init; }

        public required string? PdfSha256 { get; init; }

        public required string? EndReason { get; init; }

        public required Guid? WorkflowInstanceId { get; init; }
    }

    public sealed record RecommendationRow(
        Guid Id, int Order, string? Theme, string? Number, RecommendationKind Kind, string Text, IReadOnlyList<RecommendationPart> Parts, string? AddressedTo, IReadOnlyList<string> AskedOf);

    public sealed record ResponseRow(
        Guid Id, Guid OrganisationId, Guid? OnBehalfOfId, ResponseKind Kind, DateOnly ReceivedOn, DateOnly? Date, DateTimeOffset RecordedAt, string RecordedBy,
        string? TheirReference, string? Text, IReadOnlyList<AnswerRow> Answers)
    {
        internal static ResponseRow Of(Response r) => new(
            r.Id, r.OrganisationId, r.OnBehalfOfId, r.Kind, r.ReceivedOn, r.DatedOn, r.RecordedAt, r.RecordedBy, r.TheirReference, r.Text,
            [.. r.Answers.OrderBy(a => a.Order).Select(a => new AnswerRow(a.RecommendationId, a.Part, a.Position, a.Text))]);
    }

    public sealed record AnswerRow(Guid RecommendationId, string? Part, Position Position, string? Text);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var instances = db.Set<WorkflowInstance>().AsNoTracking().Where(i => i.CorrelationId == letter.Id.ToString());
            return new()
            {
                Id = letter.Id,
                Reference = letter.Reference,
                State = letter.State,
                Version = letter.Version,
                CommissionId = letter.CommissionId,
                Commission = await db.Commissions.Where(c => c.Id == letter.CommissionId).Select(c => c.Name).SingleAsync(cancellationToken),
                CaseId = letter.CaseId,
                Subject = letter.Subject,
                Date = letter.Date,
                IssuedOn = letter.IssuedOn,
                MeetingOn = letter.MeetingOn,
                FollowUpMeetingOn = letter.FollowUpMeetingOn,
                Recipients = letter.To,
                Cc = letter.Cc,
                Signatories = letter.Signatories,
                Sections = letter.Sections,
                Recommendations = [.. letter.Recommendations.OrderBy(r => r.Order).Select(r => RowOf(r, letter))],
                ResponseRequests = await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken),
                Responses = await ResponsesAsync(letter.Id, cancellationToken),
                PdfSha256 = letter.PdfSha256,
                EndReason = letter.EndReason,
                WorkflowInstanceId = await instances.Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken),
            };
        }

        private async Task<IReadOnlyList<ResponseRow>> ResponsesAsync(Guid letterId, CancellationToken cancellationToken) =>
            [.. (await db.Responses.AsNoTracking().Include(r => r.Answers).Where(r => r.LetterId == letterId).ToListAsync(cancellationToken))
                .OrderBy(r => r.RecordedAt).Select(ResponseRow.Of)];

        private static RecommendationRow RowOf(Recommendation r, ScrutinyLetter letter) => new(
            r.Id, r.Order, r.Theme, r.Number, r.Kind, r.Text, r.Parts, r.AddressedTo,
            [.. letter.To.DistinctBy(t => t.OrganisationId).Where(t => r.Asks(t.OrganisationId)).Select(t => t.Organisation)]);
    }
}
