using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Writing.Letters;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Issues a corrected edition of a letter and tells everybody who has the former one. The clocks run on, unless the letter is expressly issued anew.</summary>
public static class CorrectLetter
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion, Form Body) : ICommand<Result>;

    /// <summary>What is said differently. Who is asked stays; something new is asked in a new letter.</summary>
    public sealed record Form
    {
        /// <summary>What changed and why; the addressees read it.</summary>
        public required string Reason { get; init; }

        public string? Subject { get; init; }

        public IReadOnlyList<DraftLetter.SectionForm>? Sections { get; init; }

        public IReadOnlyList<CorrectedText> Recommendations { get; init; } = [];

        /// <summary>Whether the time to reply starts again; open clocks only.</summary>
        public bool RestartClock { get; init; }

        /// <summary>The new date when the clock restarts; by default the letter's own rule is counted anew.</summary>
        public DateOnly? ResponseDue { get; init; }
    }

    /// <param name="Recommendation">Its id, or its number where that is clear in this letter.</param>
    /// <param name="Text">The corrected text.</param>
    /// <param name="Parts">All sub-parts, corrected; as many as there are.</param>
    public sealed record CorrectedText(string Recommendation, string Text, IReadOnlyList<string>? Parts = null);

    public sealed record Result(Guid Id, LetterState State, int Version, int Edition, string PdfSha256, IReadOnlyList<ResponseRequestRow> ResponseRequests);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).NotEmpty().WithMessage("Say what changed and why; the addressees will read it.").MaximumLength(500);
            RuleFor(c => c.Body.Subject).MaximumLength(300);
            RuleFor(c => c.Body).Must(b => b.RestartClock || b.Subject is not null || b.Sections is not null || b.Recommendations.Count > 0).WithName("reason")
                .WithMessage("Nothing is said differently. Give a subject, sections or recommendations, or restart the clock.");
            RuleFor(c => c.Body.ResponseDue).Must((c, due) => due is null || c.Body.RestartClock).WithMessage("A new date needs a restarted clock. To give more time only, extend the due date.");
            RuleFor(c => c.Body.Subject).Must(s => s is null || s.Trim().Length > 0).WithMessage("A letter needs a subject.");
            RuleForEach(c => c.Body.Sections).NotNull().ChildRules(DraftLetterValidator.Section);
            RuleForEach(c => c.Body.Recommendations).NotNull().ChildRules(r =>
            {
                r.RuleFor(x => x.Text).NotEmpty().MaximumLength(DraftLetterValidator.MaxText);
                r.RuleForEach(x => x.Parts).NotEmpty().MaximumLength(DraftLetterValidator.MaxText);
            });
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, LetterMail mail, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var (body, now) = (request.Body, clock.GetUtcNow());
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);
            var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);

            letter.Correct(new(body.Subject, body.Sections?.Select(s => new LetterSection(s.Heading, s.Narrative ?? "")).ToList(), [.. body.Recommendations.Select((r, i) => TextOf(letter, r, i))]));
            var restarted = body.RestartClock ? letter.StartClocksAnew(body.ResponseDue is { } due ? new DueRule.FixedDate(due) : null, (dueDates, now)) : [];
            var pdf = LetterPdf.Write(LetterDocuments.Of(letter, commission, dueDates, now, body.Reason));
            letter.Fix(LetterDocuments.Sha256(pdf));
            db.Add(IssuedPdf.Of(letter, pdf, now, body.Reason));
            mail.SendCorrection(await mail.PostOfAsync(letter.Id, cancellationToken), body.Reason, body.RestartClock);

            scope.Record(letter.Id, $"{scope.Actor.Name} {(body.RestartClock ? "issued the letter anew, with the clock restarted" : "corrected the letter; the clock runs on")}: edition {letter.Edition} of {letter.Reference}.", letter.Id, body.Reason);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var changed in restarted)
            {
                await runtime.TellAsync(changed, "DeadlineChanged", scope, cancellationToken);
            }

            return new(letter.Id, letter.State, letter.Version, letter.Edition, letter.PdfSha256!, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
        }

        private static (Guid Id, string Text, IReadOnlyList<string> Parts) TextOf(ScrutinyLetter letter, CorrectedText form, int index)
        {
            var recommendation = letter.FindRecommendation(form.Recommendation, $"recommendations[{index}].recommendation");
            var parts = form.Parts ?? [];
            return parts.Count == 0 || parts.Count == recommendation.Parts.Count
                ? (recommendation.Id, form.Text, parts)
                : throw new ValidationException([new ValidationFailure($"recommendations[{index}].parts", $"Recommendation {recommendation.Label} has {recommendation.Parts.Count} sub-parts. Give as many, or none to leave them.")]);
        }
    }
}
