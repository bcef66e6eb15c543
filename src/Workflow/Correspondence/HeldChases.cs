using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>A message that may be a reply and waits for an officer holds the reminders of its letter and organisation.</summary>
internal static class HeldChases
{
    /// <summary>Holds them, if the message waits and it is clear whose answer it may be.</summary>
    public static async Task HoldAsync(this TrackerDb db, IncomingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (message is not { State: CorrespondenceState.Waiting, LetterId: { } letter, OrganisationId: { } organisation })
        {
            return;
        }

        foreach (var request in await db.ResponseRequests.Where(r => r.LetterId == letter && r.OrganisationId == organisation).ToListAsync(cancellationToken))
        {
            request.ReplyWaits(now);
            db.Entry(request).State = EntityState.Modified; // also when it is held already: whoever releases it at this moment looks again
        }
    }

    /// <summary>Lets them go on when no other message waits, and tells the workflows to look again; for a command that has changed the state of the message.</summary>
    public static async Task ReleaseAsync(this TrackerDb db, (Guid? LetterId, Guid? OrganisationId) about, (WorkflowRuntime Runtime, CommandScope Scope) by, CancellationToken cancellationToken)
    {
        if (about is not (LetterId: { } letter, OrganisationId: { } organisation))
        {
            return;
        }

        var requests = await db.ResponseRequests.Where(r => r.LetterId == letter && r.OrganisationId == organisation).ToListAsync(cancellationToken);
        requests.ForEach(request => db.Entry(request).State = EntityState.Modified);
        await db.SaveChangesAsync(cancellationToken); // of two messages that are triaged at the same moment, the second sees the first
        if (await db.IncomingMessages.AnyAsync(m => m.LetterId == letter && m.OrganisationId == organisation && m.State == CorrespondenceState.Waiting, cancellationToken))
        {
            return;
        }

        foreach (var request in requests.Where(r => r.ReplyWaits(since: null) && r.IsOpen))
        {
            await by.Runtime.TellAsync(request, "DeadlineChanged", by.Scope, cancellationToken);
        }
    }
}
