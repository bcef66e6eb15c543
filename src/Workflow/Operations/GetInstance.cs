using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;
using Timer = Tracker.Engine.Timer;

namespace Tracker.Workflow.Operations;

/// <summary>One workflow instance: where it stands and all that it waits for.</summary>
public static class GetInstance
{
    public sealed record Query(Guid InstanceId) : IQuery<Result>;

    /// <param name="Instance">Where it stands.</param>
    /// <param name="Timers">Instants it waits for, earliest first.</param>
    /// <param name="Events">Events it waits for.</param>
    /// <param name="Tasks">Its tasks, open and closed, oldest first.</param>
    /// <param name="Incidents">What failed for good in it, oldest first.</param>
    public sealed record Result(
        InstanceRow Instance, IReadOnlyList<TimerRow> Timers, IReadOnlyList<EventWait> Events, IReadOnlyList<TaskRow> Tasks, IReadOnlyList<IncidentRow> Incidents);

    /// <param name="Rule">The civil rule it came from.</param>
    /// <param name="DueAt">The instant that was asked for.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="IsParked">Whether an incident keeps it back.</param>
    public sealed record TimerRow(string? Rule, DateTimeOffset DueAt, int Attempts, bool IsParked);

    /// <param name="Name">The name of the event.</param>
    public sealed record EventWait(string Name);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var instance = await db.FindInstanceAsync(request.InstanceId, scope.Actor, cancellationToken);
            var timers = await db.Set<Timer>().Where(t => t.InstanceId == instance.Id).OrderBy(t => t.DueAt).ThenBy(t => t.Id)
                .Select(t => new TimerRow(t.Rule, t.DueAt, t.Attempts, t.AvailableAt == null)).ToListAsync(cancellationToken);
            var events = await db.Set<Bookmark>().Where(b => b.InstanceId == instance.Id).OrderBy(b => b.Id).Select(b => new EventWait(b.Name)).ToListAsync(cancellationToken);
            var incidents = await db.Set<Incident>().AsNoTracking().Where(i => i.InstanceId == instance.Id).OrderBy(i => i.OccurredAt).ToListAsync(cancellationToken);
            var tasks = await TasksAsync(instance, cancellationToken);
            return new(instance, timers, events, [.. tasks.Select(t => scope.Actor.Role == Role.Administrator ? t with { Form = null } : t)], await db.RowsOfAsync(incidents, cancellationToken));
        }

        private async Task<IReadOnlyList<TaskRow>> TasksAsync(InstanceRow instance, CancellationToken cancellationToken)
        {
            if (instance.IsArchived)
            {
                var archived = await db.Set<ArchivedInstance>().AsNoTracking().SingleAsync(i => i.Id == instance.Id, cancellationToken);
                return [.. archived.ReadTasks().Select(t => TaskRow.Of(t, instance))];
            }

            var tasks = await db.Set<WorkflowTask>().AsNoTracking().Where(t => t.InstanceId == instance.Id).OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken);
            return tasks.ConvertAll(t => TaskRow.Of(t, instance.CorrelationId));
        }
    }
}
