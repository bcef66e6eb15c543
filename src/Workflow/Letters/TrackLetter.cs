using FluentValidation;
using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Takes up a letter that was sent outside the product: its clocks run from the day it was sent, and nothing is mailed but the reminders that the officer wants.</summary>
public static class TrackLetter
{
    private const int MaxBytes = 4_000_000; // what a request of 6 MB can carry as base64

    public sealed record Command(Guid LetterId, int? ExpectedVersion, Form Body) : ICommand<IssueLetter.Result>;

    /// <param name="SentOn">The day it was sent, Europe/London.</param>
    /// <param name="Remind">Whether the organisations are to be reminded from now on.</param>
    /// <param name="Pdf">The letter as it was sent, which reminders then carry; base64 in JSON.</param>
    public sealed record Form(DateOnly SentOn, bool Remind, byte[]? Pdf = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Pdf)
            .Must(p => p is null || p.Length <= MaxBytes).WithMessage("The file is larger than 4 MB.")
            .Must(p => p is null || p.AsSpan().StartsWith("%PDF-"u8)).WithMessage("The file is no PDF.");
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, IssueLetter.Result>
    {
        public async Task<IssueLetter.Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);

            await db.LinkMeetingAsync(letter, (dueDates, now), cancellationToken);
            letter.Track(request.Body.SentOn, request.Body.Remind, dueDates, now);
            if (request.Body.Pdf is { } pdf)
            {
                letter.Fix(LetterDocuments.Sha256(pdf));
                db.Add(IssuedPdf.Of(letter, pdf, now));
            }

            scope.Record(letter.Id, $"{scope.Actor.Name} took up the letter {letter.Reference}, which was sent outside Tracker on {request.Body.SentOn:d MMMM yyyy}.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            var instanceId = await runtime.StartAsync("scrutiny-letter", letter.Id.ToString(), cancellationToken);
            return new(letter.Id, letter.State, letter.Version, letter.IssuedOn!.Value, letter.PdfSha256, instanceId, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
        }
    }
}
