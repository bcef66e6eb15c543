using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Sets when a commission asks how far promises are.</summary>
public static class SetFollowUp
{
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, FollowUpRule Rule) : ICommand<CommissionRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, CommissionRow>
    {
        public async Task<CommissionRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            commission.FollowUpBy(request.Rule);

            scope.Record(commission.Id, $"{scope.Actor.Name} changed when {commission.Name} asks about promises.");
            await db.SaveChangesAsync(cancellationToken);
            return CommissionRow.Of(commission);
        }
    }
}
