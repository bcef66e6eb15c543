using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>A workflow instance as callers see it, wherever it is kept.</summary>
/// <param name="Id">Identity of the instance.</param>
/// <param name="DefinitionId">The definition that it runs.</param>
/// <param name="Version">The version of the definition that it runs.</param>
/// <param name="CorrelationId">What it is about: the id of a letter, a response request or a commitment; the product's own work has a name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="FinishedAt">When it finished or was cancelled.</param>
/// <param name="IsArchived">Whether it was moved to the archive; it is read all the same.</param>
public sealed record InstanceRow(
    Guid Id, string DefinitionId, int Version, string CorrelationId, WorkflowStatus Status, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, bool IsArchived);

/// <summary>An instance before its definition's version is looked up.</summary>
internal sealed record FoundInstance
{
    public required Guid Id { get; init; }

    public required string DefinitionId { get; init; }

    public required Guid VersionId { get; init; }

    public required string CorrelationId { get; init; }

    public required WorkflowStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required bool IsArchived { get; init; }
}

internal static class InstanceRows
{
    public static IQueryable<FoundInstance> Found(this IQueryable<WorkflowInstance> instances) => instances.AsNoTracking()
        .Select(i => new FoundInstance
        {
            Id = i.Id,
            DefinitionId = i.DefinitionId,
            VersionId = i.DefinitionVersionId,
            CorrelationId = i.CorrelationId,
            Status = i.Status,
            StartedAt = i.StartedAt,
            FinishedAt = i.FinishedAt,
            IsArchived = false,
        });

    public static IQueryable<FoundInstance> Found(this IQueryable<ArchivedInstance> instances) => instances.AsNoTracking()
        .Select(i => new FoundInstance
        {
            Id = i.Id,
            DefinitionId = i.DefinitionId,
            VersionId = i.DefinitionVersionId,
            CorrelationId = i.CorrelationId,
            Status = i.Status,
            StartedAt = i.StartedAt,
            FinishedAt = i.FinishedAt,
            IsArchived = true,
        });

    public static async Task<List<InstanceRow>> RowsOfAsync(this TrackerDb db, IReadOnlyList<FoundInstance> found, CancellationToken cancellationToken)
    {
        var ids = found.Select(i => i.VersionId).Distinct().ToList();
        var versions = await db.Set<WorkflowDefinitionVersion>().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Version, cancellationToken);
        return [.. found.Select(i => new InstanceRow(i.Id, i.DefinitionId, versions[i.VersionId], i.CorrelationId, i.Status, i.StartedAt, i.FinishedAt, i.IsArchived))];
    }

    /// <exception cref="NotFoundException">There is none, or the actor may not know of it.</exception>
    public static async Task<InstanceRow> FindInstanceAsync(this TrackerDb db, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await db.Set<WorkflowInstance>().Where(i => i.Id == id).Found().SingleOrDefaultAsync(cancellationToken)
            ?? await db.Set<ArchivedInstance>().Where(i => i.Id == id).Found().SingleOrDefaultAsync(cancellationToken);
        return found is not null && (await db.VisibleSubjectsAsync(actor, [found.CorrelationId], cancellationToken)).Count > 0
            ? (await db.RowsOfAsync([found], cancellationToken))[0]
            : throw new NotFoundException("Workflow instance");
    }
}
