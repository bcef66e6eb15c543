using System.Security.Cryptography;
using System.Text;
using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>The ways in which mail comes in, under <c>Tracker:Mail:Incoming</c>; any number of them.</summary>
/// <param name="Maildir">The folder of a maildir.</param>
/// <param name="TokenHash">The SHA-256 of the secret that lets a mail server post messages.</param>
/// <param name="Mailbox">The mailbox of Microsoft 365.</param>
internal sealed record CollectingSettings(string? Maildir, byte[]? TokenHash, GraphSettings? Mailbox)
{
    private const string Section = "Tracker:Mail:Incoming";
    private const int ShortestToken = 32;

    /// <exception cref="SettingsException">A setting is missing or cannot be used.</exception>
    public static CollectingSettings Of(IConfiguration configuration) => new(
        configuration[$"{Section}:Maildir"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
        TokenHashOf(configuration[$"{Section}:Token"]),
        TrackerSettings.Switch(configuration, $"{Section}:Graph") == true ? ProviderSettings.GraphOf(configuration) : null);

    private static byte[]? TokenHashOf(string? token) =>
        token is null or "" ? null
        : token.Length >= ShortestToken ? SHA256.HashData(Encoding.UTF8.GetBytes(token))
        : throw new SettingsException($"{Section}:Token has at least {ShortestToken} characters, because it opens the way in for mail: use openssl rand -base64 32.");
}
