using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Notes in the history that the due date has passed. Outcome: <c>Done</c>.</summary>
/// <remarks>Whether a request is overdue is never read from here: it follows from the date.</remarks>
[Activity("Tracker.RecordOverdue", "Done")]
internal sealed class RecordOverdue(TrackerDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var request = await db.ResponseRequests.SingleAsync(r => r.Id == context.SubjectId, cancellationToken);
        var organisation = await db.Organisations.Where(o => o.Id == request.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
        request.BecomeOverdue();
        db.Add(Event.ByTracker(context.Now, new(nameof(RecordOverdue), request.Id, request.LetterId, $"{organisation} is overdue; the reply was due on {request.DueOn:d MMMM yyyy}.")));
        return ActivityResult.Done();
    }
}
