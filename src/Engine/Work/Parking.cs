using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Takes work that failed for good out of the queue and makes it visible.</summary>
internal static class Parking
{
    public static Task ParkAsync(DbContext db, Timer timer, Exception failure, DateTimeOffset now)
    {
        var incident = IncidentOf(timer, failure, now);
        Telemetry.Incidents.Add(1);
        return db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.ParkAsync(db, timer, ct);
                db.Add(incident);
                await RecordAsync(db, incident, failure, ct);
                return true;
            },
            ct => db.Set<Incident>().AnyAsync(i => i.Id == incident.Id, ct),
            CancellationToken.None);
    }

    private static async Task RecordAsync(DbContext db, Incident incident, Exception failure, CancellationToken cancellationToken)
    {
        var fault = failure as WorkflowFaultedException;
        var instanceId = fault?.InstanceId ?? incident.InstanceId;
        if (await db.Set<WorkflowInstance>().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken) is not { } instance)
        {
            return; // no instance, or one that was started by the burst that is rolled back
        }

        var journal = new Journal(db, instance, burstId: incident.Id, incident.OccurredAt);
        journal.Add(JournalKind.Faulted, text: $"Incident {incident.Id}: {failure.GetType().Name}");
        if (fault is not null)
        {
            instance.Fault();
        }
        else
        {
            instance.Touch();
        }
    }

    private static Incident IncidentOf(Timer timer, Exception failure, DateTimeOffset now)
    {
        var reason = $"{failure.GetType().Name}: {failure.Message}".Replace("\0", "", StringComparison.Ordinal); // PostgreSQL keeps none
        return new()
        {
            Id = Guid.CreateVersion7(now),
            TimerId = timer.Id,
            InstanceId = timer.InstanceId,
            OccurredAt = now,
            Attempts = timer.Attempts,
            Reason = reason.Length > Lengths.Line ? reason[..Lengths.Line] : reason,
        };
    }
}
