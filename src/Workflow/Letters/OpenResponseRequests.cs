using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>Starts the clock of each organisation, a workflow of its own. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.OpenResponseRequests", "Done")]
internal sealed class OpenResponseRequests(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var requests = await db.ResponseRequests.Where(r => r.LetterId == context.SubjectId).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var request in requests)
        {
            await context.StartAsync("response-request", request.ToString(), cancellationToken);
        }

        return ActivityResult.Done();
    }
}
