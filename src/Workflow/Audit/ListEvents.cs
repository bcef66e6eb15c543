using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Audit;

/// <summary>What happened to a letter, in order.</summary>
public static class ListEvents
{
    /// <param name="LetterId">The letter.</param>
    /// <param name="After">The sequence after which to go on.</param>
    /// <param name="Size">Rows a page, 1 to 200; 100 by default.</param>
    public sealed record Query(Guid LetterId, long? After, int? Size) : IQuery<Page<EventRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Size).InclusiveBetween(1, 200);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<EventRow>>
    {
        public async Task<Page<EventRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var size = request.Size ?? 100;
            if (!await db.Letters.VisibleTo(scope.Actor).AnyAsync(l => l.Id == request.LetterId, cancellationToken))
            {
                throw new NotFoundException("Letter");
            }

            var rows = await db.Events.Where(e => e.LetterId == request.LetterId && e.Sequence > (request.After ?? 0))
                .OrderBy(e => e.Sequence).Take(size + 1).ToRows().ToListAsync(cancellationToken);
            return new([.. rows.Take(size)], rows.Count > size ? rows[size - 1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        }
    }
}

/// <summary>An event as callers see it.</summary>
public sealed record EventRow(long Sequence, DateTimeOffset At, string Actor, string Action, Guid? LetterId, Guid SubjectId, string Summary, string? Reason);

internal static class EventRows
{
    public static IQueryable<EventRow> ToRows(this IQueryable<Event> events) =>
        events.AsNoTracking().Select(e => new EventRow(e.Sequence, e.At, e.Actor, e.Action, e.LetterId, e.SubjectId, e.Summary, e.Reason));
}
