using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;
using Timer = Tracker.Engine.Timer;

namespace Tracker.Workflow.Operations;

/// <summary>What kind of work was given up.</summary>
public enum FailedWork
{
    /// <summary>A step of a workflow.</summary>
    Step,

    /// <summary>Handing over a message.</summary>
    Message,

    /// <summary>Offering an event to the workflows that wait for it.</summary>
    Event,
}

/// <summary>Work that failed for good, and what was decided about it.</summary>
/// <param name="Id">Identity of the incident.</param>
/// <param name="Work">What was given up; <see langword="null"/> for an old one whose work is gone.</param>
/// <param name="InstanceId">The instance whose step it was.</param>
/// <param name="NodeId">The node that failed, where it is known.</param>
/// <param name="OccurredAt">When it was parked.</param>
/// <param name="Attempts">How often the work had been begun.</param>
/// <param name="Problem">The last failure.</param>
public sealed record IncidentRow(Guid Id, FailedWork? Work, Guid? InstanceId, string? NodeId, DateTimeOffset OccurredAt, int Attempts, string Problem)
{
    /// <summary>What was decided; <see langword="null"/> while it is open.</summary>
    public IncidentResolution? Resolution { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

internal static class IncidentRows
{
    public static async Task<List<IncidentRow>> RowsOfAsync(this TrackerDb db, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        var ids = incidents.Select(i => i.TimerId).ToList();
        var works = await db.Set<Timer>().Where(t => ids.Contains(t.Id)).Select(t => new
        {
            t.Id,
            Work = t.OutboxMessageId != null ? FailedWork.Message : t.StimulusId != null ? FailedWork.Event : FailedWork.Step,
        }).ToDictionaryAsync(t => t.Id, t => t.Work, cancellationToken);
        return [.. incidents.Select(i => new IncidentRow(i.Id, WorkOf(i), i.InstanceId, i.NodeId, i.OccurredAt, i.Attempts, i.Reason)
        {
            Resolution = i.Resolution,
            ResolvedAt = i.ResolvedAt,
            ResolvedBy = i.ResolvedBy,
            Reason = i.ResolutionReason,
        })];

        FailedWork? WorkOf(Incident incident) =>
            works.TryGetValue(incident.TimerId, out var work) ? work : incident.InstanceId is null ? (FailedWork?)null : FailedWork.Step;
    }
}
