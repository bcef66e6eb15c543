namespace Tracker.Workflow.Mail;

/// <summary>Reads any bytes as a message, however damaged; the time it takes grows with their number and with nothing else.</summary>
/// <remarks>Never throws for what the bytes are. Nothing is fetched and nothing in the message is run. Limits: <see cref="MailLimits"/>.</remarks>
public static class MimeReader
{
    public static ReadMail Read(ReadOnlyMemory<byte> raw)
    {
        var problems = new MailProblems();
        if (raw.Length > MailLimits.RawBytes)
        {
            problems.Add("The message is larger than 40 MB; only its beginning was read.");
            raw = raw[..MailLimits.RawBytes];
        }

        var message = HeaderBlock.Read(WithLineFeeds(raw), problems);
        var parts = PartReader.Read(message, problems);
        return new()
        {
            Headers = [.. message.Fields.Select(f => new MailHeader(f.Name, SafeText.Line(HeaderWords.Decode(f.Value, problems)), f.Value))],
            From = Mailboxes("From"),
            ReplyTo = Mailboxes("Reply-To"),
            To = Mailboxes("To"),
            Cc = Mailboxes("Cc"),
            DeliveredTo = Mailboxes("Delivered-To", "X-Original-To", "Envelope-To"),
            Subject = SafeText.Line(HeaderWords.Decode(message.First("Subject"), problems)),
            MessageId = Ids("Message-ID") is [var id, ..] ? id : null,
            InReplyTo = Ids("In-Reply-To"),
            References = Ids("References"),
            Date = MailDate.Read(message.First("Date")),
            Text = parts.Text,
            Attachments = parts.Attachments,
            Problems = problems.Sentences,
        };

        IReadOnlyList<ReadMailbox> Mailboxes(params IEnumerable<string> names) =>
            [.. names.SelectMany(message.ValuesOf).SelectMany(value => AddressList.Read(value, problems)).Take(MailLimits.Mailboxes)];

        IReadOnlyList<string> Ids(string name) => MessageIds.In(HeaderWords.Decode(message.First(name), problems));
    }

    /// <summary>A message without a single line feed has the line ends of old Macintoshes.</summary>
    private static ReadOnlyMemory<byte> WithLineFeeds(ReadOnlyMemory<byte> raw)
    {
        raw = raw.Span.StartsWith("\ufeff"u8) ? raw[3..] : raw;
        if (raw.Span.Contains((byte)'\n') || !raw.Span.Contains((byte)'\r'))
        {
            return raw;
        }

        var bytes = raw.ToArray();
        bytes.AsSpan().Replace((byte)'\r', (byte)'\n');
        return bytes;
    }
}
