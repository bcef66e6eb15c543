using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Reading.Replies;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Correspondence;

/// <summary>A message as text, its attachments, the letter it may answer, and the reply as it would be recorded. Looking changes nothing.</summary>
public static class GetCorrespondence
{
    public sealed record Query(Guid Id) : IQuery<Result>;

    /// <param name="Message">The message.</param>
    /// <param name="To">Whom it was written to.</param>
    /// <param name="Date">What the sender says.</param>
    /// <param name="Text">All its words; HTML is shown as text and nothing of it is fetched.</param>
    /// <param name="NewWords">Its words without what it quotes.</param>
    /// <param name="Attachments">Its files, by number from 0.</param>
    /// <param name="Problems">What could not be read, in sentences.</param>
    /// <param name="Proposal">The reply as it would be recorded; none while no letter is proposed.</param>
    public sealed record Result(
        CorrespondenceRow Message, IReadOnlyList<string> To, DateTimeOffset? Date, string Text, string NewWords, IReadOnlyList<AttachmentRow> Attachments, IReadOnlyList<string> Problems, ProposedReply? Proposal);

    public sealed record AttachmentRow(int Number, string FileName, string ContentType, int Bytes);

    /// <summary>What <c>accept</c> takes, filled in from the message's own words; a person confirms it.</summary>
    /// <remarks>
    /// <c>Kind</c>: the kind that its words suggest; none when they do not.
    /// <c>ReceivedOn</c>: the day it came to the mail system, London.
    /// <c>PromisedOn</c>: when the sender says that the reply, or the rest of it, will come.
    /// <c>Evidence</c>: the words behind each value.
    /// <c>Notes</c>: what to look at.
    /// </remarks>
    public sealed record ProposedReply(
        Guid LetterId, string Reference, string? Organisation, ResponseKind? Kind, DateOnly ReceivedOn, DateOnly? Date, string? TheirReference, DateOnly? PromisedOn,
        IReadOnlyList<ProposedAnswer> Answers, IReadOnlyList<Documents.Reading.Evidence> Evidence, IReadOnlyList<string> Notes);

    /// <remarks>
    /// <c>Recommendation</c>: the recommendation's id.
    /// <c>Label</c>: its number or heading.
    /// </remarks>
    public sealed record ProposedAnswer(Guid Recommendation, string Label, string? Part, Position? Position, string? PositionWords, string Text, IReadOnlyList<string> Promises, string? Note);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.AsNoTracking().FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            var mail = await db.ReadRawAsync(message.Id, cancellationToken);
            var words = ReplyText.NewWords(mail.Text);
            return new(
                CorrespondenceRow.Of(message), Addressees.Of(mail), mail.Date, mail.Text, words,
                [.. mail.Attachments.Select((a, i) => new AttachmentRow(i, a.FileName, a.ContentType, a.Content.Length))], mail.Problems,
                await ProposalAsync(message, words, cancellationToken));
        }

        private async Task<ProposedReply?> ProposalAsync(IncomingMessage message, string words, CancellationToken cancellationToken)
        {
            if (await db.Letters.AsNoTracking().Whole().VisibleTo(scope.Actor).SingleOrDefaultAsync(l => l.Id == message.LetterId, cancellationToken) is not { } letter)
            {
                return null;
            }

            var receivedOn = LondonDay.Of(message.ArrivedAt);
            var asked = message.OrganisationId is { } id ? [.. letter.Recommendations.Where(r => r.Asks(id))] : letter.Recommendations;
            var reply = ReplyReader.Read(words, [.. asked.OrderBy(r => r.Order).Select(AskedItemOf)], receivedOn);
            var labels = asked.ToDictionary(r => r.Id.ToString(), r => r.Label, StringComparer.Ordinal);
            return new(
                letter.Id, letter.Reference, message.OrganisationId is { } organisation ? letter.NameOf(organisation) : null,
                reply.Kind is { } kind ? Enum.Parse<ResponseKind>(kind.ToString()) : null, receivedOn, reply.Date, reply.TheirReference, reply.ReplyPromised?.LastOn,
                [.. reply.Answers.Select(a => new ProposedAnswer(
                    Guid.Parse(a.Key), labels[a.Key], a.Part, a.Position is { } position ? Enum.Parse<Position>(position.ToString()) : null, a.PositionWords, a.Text, [.. a.Promises.Select(p => p.Text)], a.Note))],
                reply.Evidence, reply.Notes);
        }

        private static AskedItem AskedItemOf(Recommendation r) => new(r.Id.ToString(), r.Number, r.Theme, r.Text, [.. r.Parts.Select(p => new AskedPart(p.Label, p.Text))]);
    }
}

/// <summary>The bytes of a message exactly as they came, or one of its files.</summary>
public static class GetCorrespondenceFile
{
    /// <param name="Id">The message.</param>
    /// <param name="Attachment">The number of a file, from 0; the whole message without one.</param>
    public sealed record Query(Guid Id, int? Attachment = null) : IQuery<Result>;

    public sealed record Result(string FileName, byte[] Content);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.AsNoTracking().FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            if (request.Attachment is not { } number)
            {
                return new($"message-{message.Sha256[..12]}.eml", await db.Set<RawMail>().Where(r => r.Id == message.Id).Select(r => r.Content).SingleAsync(cancellationToken));
            }

            var files = (await db.ReadRawAsync(message.Id, cancellationToken)).Attachments;
            return number >= 0 && number < files.Count ? new(files[number].FileName, files[number].Content.ToArray()) : throw new NotFoundException("Attachment");
        }
    }
}

internal static class RawMailQueries
{
    public static async Task<ReadMail> ReadRawAsync(this TrackerDb db, Guid id, CancellationToken cancellationToken) =>
        MimeReader.Read(await db.Set<RawMail>().Where(r => r.Id == id).Select(r => r.Content).SingleAsync(cancellationToken));
}
