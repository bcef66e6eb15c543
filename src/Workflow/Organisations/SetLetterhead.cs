using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>Sets what a commission's letters carry at the top, and the address they come from.</summary>
public static class SetLetterhead
{
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, string Email, string? Council, IReadOnlyList<string>? AddressLines) : ICommand<CommissionRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).Must(e => EmailAddress.FaultOf(e) is null).WithMessage("{PropertyValue} is not one e-mail address.");
            RuleFor(c => c.Council).MaximumLength(200);
            RuleFor(c => c.AddressLines).Must(a => a is null || (a.Count <= 8 && a.All(l => l.Length <= 100))).WithMessage("At most 8 lines of 100 characters.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, CommissionRow>
    {
        public async Task<CommissionRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            commission.WriteFrom(request.Email, request.Council, request.AddressLines);

            scope.Record(commission.Id, $"{scope.Actor.Name} changed the letterhead of {commission.Name}.");
            await db.SaveChangesAsync(cancellationToken);
            return CommissionRow.Of(commission);
        }
    }
}
