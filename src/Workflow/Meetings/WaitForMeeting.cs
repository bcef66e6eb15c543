using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Meetings;

/// <summary>Sleeps until the day of the follow-up meeting has begun. Outcomes: <c>Held</c>; <c>NoMeeting</c> when none is planned, or it was cancelled.</summary>
[Activity("Tracker.WaitForMeeting", "Held", "NoMeeting")]
internal sealed class WaitForMeeting(TrackerDb db) : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => LookAsync(context, cancellationToken);

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) => LookAsync(context, cancellationToken);

    private async Task<ActivityResult> LookAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var heldOn = await db.Letters.Where(l => l.Id == context.SubjectId)
            .Join(db.Meetings.Where(m => m.CancelledAt == null), l => l.MeetingId, m => m.Id, (_, m) => (DateOnly?)m.HeldOn).SingleOrDefaultAsync(cancellationToken);
        if (heldOn is not { } day)
        {
            return ActivityResult.Done("NoMeeting");
        }

        var at = LondonDay.StartOf(day);
        return at <= context.Now ? ActivityResult.Done("Held") : ActivityResult.WaitFor(new Wait.Until(at, "meeting"), new Wait.ForEvent(LetterEvents.MeetingChanged));
    }
}
