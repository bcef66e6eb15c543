namespace Tracker.Workflow.Mail;

/// <summary>Someone's address with a name for people.</summary>
/// <param name="DisplayName">Shown by mail programs; empty for none. Made safe when it is written.</param>
/// <param name="Address">The address.</param>
public sealed record Mailbox(string DisplayName, EmailAddress Address);

/// <summary>A file that goes with a message.</summary>
/// <param name="FileName">Any text; path separators and controls are replaced when it is written.</param>
/// <param name="ContentType">Such as <c>application/pdf</c>, without parameters; anything ill-formed is sent as <c>application/octet-stream</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record MailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>One outgoing message. <see cref="MimeWriter"/> turns equal messages into equal bytes.</summary>
public sealed record MailMessage
{
    public required MessageId MessageId { get; init; }

    public required Mailbox From { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Mailbox> To { get; init; }

    public Mailbox? ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>The instant of the Date header; written in UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    public MessageId? InReplyTo { get; init; }

    /// <summary>The thread, oldest first.</summary>
    public IReadOnlyList<MessageId> References { get; init; } = [];

    /// <summary>Whether no person pressed a button for this very message, as with reminders.</summary>
    public bool IsAutoSubmitted { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Where a POST turns messages of this kind off (RFC 8058); only for mail that nobody needs.</summary>
    public Uri? Unsubscribe { get; init; }
}
