using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>Sets how a commission calls positions, implementation and views.</summary>
public static class SetLabels
{
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, CommissionLabels Labels) : ICommand<CommissionRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Labels)
            .Must(l => l.Positions.Concat(l.Implementation).Concat(l.Views).All(p => p.Value.Trim().Length is > 0 and <= 60)).WithMessage("A label has 1 to 60 characters.");
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, CommissionRow>
    {
        public async Task<CommissionRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            commission.Call(request.Labels);

            scope.Record(commission.Id, $"{scope.Actor.Name} changed what {commission.Name} calls positions, progress and views.");
            await db.SaveChangesAsync(cancellationToken);
            return CommissionRow.Of(commission);
        }
    }
}
