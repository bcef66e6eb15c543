using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Sets a commission's own words for a kind of message, or goes back to the shipped ones.</summary>
public static class SetMailTemplate
{
    /// <param name="CommissionId">The commission.</param>
    /// <param name="ExpectedVersion">Its version.</param>
    /// <param name="Kind">Such as <c>letter</c>.</param>
    /// <param name="Text">The new words; none to go back to the shipped ones.</param>
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, string Kind, string? Text) : ICommand<Result>;

    public sealed record Result(MailTemplateRow Template, int Version);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            var kind = MailKind.Find(request.Kind);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            if (request.Text is { } text)
            {
                commission.Word(kind, text);
            }
            else
            {
                commission.Unword(kind);
            }

            scope.Record(commission.Id, $"{scope.Actor.Name} {(request.Text is null ? "took back the own words" : "changed the words")} of the message \"{kind.Name}\" of {commission.Name}.");
            await db.SaveChangesAsync(cancellationToken);
            return new(MailTemplateRow.Of(kind, commission), commission.Version);
        }
    }
}
