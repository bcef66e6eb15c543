using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Versions never change, so each is parsed once per process.</summary>
internal sealed class DefinitionCache
{
    private readonly ConcurrentDictionary<Guid, WorkflowDefinition> byVersionId = new();

    public async Task<WorkflowDefinition> GetAsync(DbContext db, Guid versionId, CancellationToken cancellationToken)
    {
        if (byVersionId.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var json = await db.Set<WorkflowDefinitionVersion>().Where(v => v.Id == versionId)
            .Select(v => v.Content).SingleAsync(cancellationToken);
        return byVersionId.GetOrAdd(versionId, WorkflowDefinition.Parse(json));
    }
}

internal static class DefinitionQueries
{
    /// <summary>The published versions, newest first.</summary>
    public static IQueryable<WorkflowDefinitionVersion> Published(this IQueryable<WorkflowDefinitionVersion> versions, string definitionId) =>
        versions.Where(v => v.DefinitionId == definitionId && v.State == DefinitionState.Published).OrderByDescending(v => v.Version);
}
