using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Tells the letter's workflow when nobody is waited for any more. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.TellLetter", "Done")]
internal sealed class TellLetter(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Include(l => l.ResponseRequests).SingleAsync(l => l.ResponseRequests.Any(r => r.Id == context.SubjectId), cancellationToken);
        if (letter.IsAnswered)
        {
            await context.SignalAsync(LetterEvents.AllAnswered, letter.Id.ToString(), cancellationToken);
        }

        return ActivityResult.Done();
    }
}
