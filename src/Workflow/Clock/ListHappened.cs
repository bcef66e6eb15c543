using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Clock;

/// <summary>What happened while the clock moved, in order.</summary>
public static class ListHappened
{
    public sealed record Query(AdvanceClock.Way Way) : IQuery<IReadOnlyList<EventRow>>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, IReadOnlyList<EventRow>>
    {
        public async Task<IReadOnlyList<EventRow>> Handle(Query request, CancellationToken cancellationToken) => await db.Events
            .Where(e => e.Sequence > request.Way.AfterEvent && e.At >= request.Way.From && e.At <= request.Way.To && e.Action != nameof(AdvanceClock))
            .Where(e => scope.Actor.CommissionId == null || db.Letters.Any(l => l.Id == e.LetterId && l.CommissionId == scope.Actor.CommissionId)
                || db.Cases.Any(c => c.Id == e.CaseId && c.CommissionId == scope.Actor.CommissionId))
            .OrderBy(e => e.Sequence).ToRows().ToListAsync(cancellationToken);
    }
}
