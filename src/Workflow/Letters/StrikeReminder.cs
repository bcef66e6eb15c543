using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>Leaves one planned reminder out, before the letter is issued.</summary>
public static class StrikeReminder
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion, Guid OrganisationId, string Rule, int Occurrence) : ICommand<Result>;

    public sealed record Result(Guid Id, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Rule).NotEmpty().MaximumLength(40);
            RuleFor(c => c.Occurrence).InclusiveBetween(1, 100);
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);

            letter.StrikeReminder(new(request.OrganisationId, request.Rule, request.Occurrence));

            scope.Record(letter.Id, $"{scope.Actor.Name} struck the reminder {request.Rule} {request.Occurrence} out of the plan of {letter.Reference}.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            return new(letter.Id, letter.Version);
        }
    }
}
