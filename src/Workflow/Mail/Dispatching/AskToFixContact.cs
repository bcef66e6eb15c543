using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Opens a task to fix the contact that a message did not reach, and lets chasing go on when it is done. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.AskToFixContact", "Done")]
internal sealed class AskToFixContact(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var dispatch = await db.Dispatches.SingleAsync(d => d.Id == context.SubjectId, cancellationToken);
        var failed = dispatch.Recipients.Where(r => r.State == DispatchState.Failed);
        var form = JsonSerializer.Serialize(new { messageId = dispatch.Id, letterId = dispatch.LetterId, recipients = failed.Select(r => new { r.Name, r.Address, r.Said }) }, JsonSerializerOptions.Web);
        return ActivityResult.WaitFor(new Wait.ForTask(Excerpt.Of($"Fix the contact: {dispatch.Subject}", 200), "Officer", DueAt: null, form));
    }

    /// <summary>Chasing goes on, whatever was done about the contact.</summary>
    public async Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        var dispatch = await db.Dispatches.SingleAsync(d => d.Id == context.SubjectId, cancellationToken);
        dispatch.FailureIsDealtWith();
        var requests = await db.ResponseRequests.Where(r => r.LetterId == dispatch.LetterId && r.OrganisationId == dispatch.OrganisationId && r.UnreachableSince != null).ToListAsync(cancellationToken);
        foreach (var request in requests)
        {
            request.CanBeReached();
            await context.SignalAsync("ResponseRequest.DeadlineChanged", request.Id.ToString(), cancellationToken);
        }

        return ActivityResult.Done();
    }
}
