namespace Tracker.Workflow.Mail;

/// <summary>A message that came in, as far as it could be read. Everything in it was written by a stranger.</summary>
public sealed record ReadMail
{
    /// <summary>The header fields of the message itself, in order, topmost first.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>Usually one; empty when there is none that can be read.</summary>
    public IReadOnlyList<ReadMailbox> From { get; init; } = [];

    public IReadOnlyList<ReadMailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<ReadMailbox> To { get; init; } = [];

    public IReadOnlyList<ReadMailbox> Cc { get; init; } = [];

    /// <summary>Of <c>Delivered-To</c>, <c>X-Original-To</c> and <c>Envelope-To</c>: where it really went.</summary>
    public IReadOnlyList<ReadMailbox> DeliveredTo { get; init; } = [];

    /// <summary>One line of safe text.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Without brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Without brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Without brackets, as they stand: oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What the sender says; <see langword="null"/> when it is missing or cannot be read.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The words, from plain text or made from HTML; lines end with <c>\n</c>; no controls and no characters that turn or hide text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Everything else: files, pictures in the text, and whole messages as <c>.eml</c>.</summary>
    public IReadOnlyList<ReadAttachment> Attachments { get; init; } = [];

    /// <summary>Sentences that say what was cut off, mended or could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The values of every field of that name, topmost first.</summary>
    public IEnumerable<string> ValuesOf(string name) => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}

/// <summary>A header field.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Value">One line of safe text, with encoded words decoded.</param>
/// <param name="RawValue">Unfolded, but otherwise as it came; bytes beyond ASCII are read as UTF-8, else as Western European.</param>
public sealed record MailHeader(string Name, string Value, string RawValue);

/// <summary>An address with a name, as a stranger wrote it.</summary>
/// <param name="Name">One line of safe text; empty for none.</param>
/// <param name="Address">May be empty or no address at all: ask <see cref="EmailAddress.FaultOf(string?)"/>.</param>
public sealed record ReadMailbox(string Name, string Address);

/// <summary>A file that came with a message.</summary>
/// <param name="FileName">Safe as a file name, at most <see cref="MailLimits.FileNameCharacters"/> characters; made up when the sender gave none.</param>
/// <param name="ContentType">What the sender says, in lower case and without parameters.</param>
/// <param name="Content">The decoded bytes; they may share memory with the message.</param>
public sealed record ReadAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);
