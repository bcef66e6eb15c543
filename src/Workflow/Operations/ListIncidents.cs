using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Which incidents.</summary>
public enum IncidentState
{
    /// <summary>They wait for a decision.</summary>
    Open,

    /// <summary>Somebody has decided.</summary>
    Resolved,

    /// <summary>The open ones, then the resolved ones.</summary>
    All,
}

/// <summary>Work that failed for good: open incidents by when they occurred, oldest first; then, if asked for, resolved ones, the last decision first.</summary>
public static class ListIncidents
{
    /// <param name="State">All by default.</param>
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default. Whoever works for one commission may get fewer, or none, while there are more.</param>
    public sealed record Query(IncidentState? State = null, string? After = null, int? Size = null) : IQuery<Page<IncidentRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Size).InclusiveBetween(1, Paging.MaxSize);
            RuleFor(q => q.After).Must(a => a is null || Cursor.Parse(a) is not null).WithMessage("Give back next as it came.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<IncidentRow>>
    {
        public async Task<Page<IncidentRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var page = Paging.PageOf(await FindAsync(request, cancellationToken), request.Size, Cursor.Of);
            var subjects = await db.SubjectsOfAsync(scope.Actor, [.. page.Items.Select(i => i.InstanceId ?? Guid.Empty).Distinct()], cancellationToken);
            var visible = page.Items.Where(i => i.InstanceId is { } id ? subjects.ContainsKey(id) : scope.Actor.CommissionId is null);
            return new(await db.RowsOfAsync([.. visible], cancellationToken), page.Next);
        }

        private async Task<List<Incident>> FindAsync(Query request, CancellationToken cancellationToken)
        {
            var (state, after, wanted) = (request.State ?? IncidentState.All, Cursor.Parse(request.After), Paging.SizeOf(request.Size) + 1);
            var rows = new List<Incident>();
            if (state != IncidentState.Resolved && after is null or { IsOpen: true })
            {
                rows.AddRange(await Open(after).Take(wanted).ToListAsync(cancellationToken));
            }

            if (state != IncidentState.Open && rows.Count < wanted)
            {
                rows.AddRange(await Resolved(after is { IsOpen: false } ? after : null).Take(wanted - rows.Count).ToListAsync(cancellationToken));
            }

            return rows;
        }

        private IOrderedQueryable<Incident> Open(Cursor? after)
        {
            var open = db.Set<Incident>().AsNoTracking().Where(i => i.ResolvedAt == null);
            open = after is { Place: var (at, id) } ? open.Where(i => i.OccurredAt >= at && (i.OccurredAt > at || i.Id.CompareTo(id) > 0)) : open;
            return open.OrderBy(i => i.OccurredAt).ThenBy(i => i.Id);
        }

        private IOrderedQueryable<Incident> Resolved(Cursor? after)
        {
            var resolved = db.Set<Incident>().AsNoTracking().Where(i => i.ResolvedAt != null);
            resolved = after is { Place: var (at, id) } ? resolved.Where(i => i.ResolvedAt <= at && (i.ResolvedAt < at || i.Id.CompareTo(id) < 0)) : resolved;
            return resolved.OrderByDescending(i => i.ResolvedAt).ThenByDescending(i => i.Id);
        }
    }

    /// <summary>A place in one of the two parts of the list.</summary>
    private sealed record Cursor(bool IsOpen, InstantCursor Place)
    {
        public static Cursor? Parse(string? text) =>
            text is { Length: > 1 } && text[0] is 'o' or 'r' && InstantCursor.Parse(text[1..]) is { } place ? new(text[0] == 'o', place) : null;

        public static Cursor Of(Incident incident) => new(incident.ResolvedAt is null, new(incident.ResolvedAt ?? incident.OccurredAt, incident.Id));

        public override string ToString() => $"{(IsOpen ? 'o' : 'r')}{Place}";
    }
}
