using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>What the start page shows: figures only, nothing that needs a sign-in.</summary>
public static class GetOverview
{
    public sealed record Query : IQuery<Result>;

    public sealed record Result(int Letters, int OpenRequests, int Overdue, DateOnly Today, bool IsSimulated);

    internal sealed class Handler(TrackerDb db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = LondonDay.Of(clock);
            var open = db.ResponseRequests.Where(r => r.AnsweredOn == null && r.WithdrawnAt == null && r.ClosedAt == null);
            return new(
                await db.Letters.CountAsync(cancellationToken),
                await open.CountAsync(cancellationToken),
                await db.ResponseRequests.CountAsync(r => r.AwaitedOn < today, cancellationToken),
                today,
                clock is SimulatedClock);
        }
    }
}
