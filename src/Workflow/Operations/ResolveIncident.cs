using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Decides about work that failed for good: try it again, leave it out, or give it up.</summary>
public static class ResolveIncident
{
    /// <param name="IncidentId">An open incident.</param>
    /// <param name="Resolution">What is decided.</param>
    /// <param name="Reason">Why; 1 to 2,000 characters.</param>
    /// <param name="Outcome">By which outcome of the failed node the workflow goes on, where a step is skipped.</param>
    public sealed record Command(Guid IncidentId, IncidentResolution Resolution, string Reason, string? Outcome = null) : ICommand<IncidentRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).IsReason();
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Engine.Operations operations) : IRequestHandler<Command, IncidentRow>
    {
        public async Task<IncidentRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var incident = await FindAsync(request.IncidentId, cancellationToken);
            var row = (await db.RowsOfAsync([incident], cancellationToken))[0]; // before its work is gone
            var by = new Decision(scope.Actor.Name, request.Reason);
            await (request.Resolution switch
            {
                IncidentResolution.Retried => operations.RetryAsync(incident.Id, by, cancellationToken),
                IncidentResolution.Skipped => operations.SkipAsync(incident.Id, request.Outcome, by, cancellationToken),
                _ => operations.CancelAsync(incident.Id, by, cancellationToken),
            });
            scope.Record(incident.Id, $"{scope.Actor.Name} {What(request)} ({incident.NodeId ?? row.Work?.ToString().ToLowerInvariant() ?? "work"}).", reason: request.Reason);
            incident = await FindAsync(request.IncidentId, cancellationToken);
            return row with { Resolution = incident.Resolution, ResolvedAt = incident.ResolvedAt, ResolvedBy = incident.ResolvedBy, Reason = incident.ResolutionReason };
        }

        private async Task<Incident> FindAsync(Guid id, CancellationToken cancellationToken)
        {
            var incident = await db.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw new NotFoundException("Incident");
            var isVisible = scope.Actor.CommissionId is null
                || (incident.InstanceId is { } instance && (await db.SubjectsOfAsync(scope.Actor, [instance], cancellationToken)).Count > 0);
            return isVisible ? incident : throw new NotFoundException("Incident");
        }

        private static string What(Command request) => request.Resolution switch
        {
            IncidentResolution.Retried => "let failed work be tried again",
            IncidentResolution.Skipped when request.Outcome is { } outcome => $"left a failed step out and went on by {outcome}",
            IncidentResolution.Skipped => "left failed work undone",
            _ => "gave failed work up",
        };
    }
}
