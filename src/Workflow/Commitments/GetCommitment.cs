using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>A commitment with its dates, reports, questions and history.</summary>
public static class GetCommitment
{
    public sealed record Query(Guid CommitmentId) : IQuery<CommitmentDetail>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Query, CommitmentDetail>
    {
        public async Task<CommitmentDetail> Handle(Query request, CancellationToken cancellationToken) => await db.DetailOfAsync(
            await db.Commitments.AsNoTracking().FindCommitmentAsync(request.CommitmentId, scope.Actor, cancellationToken), clock, cancellationToken);
    }
}
