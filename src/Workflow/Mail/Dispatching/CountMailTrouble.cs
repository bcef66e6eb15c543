using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>How many messages wait for a decision, and how many have waited for the mail system for an hour; each counts no further than 1,000.</summary>
public static class CountMailTrouble
{
    private const int AtMost = 1000;
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public sealed record Query : IQuery<Result>;

    /// <param name="Uncertain">It is not known whether they left.</param>
    /// <param name="Delayed">Queued for more than an hour.</param>
    public sealed record Result(int Uncertain, int Delayed);

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var before = clock.GetUtcNow() - Long;
            var dispatches = db.Dispatches.VisibleTo(scope.Actor);
            return new(
                await dispatches.Where(d => d.State == DispatchState.Uncertain).OrderBy(d => d.QueuedAt).Take(AtMost).CountAsync(cancellationToken),
                await dispatches.Where(d => d.State == DispatchState.Queued && d.QueuedAt < before).OrderBy(d => d.QueuedAt).Take(AtMost).CountAsync(cancellationToken));
        }
    }
}
