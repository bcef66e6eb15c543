using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>The workflow definitions, each by its newest version and its draft, in the order of their ids.</summary>
public static class ListDefinitions
{
    /// <param name="After">The definition id after which to go on.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(string? After = null, int? Size = null) : IQuery<Page<Row>>;

    /// <param name="DefinitionId">The id that instances are started by.</param>
    /// <param name="Name">Of the newest version; of the draft where nothing is published.</param>
    /// <param name="Version">The newest version; <see langword="null"/> where nothing is published.</param>
    /// <param name="PublishedAt">When that was.</param>
    /// <param name="HasDraft">Whether a draft waits to be published.</param>
    public sealed record Row(string DefinitionId, string? Name, int? Version, DateTimeOffset? PublishedAt, bool HasDraft);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Size).InclusiveBetween(1, Paging.MaxSize);
    }

    internal sealed class Handler(TrackerDb db) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var all = db.Set<WorkflowDefinitionVersion>().AsNoTracking();
#pragma warning disable CA1309 // the database compares, as it orders
            var ids = await all.Where(v => request.After == null || string.Compare(v.DefinitionId, request.After) > 0)
#pragma warning restore CA1309
                .Select(v => v.DefinitionId).Distinct().OrderBy(id => id).Take(Paging.SizeOf(request.Size) + 1).ToListAsync(cancellationToken);
            var versions = await all.Where(v => ids.Contains(v.DefinitionId)).ToRows().ToListAsync(cancellationToken);
            return Paging.PageOf(ids.ConvertAll(id => RowOf([.. versions.Where(v => v.DefinitionId == id)])), request.Size, r => r.DefinitionId);
        }

        private static Row RowOf(IReadOnlyList<VersionRow> versions)
        {
            var newest = versions.Where(v => v.State == DefinitionState.Published).MaxBy(v => v.Version);
            return new(versions[0].DefinitionId, newest is null ? versions[0].Name : newest.Name, newest?.Version, newest?.At, versions.Any(v => v.State == DefinitionState.Draft));
        }
    }
}

/// <summary>A version of a definition, or its draft.</summary>
/// <param name="Id">Identity of the version.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">1 for the first; 0 for the draft.</param>
/// <param name="State">Draft or published.</param>
/// <param name="Name">The name people gave it.</param>
/// <param name="ContentHash">SHA-256 of the bytes, in lower-case hexadecimal.</param>
/// <param name="At">When it was published; for the draft when it was imported.</param>
public sealed record VersionRow(Guid Id, string DefinitionId, int Version, DefinitionState State, string? Name, string ContentHash, DateTimeOffset At);

internal static class VersionRows
{
    public static IQueryable<VersionRow> ToRows(this IQueryable<WorkflowDefinitionVersion> versions) => versions
        .Select(v => new VersionRow(v.Id, v.DefinitionId, v.Version, v.State, v.Name, v.ContentHash, v.PublishedAt));
}
