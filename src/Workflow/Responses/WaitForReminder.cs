using Tracker.Engine;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>
/// Sleeps until the next step of the reminder ladder. Outcomes: <c>Acknowledge</c>, <c>DueSoon</c>, <c>Overdue</c>, <c>Chase</c>, <c>Escalate</c>;
/// <c>DeadlineChanged</c> when it is woken by that event; <c>Ended</c> when nothing will ever be due.
/// </summary>
/// <remarks>The timer is only a hint to look: what is due is decided from the request as it stands then, and nothing due means sleeping on.</remarks>
[Activity("Tracker.WaitForReminder", "Acknowledge", "DueSoon", "Overdue", "Chase", "Escalate", "DeadlineChanged", "Ended")]
internal sealed class WaitForReminder(TrackerDb db, DueDates dueDates) : IActivity
{
    private const string DeadlineChanged = "ResponseRequest.DeadlineChanged";

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Sleep(await RequestClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken), context.Now);

    public async Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        if (wake is Wake.Event)
        {
            return ActivityResult.Done("DeadlineChanged");
        }

        var clock = await RequestClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken);
        return OutcomeOf(clock, context.Now) is { } outcome ? ActivityResult.Done(outcome) : Sleep(clock, context.Now);
    }

    private static ActivityResult Sleep(RequestClock clock, DateTimeOffset now)
    {
        if (!clock.Request.IsOpen)
        {
            return ActivityResult.Done("Ended");
        }

        return clock.Request.NextStep(clock.Ladder, clock.Calendar, now) is { } next
            ? ActivityResult.WaitFor(new Wait.Until(next.At, next.Rule), new Wait.ForEvent(DeadlineChanged))
            : ActivityResult.WaitFor(new Wait.ForEvent(DeadlineChanged)); // paused, or no date to remind of
    }

    private static string? OutcomeOf(RequestClock clock, DateTimeOffset now) => clock.Request.NextStep(clock.Ladder, clock.Calendar, now) switch
    {
        null => null,
        { } later when later.At > now => null,
        { Rule: ResponseRequest.Overdue } => "Overdue",
        { Rule: ReminderStep.Acknowledge } => "Acknowledge",
        { Rule: ReminderStep.Chase, JoinsEscalation: true } => "Escalate",
        { Rule: ReminderStep.Chase } => "Chase",
        _ => "DueSoon",
    };
}
