namespace Tracker.Workflow.Mail;

/// <summary>A service of GOV.UK Notify.</summary>
/// <param name="ApiKey">As Notify shows it once: a name, the service's id and the secret, joined by hyphens; never shown.</param>
/// <param name="TemplateId">An e-mail template with the subject <c>((subject))</c> and the body <c>((body))</c> and, on a line of its own, <c>((attachment))</c>.</param>
public sealed record NotifySettings(string ApiKey, Guid TemplateId)
{
    private const int IdLength = 36;
    private const int ShortestKey = (2 * IdLength) + 1;

    /// <summary>The address that replies go to; Notify's default for the service when absent.</summary>
    public Guid? ReplyToId { get; init; }

    public Uri BaseAddress { get; init; } = new("https://api.notifications.service.gov.uk/");

    internal string ServiceId => ApiKey[^ShortestKey..^(IdLength + 1)];

    internal string Secret => ApiKey[^IdLength..];

    /// <summary>Whether a text looks like a key of Notify.</summary>
    public static bool IsKey(string text) => text.Length >= ShortestKey && Guid.TryParseExact(text[^IdLength..], "D", out _) && Guid.TryParseExact(text[^ShortestKey..^(IdLength + 1)], "D", out _);

    /// <summary>Without the key, so that no log gets it.</summary>
    public override string ToString() => $"template {TemplateId} at {BaseAddress}";
}
