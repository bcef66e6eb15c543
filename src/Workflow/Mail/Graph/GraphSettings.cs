namespace Tracker.Workflow.Mail;

/// <summary>An application of Microsoft Entra that may use one mailbox of Microsoft 365.</summary>
/// <param name="TenantId">The directory, as a GUID or a domain name.</param>
/// <param name="ClientId">The application.</param>
/// <param name="ClientSecret">Its secret; never shown.</param>
/// <param name="Mailbox">Whose mail it is, such as <c>scrutiny@council.test</c>.</param>
public sealed record GraphSettings(string TenantId, string ClientId, string ClientSecret, EmailAddress Mailbox)
{
    /// <summary>Where tokens come from; another one in national clouds.</summary>
    public Uri SignInAddress { get; init; } = new("https://login.microsoftonline.com/");

    /// <summary>Where Graph is, with its version and a slash at the end; another one in national clouds.</summary>
    public Uri BaseAddress { get; init; } = new("https://graph.microsoft.com/v1.0/");

    /// <summary>Without the secret, so that no log gets it.</summary>
    public override string ToString() => $"application {ClientId} of {TenantId} for {Mailbox}";
}
