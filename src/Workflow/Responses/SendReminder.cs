using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Queues the reminder that is due, and tells the letter of a third chase. Outcomes: <c>Queued</c>, <c>NotNeeded</c>.</summary>
/// <remarks>The reminder's key is request, rule, occurrence and deadline version, so neither a retry nor a second node sends it twice.</remarks>
[Activity("Tracker.SendReminder", "Queued", "NotNeeded")]
internal sealed class SendReminder(TrackerDb db, DueDates dueDates, LetterMail mail) : IActivity
{
    private const int ThirdChase = 3;

    /// <summary>The rule of the ladder: <c>acknowledge</c>, <c>due-soon</c> or <c>chase</c>.</summary>
    public required Input<string> Rule { get; init; }

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var clock = await RequestClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken);
        var next = clock.Request.NextStep(clock.Ladder, clock.Calendar, context.Now);
        if (next?.Rule.StartsWith(context.Get(Rule), StringComparison.Ordinal) != true || clock.Request.Remind(clock.Ladder, clock.Calendar, context.Now) is not { } step)
        {
            return ActivityResult.Done("NotNeeded"); // answered, paused, withdrawn, or the date has moved
        }

        await SendAsync(clock.Request, step, context.Now, cancellationToken);
        if (step is { Rule: ReminderStep.Chase, Occurrence: >= ThirdChase })
        {
            await context.SignalAsync(LetterEvents.ThirdChase, clock.Request.LetterId.ToString(), cancellationToken);
        }

        context.Write($"{step.Rule} {step.Occurrence} queued.");
        return ActivityResult.Done("Queued");
    }

    private async Task SendAsync(ResponseRequest request, ReminderStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var post = await mail.PostOfAsync(request.LetterId, cancellationToken);
        var organisation = await db.Organisations.SingleAsync(o => o.Id == request.OrganisationId, cancellationToken);
        var missing = (await db.CoverageOfAsync(post.Letter, cancellationToken)).MissingOf(request);
        mail.SendReminder(post, request, step, missing, step.JoinsEscalation ? [.. organisation.Contacts.Where(c => c.IsEscalation)] : []);
        db.Add(Event.ByTracker(now, new(nameof(SendReminder), request.Id, request.LetterId, Words(organisation, step, (LondonDay.Of(now), request.DueOn)))));
    }

    private static string Words(Organisation organisation, ReminderStep step, (DateOnly Today, DateOnly? DueOn) at) => step.Rule switch
    {
        _ when step.PromisedOn >= at.Today => $"{organisation.Name} was asked whether it will reply by {step.PromisedOn:d MMMM yyyy}, as it promised.",
        ReminderStep.Acknowledge => $"{organisation.Name} was asked to acknowledge the letter.",
        ReminderStep.Chase => $"{organisation.Name} was chased, reminder {step.Occurrence}{(step.JoinsEscalation ? ", with its escalation contacts" : "")}.",
        _ => $"{organisation.Name} was reminded that its reply is due on {at.DueOn:d MMMM yyyy}.",
    };
}
