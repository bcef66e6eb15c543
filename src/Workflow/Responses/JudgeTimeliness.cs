using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Tells whether the answer came in time. Outcomes: <c>InTime</c>, <c>Late</c>.</summary>
[Activity("Tracker.JudgeTimeliness", "InTime", "Late")]
internal sealed class JudgeTimeliness(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var request = await db.ResponseRequests.SingleAsync(r => r.Id == context.SubjectId, cancellationToken);
        return ActivityResult.Done(request.DaysLate > 0 ? "Late" : "InTime");
    }
}
