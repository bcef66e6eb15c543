using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Assessments;

/// <summary>Answers that wait for the commission's view, the longest first.</summary>
public static class ListWaiting
{
    /// <param name="CommissionId">Only this commission's.</param>
    /// <param name="OrganisationId">Only answers of this organisation.</param>
    /// <param name="Sort">The longest waiting first by default.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? CommissionId = null, Guid? OrganisationId = null, DaySort? Sort = null, string? After = null, int? Size = null) : IQuery<Page<Row>>;

    public sealed record Row(
        Guid RecommendationId, Guid LetterId, string Reference, string Subject, string? Theme, string? Number, int Order, string Text, Guid OrganisationId, string Organisation, DateOnly WaitingSince, int DaysWaiting);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Size).InclusiveBetween(1, Paging.MaxSize);
            RuleFor(q => q.After).Must(a => a is null || WaitingCursor.Parse(a) is not null).WithMessage("Give back next as it came.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (today, newestFirst) = (LondonDay.Of(clock), request.Sort == DaySort.Newest);
            // The page is cut before anything is joined, so that no database is tempted to join first and sort then.
            var found = Sorted(After(Filtered(request), WaitingCursor.Parse(request.After), newestFirst), newestFirst).Take(Paging.SizeOf(request.Size) + 1)
                .Join(db.Recommendations, a => a.RecommendationId, r => r.Id, (a, r) => new { Addressee = a, Recommendation = r })
                .Join(db.Letters, x => x.Recommendation.LetterId, l => l.Id, (x, l) => new { x.Addressee, x.Recommendation, Letter = l })
                .Join(db.Organisations, x => x.Addressee.OrganisationId, o => o.Id, (x, o) => new { x.Addressee, x.Recommendation, x.Letter, Organisation = o.Name });
            var ordered = newestFirst
                ? found.OrderByDescending(x => x.Addressee.WaitingSince).ThenByDescending(x => x.Addressee.RecommendationId).ThenByDescending(x => x.Addressee.OrganisationId)
                : found.OrderBy(x => x.Addressee.WaitingSince).ThenBy(x => x.Addressee.RecommendationId).ThenBy(x => x.Addressee.OrganisationId);
            var rows = await ordered
                .Select(x => new Row(
                    x.Recommendation.Id, x.Letter.Id, x.Letter.Reference, x.Letter.Subject, x.Recommendation.Theme, x.Recommendation.Number, x.Recommendation.Order, x.Recommendation.Text,
                    x.Addressee.OrganisationId, x.Organisation, x.Addressee.WaitingSince!.Value, 0))
                .ToListAsync(cancellationToken);
            return Paging.PageOf(
                rows.ConvertAll(r => r with { DaysWaiting = today.DayNumber - r.WaitingSince.DayNumber }), request.Size, r => new WaitingCursor(new(r.WaitingSince, r.RecommendationId), r.OrganisationId));
        }

        private IQueryable<RecommendationAddressee> Filtered(Query request)
        {
            var waiting = db.Set<RecommendationAddressee>().AsNoTracking().Where(a => a.WaitingSince != null);
            foreach (var commission in new[] { scope.Actor.CommissionId, request.CommissionId }.OfType<Guid>())
            {
                waiting = waiting.Where(a => a.CommissionId == commission);
            }

            return request.OrganisationId is { } organisation ? waiting.Where(a => a.OrganisationId == organisation) : waiting;
        }

        private static IQueryable<RecommendationAddressee> Sorted(IQueryable<RecommendationAddressee> waiting, bool newestFirst) => newestFirst
            ? waiting.OrderByDescending(a => a.WaitingSince).ThenByDescending(a => a.RecommendationId).ThenByDescending(a => a.OrganisationId)
            : waiting.OrderBy(a => a.WaitingSince).ThenBy(a => a.RecommendationId).ThenBy(a => a.OrganisationId);

        private static IQueryable<RecommendationAddressee> After(IQueryable<RecommendationAddressee> waiting, WaitingCursor? after, bool newestFirst)
        {
            if (after is not { Last: var last, OrganisationId: var organisation })
            {
                return waiting;
            }

            return newestFirst
                ? waiting.Where(a => a.WaitingSince <= last.Day && (a.WaitingSince < last.Day
                    || a.RecommendationId.CompareTo(last.Id) < 0 || (a.RecommendationId == last.Id && a.OrganisationId.CompareTo(organisation) < 0)))
                : waiting.Where(a => a.WaitingSince >= last.Day && (a.WaitingSince > last.Day
                    || a.RecommendationId.CompareTo(last.Id) > 0 || (a.RecommendationId == last.Id && a.OrganisationId.CompareTo(organisation) > 0)));
        }
    }

    private sealed record WaitingCursor(DayCursor Last, Guid OrganisationId)
    {
        public static WaitingCursor? Parse(string? text) =>
            text?.Split('.') is [var day, var recommendation, var organisation] && DayCursor.Parse($"{day}.{recommendation}") is { } last && Guid.TryParse(organisation, out var id) ? new(last, id) : null;

        public override string ToString() => $"{Last}.{OrganisationId:N}";
    }
}
