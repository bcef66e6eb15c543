using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Assessments;

/// <summary>One recommendation: what was asked, what each respondent said in every version, and what the commission thinks.</summary>
public static class GetRecommendation
{
    public sealed record Query(Guid RecommendationId) : IQuery<Result>;

    public sealed record Result(
        Guid Id, Guid LetterId, string Reference, string? Theme, string? Number, int Order, string Text, IReadOnlyList<RecommendationPart> Parts, View View, string ViewLabel,
        DateOnly? ClosedOn, ClosingReason? ClosingReason, IReadOnlyList<RespondentRow> Respondents, IReadOnlyList<AssessmentRow> Assessments, int Version);

    /// <remarks>
    /// <c>WaitingSince</c>: the day of the answer that waits for the commission's view.
    /// <c>InsteadOf</c>: the organisation that said this one should answer.
    /// </remarks>
    public sealed record RespondentRow(
        Guid OrganisationId, string Organisation, CoverageState Coverage, IReadOnlyList<string> MissingParts, View View, DateOnly? WaitingSince, string? InsteadOf, IReadOnlyList<AnswerVersion> Answers);

    public sealed record AnswerVersion(
        Guid ResponseId, DateOnly ReceivedOn, string? Part, int Version, Position Position, string PositionLabel, string? PositionWords, string? Text, string? Reasons, bool IsPartial, string? ReferredTo);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterOfAsync(request.RecommendationId, scope.Actor, cancellationToken);
            var recommendation = letter.Recommendations.Single(r => r.Id == request.RecommendationId);
            var commission = await db.Commissions.AsNoTracking().SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
            var responses = await db.ResponsesToAsync(letter.Id, cancellationToken);
            var assessments = await db.Assessments.AsNoTracking().Where(a => a.RecommendationId == recommendation.Id).ToListAsync(cancellationToken);
            var coverage = new Coverage(letter, responses);
            return new(
                recommendation.Id, letter.Id, letter.Reference, recommendation.Theme, recommendation.Number, recommendation.Order, recommendation.Text, recommendation.Parts,
                recommendation.View, commission.LabelOf(recommendation.View), recommendation.ClosedOn, recommendation.ClosingReason,
                [.. letter.Respondents.Where(recommendation.Asks).Select(Row)], [.. assessments.OrderBy(a => a.ProposedAt).Select(AssessmentRow.Of)], recommendation.Version);

            RespondentRow Row(Guid organisationId)
            {
                var cell = coverage.CellOf(recommendation, organisationId);
                var addressee = recommendation.Addressees.First(a => a.OrganisationId == organisationId);
                var versions = responses.Where(r => r.SpeaksFor.Contains(organisationId)).SelectMany(r => r.Answers.Where(a => a.RecommendationId == recommendation.Id).Select(a => new AnswerVersion(
                    r.Id, r.ReceivedOn, a.Part, a.Version, a.Position, commission.LabelOf(a.Position), a.PositionWords, a.Text, a.Reasons, a.IsPartial, a.ReferredTo)));
                return new(
                    organisationId, letter.NameOf(organisationId), cell.State, cell.MissingParts, addressee.View, addressee.WaitingSince,
                    addressee.InsteadOfId is { } former ? letter.NameOf(former) : null, [.. versions]);
            }
        }
    }
}
