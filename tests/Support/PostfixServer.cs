using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Tracker.Support;

/// <summary>A fact that runs a Postfix of its own; a visible skip where it is not installed, a failure in CI.</summary>
public sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute() => Skip = PostfixServer.IsInstalled || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "No /usr/sbin/postfix: install Postfix to send through a real mail server.";
}

/// <summary>Debian's Postfix on the loopback with settings, queue and mailboxes of its own: takes mail by STARTTLS, delivers to its mailboxes, reports what
/// could not be delivered, and drops what is for other domains, so that nothing leaves the machine.</summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";

    private const string Services = """
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("tracker-postfix-").FullName;
    private readonly SinkCertificates certificates = new();

    private PostfixServer() => Port = FreePort();

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    /// <summary>The authority of its certificate, which is for <c>localhost</c>.</summary>
    public string TrustedCertificateFile => certificates.AuthorityFile;

    /// <param name="mailboxes">The addresses that exist, in whose domains no other does; what follows a plus in an address is ignored.</param>
    public static async Task<PostfixServer> StartAsync(params string[] mailboxes)
    {
        var server = new PostfixServer();
        await server.ConfigureAsync(mailboxes);
        await RunAsync($"postfix -c {server.folder} start");
        return server;
    }

    /// <summary>The raw messages in a mailbox, as Postfix stored them: with lines that end in LF.</summary>
    public async Task<IReadOnlyList<byte[]>> MailOfAsync(string mailbox)
    {
        await RunAsync($"chmod -R a+rX {folder}/mail");
        var box = Path.Combine(folder, "mail", mailbox, "new");
        return Directory.Exists(box) ? [.. Directory.EnumerateFiles(box).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
    }

    /// <summary>The same, as soon as there are so many.</summary>
    public async Task<IReadOnlyList<string>> MailOfAsync(string mailbox, int count)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await MailOfAsync(mailbox) is var messages && messages.Count >= count)
            {
                return [.. messages.Select(Encoding.UTF8.GetString)];
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{mailbox} did not get {count} messages within a minute.");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"postfix -c {folder} abort");
        await RunAsync($"rm -rf {folder}");
        certificates.Dispose();
    }

    private async Task ConfigureAsync(string[] mailboxes)
    {
        var domains = string.Join(", ", mailboxes.Select(address => address.Split('@')[1]).Distinct());
        await File.WriteAllTextAsync(Path.Combine(folder, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {folder}/queue
            data_directory = {folder}/data
            daemon_directory = /usr/lib/postfix/sbin
            command_directory = /usr/sbin
            meta_directory = /etc/postfix
            maillog_file = {folder}/log
            maillog_file_prefixes = {folder}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtp_bind_address = 127.0.0.1
            myhostname = relay.test
            mydestination =
            mynetworks = 127.0.0.0/8
            alias_maps =
            virtual_mailbox_domains = {domains}
            virtual_mailbox_base = {folder}/mail
            virtual_mailbox_maps = texthash:{folder}/boxes
            virtual_uid_maps = static:{await IdAsync("-u")}
            virtual_gid_maps = static:{await IdAsync("-g")}
            recipient_delimiter = +
            smtpd_reject_unlisted_recipient = no
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_tls_chain_files = {folder}/certificate.pem
            smtpd_tls_security_level = encrypt
            default_transport = discard:

            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "master.cf"), FormattableString.Invariant($"127.0.0.1:{Port} inet n - n - - smtpd\n{Services}\n"));
        await File.WriteAllTextAsync(Path.Combine(folder, "boxes"), string.Concat(mailboxes.Select(address => $"{address} {address}/\n")));
        await File.WriteAllTextAsync(Path.Combine(folder, "certificate.pem"), certificates.IssuePem());
        await RunAsync($"chmod 755 {folder} && mkdir {folder}/queue {folder}/data {folder}/mail && chown postfix {folder}/data {folder}/mail && chown root {folder}/*.cf {folder}/queue");
    }

    private static async Task<string> IdAsync(string option)
    {
        using var id = Process.Start(new ProcessStartInfo("id", [option, "postfix"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return (await id.StandardOutput.ReadToEndAsync()).Trim();
    }

    /// <summary>Postfix is started by root, and drops its rights itself.</summary>
    private static async Task RunAsync(string command)
    {
        string[] shell = Environment.UserName == "root" ? ["bash"] : ["sudo", "-n", "bash"];
        using var process = Process.Start(new ProcessStartInfo(shell[0], [.. shell[1..], "-c", $"PATH=$PATH:/usr/sbin; {command} >/dev/null 2>&1"]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Exit {process.ExitCode}: {command}"));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
