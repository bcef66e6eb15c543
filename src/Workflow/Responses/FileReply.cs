using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Reading.Dates;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Files a reply to a letter that the product never sent: against a stub of that letter, whose day is inferred from the reply's reference and marked so.</summary>
public static class FileReply
{
    public sealed record Command(Form Body) : ICommand<Result>;

    public sealed record Form
    {
        /// <summary>The commission that the letter came from, or whoever the reply is written to.</summary>
        public required string Commission { get; init; }

        /// <summary>Who replies.</summary>
        public required string Organisation { get; init; }

        /// <summary>The date on the reply.</summary>
        public required DateOnly Date { get; init; }

        /// <summary>The day it came; the date on it by default.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>What the letter was about, as the reply says.</summary>
        public string? Subject { get; init; }

        /// <summary>The case's reference or subject; without one the subject opens a case.</summary>
        public string? Case { get; init; }

        /// <summary>Their reference. Some carry the day on which they received the letter.</summary>
        public string? TheirReference { get; init; }

        /// <summary>The day on which they received the letter, where it is known.</summary>
        public DateOnly? LetterReceivedOn { get; init; }

        public string? Text { get; init; }
    }

    /// <remarks>
    /// <c>LetterReceivedOn</c>: the day on which they received the letter.
    /// <c>InferredFrom</c>: what that day was inferred from; none when somebody knew it.
    /// <c>DaysToReply</c>: calendar days from that day to the reply's date.
    /// </remarks>
    public sealed record Result(Guid LetterId, string Reference, Guid ResponseId, DateOnly LetterReceivedOn, string? InferredFrom, int DaysToReply, IReadOnlyList<DraftLetter.Made> Made);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Commission).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Organisation).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Subject).MaximumLength(300);
            RuleFor(c => c.Body.Case).MaximumLength(300);
            RuleFor(c => c.Body.TheirReference).MaximumLength(100);
            RuleFor(c => c.Body.Text).MaximumLength(1_000_000);
            RuleFor(c => c.Body).Must(b => b.LetterReceivedOn is not null || (b.TheirReference is { } r && ReferenceDate.Read(r) is not null)).WithName("letterReceivedOn")
                .WithMessage("Say when they received the letter; their reference does not tell it.");
            RuleFor(c => c.Body.ReceivedOn).Must((c, on) => on is null || on >= c.Body.Date).WithMessage("It cannot have come before its own date.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Filing filing, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var (body, now) = (request.Body, clock.GetUtcNow());
            var inferred = body.LetterReceivedOn is null ? ReferenceDate.Read(body.TheirReference!) : null;
            var receivedOn = body.LetterReceivedOn ?? inferred!.Value;
            RefusedException.When(receivedOn > body.Date, "response.before-issue", "The letter cannot have been received after it was answered.");
            var respondents = new Respondents(await db.Organisations.ToListAsync(cancellationToken), now);
            var organisation = respondents.FindOrMake(body.Organisation);
            await RefuseRepetitionAsync(body, organisation.Id, cancellationToken);
            var letter = await StubAsync(body, (receivedOn, inferred is null ? null : $"their reference {body.TheirReference}"), new(organisation.Name, Role: null, organisation.Id, organisation.Name, Email: null), cancellationToken);
            var draft = new ResponseDraft(
                letter.Id, 1, organisation.Id, OnBehalfOfId: null, [organisation.Id], ResponseKind.Substantive, body.Date, body.ReceivedOn ?? body.Date, scope.Actor.Name, body.TheirReference, body.Text);
            var response = Response.Record(draft, [], now);
            letter.Receive(response, [], now);

            db.AddRange(respondents.Made);
            db.AddRange(letter, response);
            var days = body.Date.DayNumber - receivedOn.DayNumber;
            scope.Record(letter.Id, $"{scope.Actor.Name} filed a reply of {organisation.Name} dated {body.Date:d MMMM yyyy}, {days} {(days == 1 ? "day" : "days")} after it received the letter on {receivedOn:d MMMM yyyy}{(inferred is null ? "" : ", a day inferred from its reference")}.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            await runtime.StartAsync("scrutiny-letter", letter.Id.ToString(), cancellationToken);
            await runtime.TellAsync(letter.ResponseRequests[0], "Answered", scope, cancellationToken);
            return new(
                letter.Id, letter.Reference, response.Id, receivedOn, letter.InferredFrom, days,
                [.. filing.Made, .. respondents.Reported]);
        }

        private async Task RefuseRepetitionAsync(Form body, Guid organisationId, CancellationToken cancellationToken) => RefusedException.When(
            await db.Letters.VisibleTo(scope.Actor).Where(l => l.Origin == LetterOrigin.KnownFromReply)
                .Join(db.Responses, l => l.Id, r => r.LetterId, (_, r) => r)
                .AnyAsync(r => r.OrganisationId == organisationId && r.DatedOn == body.Date && r.TheirReference == body.TheirReference && r.Text == body.Text, cancellationToken),
            "response.duplicate", "This reply has been filed already.");

        private async Task<ScrutinyLetter> StubAsync(Form body, (DateOnly On, string? InferredFrom) received, Recipient to, CancellationToken cancellationToken)
        {
            var commission = await filing.CommissionAsync(body.Commission, replyTo: null, cancellationToken);
            var subject = body.Subject ?? body.Case ?? $"Letter answered on {body.Date:d MMMM yyyy}";
            var @case = await filing.CaseAsync(commission, body.Case ?? subject, received.On, cancellationToken);
            var stub = ScrutinyLetter.Draft(
                new()
                {
                    Case = @case,
                    Reference = await filing.ReferenceAsync(@case, cancellationToken),
                    Subject = subject,
                    Date = received.On,
                    InferredFrom = received.InferredFrom,
                    ResponseRule = new DueRule.NoDate(),
                    To = [to],
                    Cc = [],
                    Signatories = [],
                    Sections = [],
                    Duties = [],
                },
                [], clock.GetUtcNow());
            stub.BecomeStub(received.On, dueDates, clock.GetUtcNow());
            return stub;
        }
    }
}
