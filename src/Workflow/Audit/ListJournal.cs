using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
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
            var instance = await db.Set<WorkflowInstance>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == request.InstanceId, cancellationToken)
                ?? throw new NotFoundException("Workflow instance");
            await RefuseForeignAsync(Guid.Parse(instance.CorrelationId), cancellationToken);
            var definition = await db.Set<WorkflowDefinitionVersion>().AsNoTracking().SingleAsync(d => d.Id == instance.DefinitionVersionId, cancellationToken);
            var entries = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.InstanceId == instance.Id).OrderBy(j => j.Sequence)
                .Select(j => new Row(j.Sequence, j.At, j.Kind.ToString(), j.NodeId, j.Outcome, j.Text)).ToListAsync(cancellationToken);
            return new(instance.Id, definition.DefinitionId, definition.Version, instance.Status.ToString(), entries);
        }

        /// <summary>An instance is about a letter, one of its response requests, or a commitment.</summary>
        private async Task RefuseForeignAsync(Guid subjectId, CancellationToken cancellationToken)
        {
            var visible = await db.Letters.VisibleTo(scope.Actor)
                .AnyAsync(l => l.Id == subjectId || l.ResponseRequests.Any(r => r.Id == subjectId), cancellationToken)
                || await db.Commitments.VisibleTo(scope.Actor).AnyAsync(c => c.Id == subjectId, cancellationToken);
            if (!visible)
            {
                throw new NotFoundException("Workflow instance");
            }
        }
    }
}
