using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Assessments;

/// <summary>What officers proposed and the chair has not decided, oldest first.</summary>
public static class ListProposals
{
    /// <param name="After">The id after which to go on.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? After = null, int? Size = null) : IQuery<Page<Row>>;

    public sealed record Row(Guid LetterId, string Reference, string Subject, string? Theme, string? Number, int Order, string Text, AssessmentRow Proposal, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Size).InclusiveBetween(1, Paging.MaxSize);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var open = db.Assessments.AsNoTracking().Where(a => a.State == AssessmentState.Proposed);
            open = request.After is { } after ? open.Where(a => a.Id.CompareTo(after) > 0) : open;
            var rows = await open.Join(db.Letters.VisibleTo(scope.Actor), a => a.LetterId, l => l.Id, (a, l) => new { Assessment = a, Letter = l })
                .Join(db.Recommendations, x => x.Assessment.RecommendationId, r => r.Id, (x, r) => new { x.Assessment, x.Letter, Recommendation = r })
                .OrderBy(x => x.Assessment.Id).Take(Paging.SizeOf(request.Size) + 1)
                .Select(x => new { x.Assessment, x.Letter.Reference, x.Letter.Subject, x.Recommendation.Theme, x.Recommendation.Number, x.Recommendation.Order, x.Recommendation.Text, x.Recommendation.Version })
                .ToListAsync(cancellationToken);
            return Paging.PageOf(
                rows.ConvertAll(x => new Row(x.Assessment.LetterId, x.Reference, x.Subject, x.Theme, x.Number, x.Order, x.Text, AssessmentRow.Of(x.Assessment), x.Version)), request.Size, r => r.Proposal.Id);
        }
    }
}
