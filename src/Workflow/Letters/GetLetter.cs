using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Operations;
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

        /// <summary>The follow-up meeting as planned.</summary>
        public required Guid? MeetingId { get; init; }

        public required LetterOrigin Origin { get; init; }

        /// <summary>What its dates were inferred from; none when they are known.</summary>
        public required string? InferredFrom { get; init; }

        public required string? PublicationStatement { get; init; }

        /// <summary>1 for the letter as issued; each correction is a new one.</summary>
        public required int Edition { get; init; }

        /// <summary>The summaries of responses that were made for the commission, oldest first.</summary>
        public required IReadOnlyList<SummaryRow> Summaries { get; init; }

        public required string? PdfSha256 { get; init; }

        public required string? EndReason { get; init; }

        public required Guid? WorkflowInstanceId { get; init; }
    }

    public sealed record RecommendationRow(
        Guid Id, int Order, string? Theme, string? Number, RecommendationKind Kind, string Text, IReadOnlyList<RecommendationPart> Parts, string? AddressedTo, IReadOnlyList<string> AskedOf,
        View View, DateOnly? ClosedOn, ClosingReason? ClosingReason, bool IsInProse, int Version);

    public sealed record SummaryRow(Guid Id, DateTimeOffset MadeAt, string Sha256);

    public sealed record ResponseRow(
        Guid Id, int Number, Guid OrganisationId, Guid? OnBehalfOfId, ResponseKind Kind, DateOnly ReceivedOn, DateOnly? Date, DateTimeOffset RecordedAt, string RecordedBy,
        string? TheirReference, string? Text, Guid? IncomingMessageId, IReadOnlyList<AnswerRow> Answers)
    {
        internal static ResponseRow Of(Response r) => new(
            r.Id, r.Number, r.OrganisationId, r.OnBehalfOfId, r.Kind, r.ReceivedOn, r.DatedOn, r.RecordedAt, r.RecordedBy, r.TheirReference, r.Text, r.IncomingMessageId,
            [.. r.Answers.OrderBy(a => a.Order).Select(a => new AnswerRow(a.RecommendationId, a.Part, a.Version, a.Position, a.PositionWords, a.Text, a.Reasons, a.IsPartial, a.ReferredTo))]);
    }

    public sealed record AnswerRow(
        Guid RecommendationId, string? Part, int Version, Position Position, string? PositionWords, string? Text, string? Reasons, bool IsPartial, string? ReferredTo);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
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
                MeetingId = letter.MeetingId,
                Origin = letter.Origin,
                InferredFrom = letter.InferredFrom,
                PublicationStatement = letter.PublicationStatement,
                Edition = letter.Edition,
                Summaries = await db.Set<KeptSummary>().Where(s => s.LetterId == letter.Id).OrderBy(s => s.MadeAt).Select(s => new SummaryRow(s.Id, s.MadeAt, s.Sha256)).ToListAsync(cancellationToken),
                PdfSha256 = letter.PdfSha256,
                EndReason = letter.EndReason,
                WorkflowInstanceId = (await db.InstancesOfAsync([letter.Id.ToString()], cancellationToken)).Values.Select(id => (Guid?)id).SingleOrDefault(),
            };
        }

        private async Task<IReadOnlyList<ResponseRow>> ResponsesAsync(Guid letterId, CancellationToken cancellationToken) =>
            [.. (await db.ResponsesToAsync(letterId, cancellationToken)).Select(ResponseRow.Of)];

        private static RecommendationRow RowOf(Recommendation r, ScrutinyLetter letter) => new(
            r.Id, r.Order, r.Theme, r.Number, r.Kind, r.Text, r.Parts, r.AddressedTo,
            [.. letter.Respondents.Where(r.Asks).Select(letter.NameOf)], r.View, r.ClosedOn, r.ClosingReason, r.IsInProse, r.Version);
    }
}
