using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Workflow instances, newest first. Archived ones are listed where their correlation id is asked for.</summary>
public static class ListInstances
{
    /// <param name="DefinitionId">Only of this definition.</param>
    /// <param name="Status">Only where they stand so.</param>
    /// <param name="CorrelationId">Only about this; in the archive too.</param>
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default. Whoever works for one commission may get fewer, or none, while there are more.</param>
    public sealed record Query(string? DefinitionId = null, WorkflowStatus? Status = null, string? CorrelationId = null, string? After = null, int? Size = null)
        : IQuery<Page<InstanceRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.IsPagedByInstant(q => q.Size, q => q.After);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<InstanceRow>>
    {
        public async Task<Page<InstanceRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await FindAsync(request, cancellationToken);
            var page = Paging.PageOf(found, request.Size, i => new InstantCursor(i.StartedAt, i.Id));
            var visible = await db.VisibleSubjectsAsync(scope.Actor, page.Items.Select(i => i.CorrelationId), cancellationToken);
            return new(await db.RowsOfAsync([.. page.Items.Where(i => visible.Contains(i.CorrelationId))], cancellationToken), page.Next);
        }

        /// <summary>One part for each status, so that each reads one range of an index and stops where the page is full.</summary>
        private Task<List<FoundInstance>> FindAsync(Query request, CancellationToken cancellationToken)
        {
            var live = db.Set<WorkflowInstance>().Where(i => request.DefinitionId == null || i.DefinitionId == request.DefinitionId).Found();
            WorkflowStatus[] statuses = request.Status is { } one ? [one] : Enum.GetValues<WorkflowStatus>();
            var found = statuses.Select(status => PageOf(live.Where(i => i.Status == status), request)).Aggregate((all, more) => all.Concat(more));
            if (request.CorrelationId is not null)
            {
                var archived = db.Set<ArchivedInstance>().Found().Where(i => (request.DefinitionId == null || i.DefinitionId == request.DefinitionId) && (request.Status == null || i.Status == request.Status));
                found = found.Concat(PageOf(archived, request));
            }

            return InOrder(found, request).ToListAsync(cancellationToken);
        }

        private static IQueryable<FoundInstance> PageOf(IQueryable<FoundInstance> instances, Query request)
        {
            instances = request.CorrelationId is { } correlation ? instances.Where(i => i.CorrelationId == correlation) : instances;
            instances = InstantCursor.Parse(request.After) is var (at, id)
                ? instances.Where(i => i.StartedAt <= at && (i.StartedAt < at || i.Id.CompareTo(id) < 0))
                : instances;
            return InOrder(instances, request);
        }

        private static IQueryable<FoundInstance> InOrder(IQueryable<FoundInstance> instances, Query request) =>
            instances.OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(Paging.SizeOf(request.Size) + 1);
    }
}
