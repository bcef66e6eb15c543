using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Where messages come from and where their links lead.</summary>
/// <param name="From">The sender for a commission that has no address of its own.</param>
/// <param name="PublicUrl">The address of this installation.</param>
public sealed record MailSettings(EmailAddress From, Uri PublicUrl)
{
    /// <summary>A letter whose file is larger is not attached but linked to.</summary>
    public long MaxAttachmentBytes { get; init; } = 5_000_000;

    /// <summary>Whether the address for replies carries a tag after a plus sign; off where the mail server knows no such addresses.</summary>
    public bool ReplyTags { get; init; } = true;
}

/// <summary>A message as it is about to be written.</summary>
/// <param name="Face">Who writes.</param>
/// <param name="To">At least one.</param>
/// <param name="Words">What it says.</param>
internal sealed record Draft(MailFace Face, IReadOnlyList<Mailbox> To, WrittenMail Words)
{
    /// <summary>Which kind of message, such as <c>letter</c> or <c>chase</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the message is about: a letter, a commitment, or whoever reads it.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>The commission that it belongs to; none where it is about several.</summary>
    public Guid? CommissionId { get; init; }

    /// <summary>The letter it belongs to.</summary>
    public Guid? LetterId { get; init; }

    /// <summary>Whose answer it is about; none for a copy.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>
    /// The envelope's sender, to whom delivery reports go, and where replies go as well: the reply address with the tag of letter and organisation.
    /// The sender's own address without one.
    /// </summary>
    public EmailAddress? Sender { get; init; }

    /// <summary>The first message of the thread.</summary>
    public MessageId? InReplyTo { get; init; }

    /// <summary>The newest message of the thread before this one.</summary>
    public MessageId? Newest { get; init; }

    /// <summary>Whether no person pressed a button for this very message.</summary>
    public bool IsAutomatic { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Where a POST turns messages of this kind off.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The thread as it is known, oldest first.</summary>
    public IReadOnlyList<MessageId> Thread => [.. new[] { InReplyTo, Newest }.OfType<MessageId>().Distinct()];

    /// <summary>Named only where replies go elsewhere than to the sender.</summary>
    public Mailbox? ReplyTo => (Sender ?? Face.ReplyTo) is var address && address != Face.From ? new(Face.Name, address) : null;
}

/// <summary>Puts messages into the outbox, their final bytes and Message-ID fixed in the caller's transaction: the one way to send.</summary>
internal sealed class OutgoingMail(TrackerDb db, MailSettings settings, TimeProvider clock)
{
    /// <returns>The Message-ID.</returns>
    public string Send(Draft draft)
    {
        var now = clock.GetUtcNow();
        var message = MessageOf(draft, MessageId.Parse($"<{Guid.CreateVersion7(now):N}@{draft.Face.From.Domain}>"), now);
        var id = message.MessageId.ToString();
        Queue(draft, new() { Kind = "mail", MessageId = id, Content = MimeWriter.Write(message), CorrelationId = draft.CorrelationId.ToString(), Lane = Excerpt.Of(message.To[0].Address.Domain, 100) }, now);
        return id;
    }

    internal static MailMessage MessageOf(Draft draft, MessageId id, DateTimeOffset now) => new()
    {
        MessageId = id,
        From = new(draft.Face.Name, draft.Face.From),
        To = [.. draft.To.DistinctBy(m => m.Address)],
        ReplyTo = draft.ReplyTo,
        Subject = draft.Words.Subject,
        Date = now,
        InReplyTo = draft.InReplyTo,
        References = draft.Thread,
        IsAutoSubmitted = draft.IsAutomatic,
        Text = draft.Words.Text,
        Html = draft.Words.Html,
        Attachments = draft.Attachments,
        Unsubscribe = draft.Unsubscribe,
    };

    /// <summary>The same message once more, under an id of its own, to another address; part of the open transaction.</summary>
    /// <returns>The new message.</returns>
    public async Task<Guid> SendInPlaceOfAsync(Dispatch former, Mailbox to, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var content = await db.Set<OutboxMessage>().Where(m => m.Id == former.Id).Select(m => m.Content).SingleAsync(cancellationToken);
        var id = MessageId.Parse($"<{Guid.CreateVersion7(now):N}@{EmailAddress.Parse(former.Sender).Domain}>");
        var message = new OutboxMessage
        {
            Kind = "mail",
            MessageId = id.ToString(),
            Content = MimeWriter.Readdress(content, id, to, now),
            CorrelationId = former.LetterId?.ToString(),
            Lane = Excerpt.Of(to.Address.Domain, 100),
        };
        db.Enqueue(message, now);
        db.Add(Dispatch.InPlaceOf(former, message, to));
        return message.Id;
    }

    private void Queue(Draft draft, OutboxMessage message, DateTimeOffset now)
    {
        db.Enqueue(message, now);
        db.Add(Dispatch.Of(message, draft, draft.Sender ?? draft.Face.From));
    }

    public MailFace FaceOf(Commission commission) => MailFace.Of(commission, settings);

    /// <summary>The message of that kind in the commission's own words, or in those that the product comes with.</summary>
    public static WrittenMail Written(MailKind kind, MailValues values, MailFace face, Commission commission) =>
        MailTemplate.Parse(kind, commission.TemplateOf(kind.Name) ?? kind.Shipped).Write(values, face);

    public Uri LinkTo(string path) => new(settings.PublicUrl, path);

    /// <summary>The reply address with a tag; without it where tags are off, or where it would become longer than an address may be.</summary>
    public EmailAddress? Tagged(MailFace face, ReplyTag? tag) => tag is null || !settings.ReplyTags ? null : face.ReplyTo.WithTag(tag.Tag);

    public bool TagsReplies => settings.ReplyTags;

    public bool CanAttach(byte[] file) => file.LongLength <= settings.MaxAttachmentBytes;
}
