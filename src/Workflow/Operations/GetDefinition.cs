using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>The versions of a definition, and what publishing its draft would find.</summary>
public static class GetDefinition
{
    /// <param name="DefinitionId">The definition.</param>
    /// <param name="Version">Only this one; 0 is the draft.</param>
    public sealed record Query(string DefinitionId, int? Version = null) : IQuery<Result>;

    /// <param name="DefinitionId">The definition.</param>
    /// <param name="Versions">The draft, if there is one, then the newest version first.</param>
    /// <param name="Findings">What is wrong with the draft; empty without one.</param>
    public sealed record Result(string DefinitionId, IReadOnlyList<VersionRow> Versions, IReadOnlyList<Finding> Findings);

    internal sealed class Handler(TrackerDb db, Definitions definitions) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var asked = db.Set<WorkflowDefinitionVersion>().AsNoTracking().Where(v => v.DefinitionId == request.DefinitionId && (request.Version == null || v.Version == request.Version));
            var versions = await asked.ToRows().ToListAsync(cancellationToken);
            if (versions.Count == 0)
            {
                throw new NotFoundException("Workflow definition");
            }

            var draft = await asked.Where(v => v.State == DefinitionState.Draft).Select(v => v.Content).SingleOrDefaultAsync(cancellationToken);
            return new(
                request.DefinitionId,
                [.. versions.OrderBy(v => v.State == DefinitionState.Draft ? 0 : 1).ThenByDescending(v => v.Version)],
                draft is null ? [] : definitions.Validate(draft));
        }
    }
}
