using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Writes a message as bytes: CRLF, ASCII only, no line over 998 characters, folded at 78, the same bytes every time.</summary>
/// <remarks>
/// No value can add a header: addresses and ids are checked types; subject, names and file names become one line, in which breaks and controls
/// are spaces and characters that turn or hide text are dropped. Boundaries begin with <c>=_</c>, which neither quoted-printable nor base64 contains,
/// and follow from the Message-ID. The Date is in UTC, so that the bytes do not hang on a machine's time-zone data.
/// </remarks>
public static class MimeWriter
{
    private static readonly string[] Readdressed = ["Date", "To", "Message-ID"];

    /// <summary>The bytes of the message, ready for the spool or for SMTP.</summary>
    /// <exception cref="ArgumentException">The message has no recipient.</exception>
    public static byte[] Write(MailMessage message)
    {
        if (message.To.Count == 0)
        {
            throw new ArgumentException("The message has no recipient.", nameof(message));
        }

        var output = new StringBuilder();
        Headers(output, message);
        if (message.Attachments.Count == 0)
        {
            Alternative(output, message);
        }
        else
        {
            Mixed(output, message);
        }

        return Encoding.ASCII.GetBytes(output.ToString());
    }

    /// <summary>A message that <see cref="Write"/> made, under another id, to somebody else and of another date; the rest to the byte the same.</summary>
    internal static byte[] Readdress(byte[] content, MessageId id, Mailbox to, DateTimeOffset date)
    {
        var text = Encoding.ASCII.GetString(content);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var output = new StringBuilder();
        var kept = true;
        new HeaderWriter(output).Field("Date", DateOf(date)).Mailboxes("To", [to]).Field("Message-ID", id.ToString());
        foreach (var line in text[..end].Split("\r\n"))
        {
            kept = line.StartsWith(' ') ? kept : !Readdressed.Contains(line.Split(':')[0], StringComparer.OrdinalIgnoreCase);
            output.Append(kept ? line + "\r\n" : "");
        }

        return Encoding.ASCII.GetBytes(output.Append(text, end + 2, text.Length - end - 2).ToString());
    }

    private static string DateOf(DateTimeOffset date) => date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static void Headers(StringBuilder output, MailMessage message)
    {
        var headers = new HeaderWriter(output)
            .Field("Date", DateOf(message.Date))
            .Mailboxes("From", [message.From])
            .Mailboxes("To", message.To)
            .Text("Subject", message.Subject)
            .Field("Message-ID", message.MessageId.ToString());
        if (message.ReplyTo is { } replyTo)
        {
            headers.Mailboxes("Reply-To", [replyTo]);
        }

        if (message.InReplyTo is { } inReplyTo)
        {
            headers.Field("In-Reply-To", inReplyTo.ToString());
        }

        if (message.References.Count > 0)
        {
            headers.Field("References", message.References.Select(id => id.ToString()));
        }

        if (message.IsAutoSubmitted)
        {
            headers.Field("Auto-Submitted", "auto-generated");
        }

        if (message.Unsubscribe is { } address)
        {
            headers.Field("List-Unsubscribe", $"<{address.AbsoluteUri}>").Field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        headers.Field("MIME-Version", "1.0");
    }

    private static void Mixed(StringBuilder output, MailMessage message)
    {
        var boundary = Boundary(message, "mixed");
        Multipart(output, "mixed", boundary).Append("--").Append(boundary).Append("\r\n");
        Alternative(output, message);
        foreach (var attachment in message.Attachments)
        {
            output.Append("\r\n--").Append(boundary).Append("\r\n");
            Attachment(output, attachment);
        }

        output.Append("\r\n--").Append(boundary).Append("--\r\n");
    }

    private static void Alternative(StringBuilder output, MailMessage message)
    {
        var boundary = Boundary(message, "alternative");
        Multipart(output, "alternative", boundary);
        foreach (var (subtype, text) in new[] { ("plain", message.Text), ("html", message.Html) })
        {
            output.Append("--").Append(boundary).Append("\r\n");
            new HeaderWriter(output).Field("Content-Type", $"text/{subtype};", "charset=utf-8").Field("Content-Transfer-Encoding", "quoted-printable");
            output.Append("\r\n").Append(QuotedPrintable.Encode(SafeText.Lines(text))).Append("\r\n");
        }

        output.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Attachment(StringBuilder output, MailAttachment attachment)
    {
        var contentType = IsSinglePart(attachment.ContentType) ? attachment.ContentType : "application/octet-stream";
        new HeaderWriter(output)
            .Field("Content-Type", contentType)
            .Field("Content-Disposition", ["attachment;", .. FileNameParameter.Tokens(attachment.FileName)])
            .Field("Content-Transfer-Encoding", "base64");
        output.Append("\r\n").Append(Convert.ToBase64String(attachment.Content.Span, Base64FormattingOptions.InsertLineBreaks));
    }

    private static StringBuilder Multipart(StringBuilder output, string subtype, string boundary)
    {
        new HeaderWriter(output).Field("Content-Type", $"multipart/{subtype};", $"boundary=\"{boundary}\"");
        return output.Append("\r\n");
    }

    private static string Boundary(MailMessage message, string part) =>
        "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{part} {message.MessageId}")))[..32];

    private static bool IsSinglePart(string contentType) =>
        contentType.Split('/') is [{ Length: > 0 and < 64 } type, { Length: > 0 and < 64 } subtype]
        && (type + subtype).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-')
        && type.ToLowerInvariant() is not ("multipart" or "message");
}
