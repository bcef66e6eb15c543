using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>Sets when a commission reminds, and its quiet periods.</summary>
public static class SetReminders
{
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, ReminderLadder Ladder) : ICommand<CommissionRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, CommissionRow>
    {
        public async Task<CommissionRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            commission.RemindBy(request.Ladder);

            scope.Record(commission.Id, $"{scope.Actor.Name} changed when {commission.Name} reminds.");
            await db.SaveChangesAsync(cancellationToken);
            return CommissionRow.Of(commission);
        }
    }
}
