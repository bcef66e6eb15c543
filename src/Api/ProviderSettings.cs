using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>The settings of the services that letters may leave through. No message repeats a key or a secret.</summary>
internal static class ProviderSettings
{
    private const string Notify = "Tracker:Mail:Notify:";
    private const string Graph = "Tracker:Mail:Graph:";

    /// <exception cref="SettingsException">A setting is missing or cannot be used.</exception>
    public static NotifySettings NotifyOf(IConfiguration configuration)
    {
        var key = Needed(configuration, Notify + "ApiKey", "the key of the service as GOV.UK Notify shows it");
        if (!NotifySettings.IsKey(key))
        {
            throw new SettingsException($"{Notify}ApiKey is not a key of GOV.UK Notify: it ends with the service's id and the secret, two GUIDs joined by a hyphen.");
        }

        var settings = new NotifySettings(key, GuidOf(configuration, Notify + "TemplateId") ?? throw new SettingsException($"Set {Notify}TemplateId to an e-mail template with ((subject)), ((body)) and ((attachment))."))
        {
            ReplyToId = GuidOf(configuration, Notify + "ReplyToId"),
        };
        return settings with { BaseAddress = AddressOf(configuration, Notify + "BaseAddress", settings.BaseAddress) };
    }

    /// <exception cref="SettingsException">A setting is missing or cannot be used.</exception>
    public static GraphSettings GraphOf(IConfiguration configuration)
    {
        var mailbox = Needed(configuration, Graph + "Mailbox", "the address of the mailbox");
        var settings = new GraphSettings(
            Needed(configuration, Graph + "TenantId", "the directory's id"),
            Needed(configuration, Graph + "ClientId", "the application's id"),
            Needed(configuration, Graph + "ClientSecret", "the application's secret"),
            EmailAddress.FaultOf(mailbox) is { } fault ? throw new SettingsException($"{Graph}Mailbox: {fault}") : EmailAddress.Parse(mailbox));
        return settings with
        {
            SignInAddress = AddressOf(configuration, Graph + "SignInAddress", settings.SignInAddress),
            BaseAddress = AddressOf(configuration, Graph + "BaseAddress", settings.BaseAddress),
        };
    }

    private static string Needed(IConfiguration configuration, string key, string what) =>
        configuration[key] is { Length: > 0 } text ? text : throw new SettingsException($"Set {key} to {what}.");

    private static Guid? GuidOf(IConfiguration configuration, string key) =>
        configuration[key] is not { Length: > 0 } text ? null : Guid.TryParse(text, out var id) ? id : throw new SettingsException($"{key} is a GUID, as GOV.UK Notify shows it.");

    /// <summary>A key must not travel in the clear; on this machine it may, for a fake.</summary>
    private static Uri AddressOf(IConfiguration configuration, string key, Uri otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true }) ? address
        : throw new SettingsException($"{key} must be an absolute address that begins with https://.");
}
