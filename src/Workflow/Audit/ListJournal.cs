using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Access;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Audit;

/// <summary>The life of a workflow instance: what woke it, what it did, what it waits for.</summary>
public static class ListJournal
{
    public sealed record Query(Guid InstanceId) : IQuery<Result>;

    public sealed record Result(Guid InstanceId, string DefinitionId, int Version, string Status, IReadOnlyList<Row> Entries);

    public sealed record Row(long Sequence, DateTimeOffset At, string Kind, string? NodeId, string? Outcome, string? Text);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var instance = await db.FindInstanceAsync(request.InstanceId, scope.Actor, cancellationToken);
            var entries = instance.IsArchived
                ? [.. (await db.Set<ArchivedInstance>().AsNoTracking().SingleAsync(i => i.Id == instance.Id, cancellationToken)).ReadJournal()
                    .Select(j => new Row(j.Sequence, j.At, j.Kind.ToString(), j.NodeId, j.Outcome, j.Text))]
                : await db.Set<JournalEntry>().AsNoTracking().Where(j => j.InstanceId == instance.Id).OrderBy(j => j.Sequence)
                    .Select(j => new Row(j.Sequence, j.At, j.Kind.ToString(), j.NodeId, j.Outcome, j.Text)).ToListAsync(cancellationToken);
            return new(instance.Id, instance.DefinitionId, instance.Version, instance.Status.ToString(), [.. entries.Select(Shown)]);
        }

        /// <summary>Values may come out of letters and answers, which are no matter of an administrator.</summary>
        private Row Shown(Row row) => scope.Actor.Role == Role.Administrator && row.Kind == nameof(JournalKind.Set) ? row with { Text = null } : row;
    }
}
