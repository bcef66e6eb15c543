using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Outgoing messages and how far they came, oldest first; those of one letter, or in one state.</summary>
public static class ListMessages
{
    /// <param name="State">Such as <c>failed</c> or <c>uncertain</c>, which wait for an officer; all by default.</param>
    /// <param name="LetterId">Only those of this letter.</param>
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(DispatchState? State = null, Guid? LetterId = null, string? After = null, int? Size = null) : IQuery<Page<DispatchRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.IsPagedByInstant(q => q.Size, q => q.After);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<DispatchRow>>
    {
        public async Task<Page<DispatchRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = db.Dispatches.AsNoTracking().VisibleTo(scope.Actor);
            found = request.State is { } state ? found.Where(d => d.State == state) : found;
            found = request.LetterId is { } letter ? found.Where(d => d.LetterId == letter) : found;
            found = InstantCursor.Parse(request.After) is var (at, id) ? found.Where(d => d.QueuedAt >= at && (d.QueuedAt > at || d.Id.CompareTo(id) > 0)) : found;
            var rows = await found.OrderBy(d => d.QueuedAt).ThenBy(d => d.Id).Take(Paging.SizeOf(request.Size) + 1).ToListAsync(cancellationToken);
            return Paging.PageOf(rows.ConvertAll(DispatchRow.Of), request.Size, d => new InstantCursor(d.QueuedAt, d.Id));
        }
    }
}

/// <summary>One outgoing message: whom it reached, and what the mail system said.</summary>
public static class GetMessage
{
    public sealed record Query(Guid Id) : IQuery<DispatchRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, DispatchRow>
    {
        public async Task<DispatchRow> Handle(Query request, CancellationToken cancellationToken) =>
            DispatchRow.Of(await db.Dispatches.AsNoTracking().FindDispatchAsync(request.Id, scope.Actor, cancellationToken));
    }
}
