using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Tells the letter's workflow that the last of its organisations has answered, or that one was chased for the third time. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.TellLetter", "Done")]
internal sealed class TellLetter(TrackerDb db) : IActivity
{
    /// <summary><c>AllAnswered</c>, told only when it is so, or <c>ThirdChase</c>, told as long as no summary was made.</summary>
    public Input<string> What { get; init; } = new("AllAnswered");

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Include(l => l.ResponseRequests).SingleAsync(l => l.ResponseRequests.Any(r => r.Id == context.SubjectId), cancellationToken);
        var (name, isSo) = context.Get(What) == "ThirdChase"
            ? (LetterEvents.ThirdChase, letter.SummaryMadeAt is null)
            : (LetterEvents.AllAnswered, letter.ResponseRequests.All(r => r.AnsweredOn is not null));
        if (isSo)
        {
            await context.SignalAsync(name, letter.Id.ToString(), cancellationToken);
        }

        return ActivityResult.Done();
    }
}
