using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>What the holder of a secret link sees: what is still asked of their organisation in one letter, and by when. Looking changes nothing.</summary>
public static class GetAsked
{
    public sealed record Query(string Secret) : IQuery<Result>;

    public sealed record Result(
        string Commission, string ReplyTo, string Reference, string Subject, DateOnly Date, string Organisation, DateOnly? DueOn, ResponseRequestState State,
        IReadOnlyList<Item> Items)
    {
        /// <summary>Whether the letter's file is kept here.</summary>
        public bool HasLetter { get; init; }
    }

    /// <remarks>
    /// <c>Words</c>: what a later round wants to know about it.
    /// </remarks>
    public sealed record Item(string Label, string Text, IReadOnlyList<RecommendationPart> Parts, string? Words);

    internal sealed class Handler(TrackerDb db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var hash = Secrets.Hash(request.Secret);
            var letter = await db.Letters.AsNoTracking().Whole().SingleOrDefaultAsync(l => l.ResponseRequests.Any(r => r.LinkHash == hash), cancellationToken)
                ?? throw new NotFoundException("Link");
            var asked = letter.ResponseRequests.Single(r => r.LinkHash == hash);
            var commission = await db.Commissions.AsNoTracking().SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
            var coverage = await db.CoverageOfAsync(letter, cancellationToken);
            return new(
                commission.Name, commission.RepliesTo, letter.Reference, letter.Subject, letter.Date, letter.NameOf(asked.OrganisationId), asked.DueOn, asked.StateOn(LondonDay.Of(clock)),
                asked.IsOpen ? [.. coverage.MissingOf(asked).Select(m => new Item(m.Recommendation.Label, m.Recommendation.Text, m.Parts, m.Words))] : [])
            {
                HasLetter = await db.Set<IssuedPdf>().AnyAsync(f => f.LetterId == letter.Id && f.Edition == letter.Edition, cancellationToken),
            };
        }
    }
}
