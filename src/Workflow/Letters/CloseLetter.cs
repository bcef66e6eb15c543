using FluentValidation;
using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>The chair ends the follow-up of an issued letter, answered or not.</summary>
public static class CloseLetter
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion, string Reason) : ICommand<Result>;

    public sealed record Result(Guid Id, LetterState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().WithMessage("Say why; it stays in the history.").MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, FollowedCommitments followed, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);

            var now = clock.GetUtcNow();
            foreach (var open in letter.Recommendations.Where(r => !r.IsClosed))
            {
                var view = Assessment.Propose(new(open, View.Closed, request.Reason) { ClosingReason = ClosingReason.NoFurtherAction }, scope.Actor, now);
                view.Decide(scope.Actor, now);
                db.Add(view);
            }

            letter.Close(request.Reason, now);

            scope.Record(letter.Id, $"{scope.Actor.Name} closed the letter {letter.Reference}.", letter.Id, request.Reason);
            await db.SaveChangesAsync(cancellationToken);
            await followed.CloseOfAsync(letter.Id, ClosingReason.NoFurtherAction, request.Reason, cancellationToken);
            await runtime.EndAsync(letter, "Closed", scope, cancellationToken);
            return new(letter.Id, letter.State, letter.Version);
        }
    }
}
