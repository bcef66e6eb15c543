using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Commitments;

/// <summary>A commitment with what its questions are counted by.</summary>
internal sealed record CommitmentClock(Commitment Commitment, FollowUp FollowUp)
{
    public static async Task<CommitmentClock> OfAsync(TrackerDb db, DueDates dueDates, Guid commitmentId, CancellationToken cancellationToken)
    {
        var commitment = await db.Commitments.Include(c => c.Requests).SingleAsync(c => c.Id == commitmentId, cancellationToken);
        var commission = await db.Commissions.SingleAsync(c => c.Id == commitment.CommissionId, cancellationToken);
        return new(commitment, new(commission.FollowUp, commission.Ladder, dueDates.CalendarOf(new DueRule.NoDate())));
    }
}
