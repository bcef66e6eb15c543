using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>Reads <c>Tracker:Mail:Smtp</c>.</summary>
internal static class RelaySettings
{
    private const string Section = "Tracker:Mail:Smtp";

    /// <exception cref="SettingsException">A setting is missing or cannot be used.</exception>
    public static SmtpSettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var security = TrackerSettings.Choice(configuration, $"{Section}:Security", SmtpSecurity.StartTls);
        var host = HostOf(section, security);
        var (user, password) = SignInOf(section);
        return new()
        {
            Host = host,
            Port = Number(section, "Port", security == SmtpSecurity.Tls ? 465 : 587, atMost: 65535),
            Security = security,
            User = user,
            Password = password,
            HelloName = HelloOf(section),
            TrustedCertificateFile = TrustOf(section),
            StepTimeout = TimeSpan.FromSeconds(Number(section, "TimeoutSeconds", otherwise: 60, atMost: 60)),
        };
    }

    private static string HostOf(IConfigurationSection section, SmtpSecurity security)
    {
        var host = section["Host"] ?? throw new SettingsException($"Set {Section}:Host to the name of the mail server that takes outgoing mail.");
        var kind = Uri.CheckHostName(host);
        return kind == UriHostNameType.Unknown ? throw new SettingsException($"{Section}:Host is the name or address of a mail server, not {host}.")
            : security != SmtpSecurity.None || host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)) ? host
            : throw new SettingsException($"{Section}:Security None sends letters in plain text and is refused outside this machine. Use StartTls or Tls, or a relay at localhost.");
    }

    private static (string? User, string? Password) SignInOf(IConfigurationSection section) =>
        (section["User"], section["Password"]) switch
        {
            (null or "", null or "") => (null, null),
            ({ Length: > 0 } user, { Length: > 0 } password) => (user, password),
            _ => throw new SettingsException($"Set both {Section}:User and {Section}:Password, or neither."),
        };

    private static string? HelloOf(IConfigurationSection section) =>
        section["HelloName"] is not { Length: > 0 } name ? null
        : Uri.CheckHostName(name) == UriHostNameType.Dns ? name
        : throw new SettingsException($"{Section}:HelloName is a domain name such as tracker.council.test, not {name}.");

    private static string? TrustOf(IConfigurationSection section)
    {
        if (section["TrustedCertificateFile"] is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? file : throw new SettingsException($"{Section}:TrustedCertificateFile holds no certificate in PEM form: {file}.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"{Section}:TrustedCertificateFile cannot be read: {unread.Message}");
        }
    }

    private static int Number(IConfigurationSection section, string key, int otherwise, int atMost) =>
        section[key] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= atMost ? number
        : throw new SettingsException($"{Section}:{key} is a number from 1 to {atMost.ToString(CultureInfo.InvariantCulture)}, not {text}.");
}
