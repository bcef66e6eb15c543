using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>The chair approves a draft, which can then be issued.</summary>
public static class ApproveLetter
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion) : ICommand<Result>;

    public sealed record Result(Guid Id, LetterState State, int Version);

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);

            letter.Approve(scope.Actor, clock.GetUtcNow());

            scope.Record(letter.Id, $"{scope.Actor.Name} approved the letter {letter.Reference}.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            return new(letter.Id, letter.State, letter.Version);
        }
    }
}
