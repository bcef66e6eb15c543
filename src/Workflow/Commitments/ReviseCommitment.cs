using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Gives a commitment a new date; every former date is kept with the reason for the next.</summary>
public static class ReviseCommitment
{
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, Form Body) : ICommand<CommitmentDetail>;

    /// <param name="Due">The new date, as exact as its words.</param>
    /// <param name="Reason">Why it moves, in words the public may read.</param>
    /// <param name="DueWords">The words of the date.</param>
    /// <param name="SaidBy">Who says so; the organisation by default.</param>
    /// <param name="SaidOn">The day they did, in London; today by default.</param>
    public sealed record Form(string Due, string Reason, string? DueWords = null, string? SaidBy = null, DateOnly? SaidOn = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Due).Must(PromisedOn.IsDate).WithMessage(PromiseForm.DateForm);
            RuleFor(c => c.Body.DueWords).MaximumLength(200);
            RuleFor(c => c.Body.SaidBy).MaximumLength(200);
        }
    }

    internal sealed class Handler(CommitmentChange change, TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, CommitmentDetail>
    {
        public async Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken)
        {
            var form = request.Body;
            var by = form.SaidBy ?? await db.PromiserOfAsync(request.CommitmentId, cancellationToken);
            var revision = new DateRevision(PromisedOn.Of(form.Due, form.DueWords), form.Reason, by, form.SaidOn ?? LondonDay.Of(clock), scope.Actor.Name);
            return await change.ApplyAsync((request.CommitmentId, request.ExpectedVersion), (c, now) => Revised(c, revision, now), form.Reason, cancellationToken);
        }

        private static string Revised(Commitment commitment, DateRevision revision, DateTimeOffset now)
        {
            var former = commitment.Due.Phrase;
            commitment.Revise(revision, now);
            return $"recorded that a promise moved from \"{former}\" to \"{commitment.Due.Phrase}\"";
        }
    }
}
