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
    private const string GraphSection = "Tracker:Mail:Graph";
    private const int ShortestToken = 32;

    /// <exception cref="SettingsException">A setting is missing or cannot be used.</exception>
    public static CollectingSettings Of(IConfiguration configuration) => new(
        configuration[$"{Section}:Maildir"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
        TokenHashOf(configuration[$"{Section}:Token"]),
        TrackerSettings.Switch(configuration, $"{Section}:Graph") == true ? GraphOf(configuration.GetSection(GraphSection)) : null);

    private static byte[]? TokenHashOf(string? token) =>
        token is null or "" ? null
        : token.Length >= ShortestToken ? SHA256.HashData(Encoding.UTF8.GetBytes(token))
        : throw new SettingsException($"{Section}:Token has at least {ShortestToken} characters, because it opens the way in for mail: use openssl rand -base64 32.");

    private static GraphSettings GraphOf(IConfigurationSection section)
    {
        var mailbox = Needed(section, "Mailbox");
        var graph = new GraphSettings(
            Needed(section, "TenantId"), Needed(section, "ClientId"), Needed(section, "ClientSecret"),
            EmailAddress.FaultOf(mailbox) is null ? EmailAddress.Parse(mailbox) : throw new SettingsException($"{GraphSection}:Mailbox is one e-mail address."));
        return graph with
        {
            SignInAddress = AddressOf(section, "SignInAddress") ?? graph.SignInAddress,
            BaseAddress = AddressOf(section, "BaseAddress") ?? graph.BaseAddress,
        };
    }

    private static string Needed(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value ? value : throw new SettingsException($"Set {GraphSection}:{key}, or {Section}:Graph to Off.");

    /// <summary>The token goes there: never in plain text beyond this machine.</summary>
    private static Uri? AddressOf(IConfigurationSection section, string key) =>
        section[key] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) ? address
        : throw new SettingsException($"{GraphSection}:{key} is an address that begins with https.");
}
