using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Ends a workflow instance for good: nothing in it happens any more, and its open incidents are closed.</summary>
public static class CancelInstance
{
    /// <param name="InstanceId">The instance.</param>
    /// <param name="Reason">Why; 1 to 2,000 characters.</param>
    public sealed record Command(Guid InstanceId, string Reason) : ICommand<InstanceRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).IsReason();
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Engine.Operations operations) : IRequestHandler<Command, InstanceRow>
    {
        public async Task<InstanceRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var instance = await db.FindInstanceAsync(request.InstanceId, scope.Actor, cancellationToken);
            RefusedException.When(instance.IsArchived, "instance.not-running", "The instance has long come to its end.");
            await operations.CancelInstanceAsync(instance.Id, new(scope.Actor.Name, request.Reason), cancellationToken);
            scope.Record(instance.Id, $"{scope.Actor.Name} cancelled the workflow {instance.DefinitionId} of {instance.CorrelationId}.", reason: request.Reason);
            return await db.FindInstanceAsync(instance.Id, scope.Actor, cancellationToken);
        }
    }
}

internal static class Reasons
{
    public static void IsReason<T>(this IRuleBuilderInitial<T, string> reason) => reason.NotEmpty().MaximumLength(2000);
}
