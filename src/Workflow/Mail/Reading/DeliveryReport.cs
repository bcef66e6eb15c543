using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>What became of a message at one recipient (RFC 3464).</summary>
public enum DeliveryAction
{
    /// <summary>It will not arrive.</summary>
    Failed,

    /// <summary>It is still being tried.</summary>
    Delayed,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It went on to a server that sends no reports.</summary>
    Relayed,

    /// <summary>It went on to the members of a list.</summary>
    Expanded,
}

/// <summary>One recipient in a delivery report.</summary>
/// <param name="Address">As it was first addressed, if the report says so; not checked.</param>
/// <param name="Action">What became of the message.</param>
/// <param name="Status">Such as <c>5.1.1</c>; empty when the report has none.</param>
/// <param name="Diagnostic">The words of the other server, one line of safe text; may be empty.</param>
public sealed record ReportedRecipient(string Address, DeliveryAction Action, string Status, string Diagnostic);

/// <summary>What a mail server says about a message that we sent. Anybody can forge one: only its Message-ID ties it to a message.</summary>
public sealed record DeliveryReport
{
    /// <summary>Of the message reported on, without brackets; from the headers that were returned, else from the report's own.</summary>
    public string? MessageId { get; init; }

    /// <summary>What we gave as <c>ENVID</c>.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ReportedRecipient> Recipients { get; init; } = [];

    /// <returns><see langword="null"/> when the message is no report about a delivery; a report that a message was read is none.</returns>
    public static DeliveryReport? Of(ReadMail mail) => StandardReport.Of(mail) ?? PlainReport.Of(mail);
}

/// <summary>The form of RFC 3464, which nearly every server sends.</summary>
internal static class StandardReport
{
    public static DeliveryReport? Of(ReadMail mail)
    {
        if (Find(mail, "message/delivery-status", "message/global-delivery-status") is not { } status)
        {
            return null;
        }

        var groups = GroupsOf(status.Content);
        var recipients = groups.Where(g => g.First("Final-Recipient").Length > 0 || g.First("Original-Recipient").Length > 0)
            .Take(MailLimits.ReportedRecipients).Select(RecipientOf).ToList();
        return recipients.Count == 0 ? null : new()
        {
            MessageId = ReturnedId(mail) ?? mail.InReplyTo.Concat(mail.References.Reverse()).FirstOrDefault(),
            EnvelopeId = groups.Select(g => SafeText.Line(g.First("Original-Envelope-Id"))).FirstOrDefault(id => id.Length > 0),
            Recipients = recipients,
        };
    }

    private static string? ReturnedId(ReadMail mail) =>
        Find(mail, "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers") is { } returned
            ? MessageIds.FirstIn(HeaderBlock.Read(Trimmed(returned.Content), new()).First("Message-ID"))
            : null;

    private static ReadAttachment? Find(ReadMail mail, params string[] types) => mail.Attachments.FirstOrDefault(a => types.Contains(a.ContentType, StringComparer.Ordinal));

    /// <summary>Groups of fields with empty lines between them: one about the message, then one for each recipient.</summary>
    private static List<HeaderBlock> GroupsOf(ReadOnlyMemory<byte> content)
    {
        var groups = new List<HeaderBlock>();
        var rest = Trimmed(content);
        while (rest.Length > 0 && groups.Count <= MailLimits.ReportedRecipients)
        {
            var group = HeaderBlock.Read(rest, new());
            if (group.Fields.Count == 0)
            {
                break;
            }

            groups.Add(group);
            rest = Trimmed(group.Body);
        }

        return groups;
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> content) => content.TrimStart("\r\n \t"u8);

    private static ReportedRecipient RecipientOf(HeaderBlock group)
    {
        var diagnostic = SafeText.Line(HeaderWords.Decode(AfterType(group.First("Diagnostic-Code")), new()));
        var status = ReportWords.StatusIn(group.First("Status")) is { Length: > 0 } given ? given : ReportWords.StatusIn(diagnostic);
        var original = AddressOf(group.First("Original-Recipient"));
        return new(
            original.Length > 0 ? original : AddressOf(group.First("Final-Recipient")),
            Enum.TryParse<DeliveryAction>(group.First("Action").Split(' ', '(')[0], ignoreCase: true, out var action) && Enum.IsDefined(action) ? action : ReportWords.ActionOf(status),
            status,
            diagnostic);
    }

    /// <summary>Of <c>rfc822;name@council.test</c>, where <c>+2B</c> stands for a plus sign.</summary>
    private static string AddressOf(string value)
    {
        var text = Encoding.UTF8.GetBytes(AfterType(value).Trim('<', '>', ' '));
        return SafeText.Line(Encoding.UTF8.GetString(TransferEncoding.Unescape(text, '+')));
    }

    private static string AfterType(string value) => value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
}
