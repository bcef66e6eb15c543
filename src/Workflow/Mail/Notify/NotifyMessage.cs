using System.Text.Json.Nodes;

namespace Tracker.Workflow.Mail;

/// <summary>A message as Notify takes it: the placeholders of the template.</summary>
internal sealed record NotifyMessage(string Subject, string Body, ReadAttachment? Attachment, DateTimeOffset? Date)
{
    public const int LargestFileBytes = 2 * 1024 * 1024;
    private const int LongestFileName = 100;

    private static readonly string[] Kinds = [".pdf", ".csv", ".jpeg", ".jpg", ".png", ".xlsx", ".doc", ".docx", ".odt", ".rtf", ".txt", ".json"];

    public static NotifyMessage Of(ReadOnlyMemory<byte> content)
    {
        var mail = MimeReader.Read(content);
        var file = mail.Attachments.FirstOrDefault(IsTaken);
        var left = mail.Attachments.Where(each => each != file).Select(each => SafeText.Line(each.FileName)).ToList();
        var remark = left.Count == 0 ? "" : $"\n\nNot sent with this message, because of size, kind or number: {string.Join(", ", left)}. The link in this message leads there; without one, please ask us.";
        return new(SafeText.Line(mail.Subject), NotifyWords.Of(mail.Text + remark), file, mail.Date);
    }

    /// <summary>The body of <c>POST /v2/notifications/email</c>.</summary>
    public JsonObject To(EmailAddress address, string reference, NotifySettings settings)
    {
        var request = new JsonObject
        {
            ["email_address"] = address.ToString(),
            ["template_id"] = settings.TemplateId.ToString(),
            ["reference"] = reference,
            ["personalisation"] = new JsonObject { ["subject"] = Subject, ["body"] = Body, ["attachment"] = File() },
        };
        if (settings.ReplyToId is { } replyTo)
        {
            request["email_reply_to_id"] = replyTo.ToString();
        }

        return request;
    }

    private JsonNode File() => Attachment is not { } file ? ""
        : new JsonObject { ["file"] = Convert.ToBase64String(file.Content.Span), ["filename"] = SafeText.FileName(file.FileName) };

    private static bool IsTaken(ReadAttachment file) =>
        file.Content.Length <= LargestFileBytes && SafeText.FileName(file.FileName) is { Length: <= LongestFileName } name && Kinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
