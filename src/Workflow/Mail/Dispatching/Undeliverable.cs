using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>What follows when a message did not arrive: chasing stops where nobody of the organisation got it, and a task to fix the contact is opened.</summary>
internal sealed class Undeliverable(TrackerDb db, WorkflowRuntime runtime, TimeProvider clock)
{
    /// <summary>The definition that waits for somebody to fix the contact.</summary>
    public const string Workflow = "undeliverable";

    /// <summary>Stops chasing where nobody got the message, and puts the failure before a person, once; part of the open transaction. Does nothing for a message that did not fail.</summary>
    public async Task RaiseAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        var failed = dispatch.Recipients.Where(r => r.State == DispatchState.Failed).ToList();
        if (failed.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (dispatch.ReachedNobody && dispatch.OrganisationId is { } organisation)
        {
            foreach (var request in await db.ResponseRequests.Where(r => r.LetterId == dispatch.LetterId && r.OrganisationId == organisation).ToListAsync(cancellationToken))
            {
                request.CannotBeReached(now);
            }
        }

        if (dispatch.FailureRaisedAt is not null)
        {
            return; // the task is open
        }

        dispatch.RaiseFailure(now);
        var people = PlainWords.List([.. failed.Select(r => r.Name.Length > 0 ? r.Name : "a recipient")]);
        db.Add(Event.ByTracker(now, new("DeliverMail", dispatch.Id, dispatch.LetterId, $"The message \"{dispatch.Subject}\" could not be delivered to {people}. The mail system said: {failed[0].Said}")));
        await runtime.StartAsync(Workflow, dispatch.Id.ToString(), cancellationToken);
    }

    public void TellUncertain(Dispatch dispatch) => db.Add(Event.ByTracker(
        clock.GetUtcNow(), new("DeliverMail", dispatch.Id, dispatch.LetterId, $"It is uncertain whether the message \"{dispatch.Subject}\" left. An officer must say whether it arrived or is to be sent again.")));
}
