using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Takes work that failed for good out of the queue and makes it visible.</summary>
internal static class Parking
{
    public static async Task ParkAsync(DbContext db, Timer timer, Exception failure, DateTimeOffset now)
    {
        var incident = IncidentOf(timer, failure, now);
        await db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.ParkAsync(db, timer, ct);
                db.Add(incident);
                await RecordAsync(db, incident, failure, ct);
                return true;
            },
            ct => db.Set<Incident>().AnyAsync(i => i.Id == incident.Id, ct),
            CancellationToken.None);
        Telemetry.Incidents.Add(1);
    }

    private static async Task RecordAsync(DbContext db, Incident incident, Exception failure, CancellationToken cancellationToken)
    {
        if (await db.Set<WorkflowInstance>().SingleOrDefaultAsync(i => i.Id == incident.InstanceId, cancellationToken) is not { } instance)
        {
            return;
        }

        var journal = new Journal(db, instance, burstId: incident.Id, incident.OccurredAt);
        journal.Add(JournalKind.Faulted, text: $"Incident {incident.Id}: {failure.GetType().Name}");
        if (failure is WorkflowFaultedException) // even when it was another instance that never rested: this one's work is what is parked
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
        var step = FailedStep.Of(failure);
        var reason = $"{failure.GetType().Name}: {failure.Message}".Replace("\0", "", StringComparison.Ordinal); // PostgreSQL keeps none
        return new()
        {
            Id = Guid.CreateVersion7(now),
            TimerId = timer.Id,
            InstanceId = timer.InstanceId,
            NodeId = step?.NodeId,
            ExecutionId = step?.ExecutionId,
            DefinitionVersionId = step?.DefinitionVersionId,
            OccurredAt = now,
            Attempts = timer.Attempts,
            Reason = reason.Length > Lengths.Line ? reason[..Lengths.Line] : reason,
        };
    }
}
