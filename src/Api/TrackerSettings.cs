using System.Globalization;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>How letters leave.</summary>
internal enum MailMode
{
    /// <summary>One file per message, for a local mail server or a person to pick up.</summary>
    Spool,

    /// <summary>To a relay, under <c>Tracker:Mail:Smtp</c>.</summary>
    Smtp,

    /// <summary>GOV.UK Notify.</summary>
    Notify,

    /// <summary>A mailbox of Microsoft 365.</summary>
    Graph,
}

/// <summary>The settings under <c>Tracker:</c>, checked once at the start.</summary>
internal sealed record TrackerSettings
{
    public required string DataDirectory { get; init; }

    public required DatabaseProvider Provider { get; init; }

    public required string ConnectionString { get; init; }

    /// <summary>The first instant of a simulated clock; <see langword="null"/> for the system's.</summary>
    public required DateTimeOffset? SimulatedFrom { get; init; }

    public required MailSettings Mail { get; init; }

    /// <summary>Set when letters leave through a relay.</summary>
    public SmtpSettings? Relay { get; init; }

    /// <summary>Set when letters leave through GOV.UK Notify.</summary>
    public NotifySettings? Notify { get; init; }

    /// <summary>Set when letters leave through Microsoft Graph.</summary>
    public GraphSettings? Graph { get; init; }

    public required HousekeepingSettings Housekeeping { get; init; }

    public required IncomingMailSettings IncomingMail { get; init; }

    public required CollectingSettings Collecting { get; init; }

    /// <summary>Whether officers and chairs get a message on working days about what waits for them; not under a simulated clock unless asked for.</summary>
    public required bool SendsDigests { get; init; }

    /// <exception cref="SettingsException">A setting is missing or cannot be used; the message says which and what to do.</exception>
    public static TrackerSettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var folder = Path.GetFullPath(configuration["Tracker:DataDirectory"] ?? "data");
        var provider = Choice(configuration, "Tracker:Database:Provider", DatabaseProvider.Sqlite);
        var mode = Choice(configuration, "Tracker:Mail:Mode", MailMode.Spool);
        return new()
        {
            DataDirectory = folder,
            Provider = provider,
            ConnectionString = ConnectionOf(configuration, provider, folder),
            SimulatedFrom = ClockOf(configuration, environment),
            SendsDigests = Switch(configuration, "Tracker:Mail:Digest") ?? ClockOf(configuration, environment) is null,
            Mail = MailOf(configuration, environment),
            Relay = mode == MailMode.Smtp ? RelaySettings.Of(configuration) : null,
            Notify = mode == MailMode.Notify ? ProviderSettings.NotifyOf(configuration) : null,
            Graph = mode == MailMode.Graph ? ProviderSettings.GraphOf(configuration) : null,
            Housekeeping = HousekeepingOf(configuration),
            IncomingMail = new(configuration["Tracker:Mail:Incoming:AuthenticationServer"]),
            Collecting = CollectingSettings.Of(configuration),
        };
    }

    private static string ConnectionOf(IConfiguration configuration, DatabaseProvider provider, string folder) =>
        configuration.GetConnectionString("Tracker")
        ?? (provider == DatabaseProvider.Sqlite
            ? $"Data Source={Path.Combine(folder, "tracker.db")};Default Timeout=5"
            : throw new SettingsException($"Set ConnectionStrings:Tracker to the connection string of the {provider} database."));

    private static DateTimeOffset? ClockOf(IConfiguration configuration, IHostEnvironment environment)
    {
        var mode = configuration["Tracker:Clock:Mode"] ?? "System";
        if (mode.Equals("System", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!mode.Equals("Simulated", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException($"Tracker:Clock:Mode is System or Simulated, not {mode}.");
        }

        if (environment.IsProduction())
        {
            throw new SettingsException("A simulated clock is refused in Production, where letters must go by real time. Remove Tracker:Clock:Mode.");
        }

        var start = configuration["Tracker:Clock:Start"];
        return start is null ? TimeProvider.System.GetUtcNow()
            : LondonInstant.TryParse(start, out var instant) ? instant
            : throw new SettingsException($"Tracker:Clock:Start is a day such as 2023-07-04 or an instant such as 2023-07-04T09:00Z, not {start}.");
    }

    private static HousekeepingSettings HousekeepingOf(IConfiguration configuration) =>
        configuration["Tracker:Housekeeping:RetentionDays"] is not { } text ? new()
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 30 and <= 36500 ? new(days)
        : throw new SettingsException($"Tracker:Housekeeping:RetentionDays is a number of days from 30 to 36500, not {text}.");

    private static MailSettings MailOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Tracker:Mail:Mode"] is null && environment.IsProduction())
        {
            throw new SettingsException("Set Tracker:Mail:Mode to say how letters leave: Spool writes each message to a file under the data directory, Smtp hands it to the mail server of Tracker:Mail:Smtp, Notify sends through GOV.UK Notify, Graph through a mailbox of Microsoft 365.");
        }

        var url = configuration["Tracker:PublicUrl"];
        if (url is null && environment.IsProduction())
        {
            throw new SettingsException("Set Tracker:PublicUrl to the address at which respondents reach this installation; the links in letters lead there.");
        }

        var from = configuration["Tracker:Mail:From"] ?? "scrutiny@council.test";
        return Uri.TryCreate((url ?? configuration["urls"]?.Split(';')[0] ?? TrackerHost.DefaultUrl).TrimEnd('/') + "/", UriKind.Absolute, out var address) && EmailAddress.FaultOf(from) is null
            ? new(EmailAddress.Parse(from), address) { MaxAttachmentBytes = AttachmentBytesOf(configuration), ReplyTags = Switch(configuration, "Tracker:Mail:ReplyTags") ?? true }
            : throw new SettingsException("Tracker:PublicUrl must be an absolute address and Tracker:Mail:From one e-mail address.");
    }

    private static long AttachmentBytesOf(IConfiguration configuration) =>
        configuration["Tracker:Mail:MaxAttachmentBytes"] is not { } text ? 5_000_000
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= 100_000_000 ? bytes
        : throw new SettingsException($"Tracker:Mail:MaxAttachmentBytes is a number of bytes from 0 to 100000000, not {text}.");

    /// <summary>On or off; <see langword="null"/> where nothing is said.</summary>
    public static bool? Switch(IConfiguration configuration, string key) => configuration[key]?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "on" => true,
        "false" or "off" => false,
        var other => throw new SettingsException($"{key} is On or Off, not {other}."),
    };

    public static T Choice<T>(IConfiguration configuration, string key, T otherwise)
        where T : struct, Enum =>
        configuration[key] is not { } text ? otherwise
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new SettingsException($"{key} is one of {string.Join(", ", Enum.GetNames<T>())}, not {text}.");
}

/// <summary>The product cannot start with these settings.</summary>
internal sealed class SettingsException(string message) : Exception(message);
