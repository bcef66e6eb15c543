using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>The recommendations of issued letters, letter by letter, in the order they stand in it.</summary>
public static class ListRecommendations
{
    /// <param name="LetterId">Only those of one letter, issued or not.</param>
    /// <param name="OrganisationId">Only those that ask this organisation.</param>
    /// <param name="Theme">Only those of this theme.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? LetterId, Guid? OrganisationId, string? Theme, string? After, int? Size) : IQuery<Page<Row>>;

    public sealed record Row(
        Guid Id, Guid LetterId, string Reference, int Order, string? Theme, string? Number, string Text, IReadOnlyList<RecommendationPart> Parts, string? AddressedTo, IReadOnlyList<Guid> AskedOf);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Size).InclusiveBetween(1, 200);
            RuleFor(q => q.After).Must(a => a is null || Cursor.Parse(a) is not null).WithMessage("Give back next as it came.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var size = request.Size ?? 50;
            var rows = await Filtered(request)
                .Join(db.Letters, r => r.LetterId, l => l.Id, (r, l) => new { Recommendation = r, l.Reference })
                .OrderByDescending(x => x.Recommendation.LetterId).ThenBy(x => x.Recommendation.Order)
                .Take(size + 1)
                .Select(x => new Row(
                    x.Recommendation.Id, x.Recommendation.LetterId, x.Reference, x.Recommendation.Order, x.Recommendation.Theme, x.Recommendation.Number, x.Recommendation.Text,
                    x.Recommendation.Parts, x.Recommendation.AddressedTo, x.Recommendation.Addressees.Select(a => a.OrganisationId).ToList()))
                .ToListAsync(cancellationToken);
            return new([.. rows.Take(size)], rows.Count > size ? Cursor.Of(rows[size - 1]) : null);
        }

        private IQueryable<Recommendation> Filtered(Query request)
        {
            var letters = db.Letters.VisibleTo(scope.Actor).Where(l => request.LetterId == null ? l.IssuedOn != null : l.Id == request.LetterId);
            var recommendations = db.Recommendations.AsNoTracking().Where(r => letters.Any(l => l.Id == r.LetterId));
            if (request.OrganisationId is { } organisation)
            {
                recommendations = recommendations.Where(r => r.Addressees.Any(a => a.OrganisationId == organisation));
            }

            if (request.Theme is { } theme)
            {
                recommendations = recommendations.Where(r => r.Theme == theme);
            }

            return Cursor.Parse(request.After) is not { } after ? recommendations
                : recommendations.Where(r => r.LetterId.CompareTo(after.LetterId) <= 0 && (r.LetterId.CompareTo(after.LetterId) < 0 || r.Order > after.Order));
        }
    }

    private sealed record Cursor(Guid LetterId, int Order)
    {
        public static string Of(Row last) => string.Create(CultureInfo.InvariantCulture, $"{last.LetterId:N}.{last.Order}");

        public static Cursor? Parse(string? text) =>
            text?.Split('.') is [var letter, var order] && Guid.TryParse(letter, out var id) && int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(id, number) : null;
    }
}
