using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>A connection over which mail may be sent: greeted, encrypted and signed in as the settings ask.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2); // a fate is known, and a crash before it is recorded leaves doubt
    private readonly SmtpConnection connection;
    private readonly SmtpSettings settings;
    private Dictionary<string, string> offers = [];

    private SmtpSession(SmtpConnection connection, SmtpSettings settings) => (this.connection, this.settings) = (connection, settings);

    public SmtpConnection Connection => connection;

    /// <exception cref="SmtpFault">Whatever keeps the relay from taking any mail of ours.</exception>
    public static async Task<SmtpSession> OpenAsync(SmtpSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var session = new SmtpSession(await SmtpConnection.OpenAsync(settings, clock, cancellationToken), settings);
        try
        {
            await session.GreetAsync(cancellationToken);
            await session.SignInAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the relay offers that extension, such as <c>DSN</c>.</summary>
    public bool Offers(string extension) => offers.ContainsKey(extension);

    /// <summary>Says goodbye; whether it is heard changes nothing.</summary>
    public async Task QuitAsync()
    {
        try
        {
            _ = await connection.AskAsync("QUIT", "QUIT", Farewell, CancellationToken.None);
        }
        catch (SmtpFault)
        {
            // the mail has its fate already
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (settings.Security == SmtpSecurity.Tls)
        {
            await connection.EncryptAsync(cancellationToken);
        }

        Require("the greeting", await connection.ListenAsync("the greeting", cancellationToken));
        await HelloAsync(cancellationToken);
        if (settings.Security == SmtpSecurity.StartTls)
        {
            Require(Offers("STARTTLS"), "does not offer STARTTLS, and mail is not sent in plain text");
            Require("STARTTLS", await connection.AskAsync("STARTTLS", "STARTTLS", cancellationToken));
            await connection.EncryptAsync(cancellationToken);
            await HelloAsync(cancellationToken); // what was offered in plain text does not count
        }
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await connection.AskAsync("EHLO", $"EHLO {settings.HelloName ?? connection.AddressLiteral}", cancellationToken);
        Require("EHLO", reply);
        offers = reply.Lines.Skip(1).Select(line => line.Split(' ', 2)).DistinctBy(words => words[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(words => words[0], words => words.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        if (settings is not { User: { } user, Password: { } password })
        {
            return;
        }

        Require(connection.IsPrivate, "is not reached by TLS, and a password is not sent in plain text");
        var mechanisms = offers.GetValueOrDefault("AUTH", "").Split(' ');
        if (mechanisms.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            Require("AUTH", await connection.AskAsync("AUTH", $"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken));
            return;
        }

        Require(mechanisms.Contains("LOGIN", StringComparer.OrdinalIgnoreCase), "offers no sign-in by AUTH PLAIN or LOGIN");
        Require("AUTH", await connection.AskAsync("AUTH", "AUTH LOGIN", cancellationToken), continues: true);
        Require("AUTH", await connection.AskAsync("AUTH", Base64(user), cancellationToken), continues: true);
        Require("AUTH", await connection.AskAsync("AUTH", Base64(password), cancellationToken));
    }

    private void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new SmtpFault($"The relay {settings} {otherwise}.");
        }
    }

    private void Require(string step, SmtpReply reply, bool continues = false)
    {
        if (reply.Code / 100 != (continues ? 3 : 2))
        {
            throw new SmtpFault($"The relay {settings} refused {step}: {WithoutSecrets(reply)}");
        }
    }

    /// <summary>Some relays repeat what they were sent.</summary>
    private string WithoutSecrets(SmtpReply reply)
    {
        var words = reply.ToString();
        string[] secrets = settings is { User: { } user, Password: { } password } ? [password, Base64(password), Base64($"\0{user}\0{password}")] : [];
        return secrets.Any(secret => words.Contains(secret, StringComparison.Ordinal)) ? FormattableString.Invariant($"{reply.Code}") : words;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
