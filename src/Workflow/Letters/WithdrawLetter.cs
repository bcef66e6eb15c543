using FluentValidation;
using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>The chair withdraws an issued letter; its addressees are told and nobody is reminded any more.</summary>
public static class WithdrawLetter
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion, string Reason) : ICommand<Result>;

    public sealed record Result(Guid Id, LetterState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().WithMessage("Say why; the addressees will read it.").MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, FollowedCommitments followed, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);

            letter.Withdraw(request.Reason, clock.GetUtcNow());

            scope.Record(letter.Id, $"{scope.Actor.Name} withdrew the letter {letter.Reference}.", letter.Id, request.Reason);
            await db.SaveChangesAsync(cancellationToken);
            await followed.CloseOfAsync(letter.Id, ClosingReason.NoFurtherAction, request.Reason, cancellationToken);
            await runtime.EndAsync(letter, "Withdrawn", scope, cancellationToken);
            return new(letter.Id, letter.State, letter.Version);
        }
    }
}
