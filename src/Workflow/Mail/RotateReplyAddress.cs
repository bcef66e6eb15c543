using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Gives an organisation a new reply address for a letter; replies to the former one are known to be old.</summary>
public static class RotateReplyAddress
{
    public sealed record Command(Guid LetterId, Guid OrganisationId) : ICommand<Result>;

    /// <param name="ReplyAddress">Where later messages ask for replies.</param>
    public sealed record Result(string ReplyAddress);

    internal sealed class Handler(TrackerDb db, CommandScope scope, OutgoingMail outgoing, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
            if (letter.ResponseRequests.All(r => r.OrganisationId != request.OrganisationId))
            {
                throw new NotFoundException("Organisation");
            }

            var former = (await db.CurrentTagsAsync(letter.Id, cancellationToken)).GetValueOrDefault(request.OrganisationId);
            var tag = former?.Rotate(clock.GetUtcNow()) ?? ReplyTag.First(letter.Id, request.OrganisationId, clock.GetUtcNow());
            db.Add(tag);
            var address = outgoing.Tagged(outgoing.FaceOf(commission), tag);
            RefusedException.When(address is null, "mail.reply-tags-off", "Reply addresses carry no tags here: Tracker:Mail:ReplyTags is off, or the address would become too long.");

            scope.Record(letter.Id, $"{scope.Actor.Name} gave {letter.NameOf(request.OrganisationId)} a new reply address for {letter.Reference}.", letter.Id);
            return new(address!.ToString());
        }
    }
}
