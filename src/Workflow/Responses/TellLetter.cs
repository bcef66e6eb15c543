using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Tells the letter's workflow when the last of its organisations has answered. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.TellLetter", "Done")]
internal sealed class TellLetter(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var requests = await db.ResponseRequests
            .Where(r => db.ResponseRequests.Any(own => own.Id == context.SubjectId && own.LetterId == r.LetterId)).ToListAsync(cancellationToken);
        if (requests.TrueForAll(r => r.AnsweredOn is not null))
        {
            await context.SignalAsync("Letter.AllAnswered", requests[0].LetterId.ToString(), cancellationToken);
        }

        return ActivityResult.Done();
    }
}
