using Tracker.Engine;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Where messages come from and where their links lead.</summary>
/// <param name="From">The sender for a commission that has no address of its own.</param>
/// <param name="PublicUrl">The address of this installation.</param>
public sealed record MailSettings(EmailAddress From, Uri PublicUrl);

/// <summary>A message as it is about to be written.</summary>
/// <param name="Commission">Who writes.</param>
/// <param name="To">At least one.</param>
/// <param name="Subject">Without line breaks.</param>
/// <param name="Body">Its words.</param>
internal sealed record Draft(Commission Commission, IReadOnlyList<Mailbox> To, string Subject, MessageBody Body)
{
    /// <summary>Which kind of message, such as <c>letter</c> or <c>chase</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the message is about: a letter, or a commitment.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>The letter it belongs to.</summary>
    public Guid? LetterId { get; init; }

    /// <summary>Whose answer it is about; none for a copy.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The envelope's sender, to whom delivery reports go; the commission's address without one.</summary>
    public EmailAddress? Sender { get; init; }

    /// <summary>The first message of the thread.</summary>
    public MessageId? InReplyTo { get; init; }

    /// <summary>Whether no person pressed a button for this very message.</summary>
    public bool IsAutomatic { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>Puts messages into the outbox, their final bytes and Message-ID fixed in the caller's transaction: the one way to send.</summary>
internal sealed class OutgoingMail(TrackerDb db, MailSettings settings, TimeProvider clock)
{
    /// <returns>The Message-ID.</returns>
    public string Send(Draft draft)
    {
        var now = clock.GetUtcNow();
        var from = FromOf(draft.Commission);
        var id = MessageId.Parse($"<{Guid.CreateVersion7(now):N}@{from.Domain}>");
        var message = new MailMessage
        {
            MessageId = id,
            From = new(draft.Commission.Name, from),
            To = [.. draft.To.DistinctBy(m => m.Address)],
            Subject = draft.Subject,
            Date = now,
            InReplyTo = draft.InReplyTo,
            References = draft.InReplyTo is { } first ? [first] : [],
            IsAutoSubmitted = draft.IsAutomatic,
            Text = draft.Body.Text,
            Html = draft.Body.HtmlAs(draft.Subject),
            Attachments = draft.Attachments,
        };
        Queue(draft, new() { Kind = "mail", MessageId = id.ToString(), Content = MimeWriter.Write(message), CorrelationId = draft.CorrelationId.ToString(), Lane = Excerpt.Of(message.To[0].Address.Domain, 100) }, now);
        return id.ToString();
    }

    private void Queue(Draft draft, OutboxMessage message, DateTimeOffset now)
    {
        db.Enqueue(message, now);
        db.Add(Dispatch.Of(message, draft, draft.Sender ?? FromOf(draft.Commission)));
    }

    public EmailAddress FromOf(Commission commission) => commission.Email.Length == 0 ? settings.From : EmailAddress.Parse(commission.Email);

    public Uri LinkTo(string path) => new(settings.PublicUrl, path);
}
