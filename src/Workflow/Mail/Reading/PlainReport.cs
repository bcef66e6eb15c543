using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Reports in words, as qmail and Exim send them: the message follows, or its headers, below a line.</summary>
internal static class PlainReport
{
    private const int LongestReason = 20; // lines
    private static readonly string[] Separators = ["--- Below this line is a copy of the message", "--- This is a copy of", "--- The header of the original message is following", "--- Original message follows", "--- Returned message"];

    public static DeliveryReport? Of(ReadMail mail)
    {
        var lines = mail.Text.Split('\n');
        var named = mail.ValuesOf("X-Failed-Recipients").SelectMany(v => v.Split(',')).Select(a => a.Trim()).Where(a => a.Length > 0).Take(MailLimits.ReportedRecipients).ToList();
        if (named.Count == 0 && !IsFromMailer(mail))
        {
            return null;
        }

        var below = Array.FindIndex(lines, line => Separators.Any(s => line.Contains(s, StringComparison.OrdinalIgnoreCase)));
        var above = below < 0 ? lines : lines[..below];
        var reason = string.Join(' ', above);
        var recipients = named.Count > 0 ? named.Select(address => Failed(address, reason)).ToList() : Paragraphs(above);
        return recipients.Count == 0 ? null : new()
        {
            MessageId = ReturnedId(mail, below < 0 ? [] : lines[(below + 1)..]) ?? (mail.InReplyTo is [var id, ..] ? id : null),
            Recipients = recipients,
        };
    }

    private static bool IsFromMailer(ReadMail mail) =>
        mail.From.Any(f => f.Address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) || f.Address.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase));

    /// <summary>qmail: <c>&lt;address&gt;:</c> and the reason below it, up to an empty line.</summary>
    private static List<ReportedRecipient> Paragraphs(string[] lines)
    {
        var recipients = new List<ReportedRecipient>();
        for (var i = 0; i < lines.Length && recipients.Count < MailLimits.ReportedRecipients; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('<') && line.EndsWith(">:", StringComparison.Ordinal) && line.Contains('@', StringComparison.Ordinal))
            {
                recipients.Add(Failed(line[1..^2], string.Join(' ', lines.Skip(i + 1).Take(LongestReason).TakeWhile(l => l.Trim().Length > 0))));
            }
        }

        return recipients;
    }

    private static ReportedRecipient Failed(string address, string reason)
    {
        var diagnostic = SafeText.Line(reason.Length > 500 ? reason[..500] : reason);
        var status = ReportWords.StatusIn(diagnostic);
        return new(SafeText.Line(address), ReportWords.ActionOf(status), status, diagnostic);
    }

    private static string? ReturnedId(ReadMail mail, string[] below)
    {
        var attached = mail.Attachments.FirstOrDefault(a => a.ContentType is "message/rfc822" or "text/rfc822-headers");
        var headers = attached?.Content ?? Encoding.UTF8.GetBytes(string.Join('\n', below.Select(l => l.StartsWith("> ", StringComparison.Ordinal) ? l[2..] : l).SkipWhile(l => l.Trim().Length == 0)));
        return MessageIds.FirstIn(HeaderBlock.Read(headers, new()).First("Message-ID"));
    }
}

/// <summary>What the codes of RFC 3463 say.</summary>
internal static class ReportWords
{
    /// <summary>The first <c>5.1.1</c> in a text that begins with 2, 4 or 5; empty when there is none.</summary>
    public static string StatusIn(string text) =>
        text.Split([' ', '(', ')', '#', ';', ',', '<', '>', '[', ']', '-']).FirstOrDefault(IsStatus) ?? "";

    /// <summary>Without a code it failed: servers seldom report anything else.</summary>
    public static DeliveryAction ActionOf(string status) => status switch
    {
        ['4', ..] => DeliveryAction.Delayed,
        ['2', ..] => DeliveryAction.Delivered,
        _ => DeliveryAction.Failed,
    };

    private static bool IsStatus(string word) =>
        word.Split('.') is [['2' or '4' or '5'], { Length: > 0 and <= 3 } subject, { Length: > 0 and <= 3 } detail] && (subject + detail).All(char.IsAsciiDigit);
}
