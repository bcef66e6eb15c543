using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Messages that came in, oldest first; those that wait for an officer unless another state is asked for.</summary>
public static class ListCorrespondence
{
    /// <param name="State">Waiting by default.</param>
    /// <param name="LetterId">Only what seems to be, or is, about this letter.</param>
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(CorrespondenceState? State = null, Guid? LetterId = null, string? After = null, int? Size = null) : IQuery<Page<CorrespondenceRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.IsPagedByInstant(q => q.Size, q => q.After);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<CorrespondenceRow>>
    {
        public async Task<Page<CorrespondenceRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var state = request.State ?? CorrespondenceState.Waiting;
            var found = db.IncomingMessages.AsNoTracking().VisibleTo(scope.Actor);
            found = request.LetterId is { } letter ? found.Where(m => m.LetterId == letter && (request.State == null || m.State == state)) : found.Where(m => m.State == state);
            found = InstantCursor.Parse(request.After) is var (at, id) ? found.Where(m => m.ReceivedAt >= at && (m.ReceivedAt > at || m.Id.CompareTo(id) > 0)) : found;
            var rows = await found.OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id).Take(Paging.SizeOf(request.Size) + 1).ToListAsync(cancellationToken);
            return Paging.PageOf(rows.ConvertAll(CorrespondenceRow.Of), request.Size, m => new InstantCursor(m.ReceivedAt, m.Id));
        }
    }
}
