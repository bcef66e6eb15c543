using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>The text of a definition, byte for byte as it came in.</summary>
public static class ExportDefinition
{
    /// <param name="DefinitionId">The definition.</param>
    /// <param name="Version">Which version; 0 is the draft, and without one the newest published version, else the draft.</param>
    public sealed record Query(string DefinitionId, int? Version = null) : IQuery<Result>;

    /// <param name="FileName">The definition's id and version, safe as a file name.</param>
    /// <param name="Content">UTF-8.</param>
    public sealed record Result(string FileName, byte[] Content);

    internal sealed class Handler(TrackerDb db) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await db.Set<WorkflowDefinitionVersion>().AsNoTracking()
                .Where(v => v.DefinitionId == request.DefinitionId && (request.Version == null || v.Version == request.Version))
                .OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Workflow definition");
            var name = string.Concat(found.DefinitionId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
            return new($"{name}-{(found.State == DefinitionState.Draft ? "draft" : $"v{found.Version}")}.json", Encoding.UTF8.GetBytes(found.Content));
        }
    }
}
