using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Writing.Letters;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Issues an approved letter: fixes its text and its PDF, opens a response request per organisation, starts its workflow.</summary>
public static class IssueLetter
{
    public sealed record Command(Guid LetterId, int? ExpectedVersion) : ICommand<Result>;

    public sealed record Result(
        Guid Id, LetterState State, int Version, DateOnly IssuedOn, string? PdfSha256, Guid WorkflowInstanceId, IReadOnlyList<ResponseRequestRow> ResponseRequests);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, letter.Version);
            var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
            RefusedException.When(
                commission.Email.Length == 0, "commission.without-address", $"{commission.Name} has no e-mail address to send from. Give it one.");
            var now = clock.GetUtcNow();
            await db.LinkMeetingAsync(letter, (dueDates, now), cancellationToken);
            var pdf = LetterPdf.Write(LetterDocuments.Of(letter, commission, dueDates, now));
            var requests = letter.Issue(LetterDocuments.Sha256(pdf), dueDates, now);

            db.Add(IssuedPdf.Of(letter, pdf, now));
            scope.Record(letter.Id, $"{scope.Actor.Name} issued the letter {letter.Reference} to {requests.Count} {(requests.Count == 1 ? "organisation" : "organisations")}.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            var instanceId = await runtime.StartAsync("scrutiny-letter", letter.Id.ToString(), cancellationToken);
            return new(letter.Id, letter.State, letter.Version, letter.IssuedOn!.Value, letter.PdfSha256, instanceId, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
        }
    }
}
