using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Makes the draft of a definition its next version. What starts from now on runs it; what runs stays on its version.</summary>
public static class PublishDefinition
{
    /// <param name="DefinitionId">A definition with a draft; without one the newest version is the answer, so that asking twice does no harm.</param>
    public sealed record Command(string DefinitionId) : ICommand<Result>;

    /// <param name="DefinitionId">The definition.</param>
    /// <param name="Version">The newest version.</param>
    /// <param name="IsNew">Whether it is new; not when the draft's text is the newest version's already.</param>
    /// <param name="Findings">Warnings.</param>
    public sealed record Result(string DefinitionId, int Version, bool IsNew, IReadOnlyList<Finding> Findings);

    internal sealed class Handler(TrackerDb db, Definitions definitions, CommandScope scope) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            scope.Actor.MustServeAll();
            var published = await definitions.PublishDraftAsync(request.DefinitionId, cancellationToken) ?? throw new NotFoundException("Workflow definition");
            if (published.IsRefused)
            {
                throw new DefinitionRefusedException("definition.refused", "The draft cannot be published; findings says why. It is kept as it is.", published.Findings);
            }

            var versionId = await db.Set<WorkflowDefinitionVersion>().Where(v => v.DefinitionId == published.DefinitionId && v.Version == published.Version)
                .Select(v => v.Id).SingleAsync(cancellationToken);
            scope.Record(versionId, $"{scope.Actor.Name} published the workflow {published.DefinitionId}: version {published.Version}{(published.IsNew ? "" : ", as before")}.");
            return new(published.DefinitionId, published.Version, published.IsNew, published.Findings);
        }
    }
}
