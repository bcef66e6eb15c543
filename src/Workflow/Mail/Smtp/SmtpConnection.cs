using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>One connection to the relay: commands out, replies in, each step within its time.</summary>
/// <remarks>A reply has at most 100 lines of 2,048 bytes; anything else, and anything said unasked, is a <see cref="SmtpFault"/>, as are a drop and a stall.</remarks>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MostLines = 100;
    private const int Block = 64 * 1024;
    private readonly SmtpSettings settings;
    private readonly TimeProvider clock;
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[2048];
    private Stream? stream;
    private int start;
    private int end;

    private SmtpConnection(SmtpSettings settings, TimeProvider clock) => (this.settings, this.clock) = (settings, clock);

    public bool IsEncrypted => stream is SslStream;

    /// <summary>Whether nobody on the way can listen.</summary>
    public bool IsPrivate => IsEncrypted || IPAddress.IsLoopback(((IPEndPoint)socket.RemoteEndPoint!).Address);

    /// <summary>Our own address as an EHLO argument.</summary>
    public string AddressLiteral
    {
        get
        {
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";
        }
    }

    public static async Task<SmtpConnection> OpenAsync(SmtpSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(settings, clock);
        try
        {
            await connection.StepAsync("connecting", settings.StepTimeout, ct => connection.socket.ConnectAsync(settings.Host, settings.Port, ct).AsTask(), cancellationToken);
            connection.stream = new NetworkStream(connection.socket, ownsSocket: false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Turns to TLS and checks the relay's certificate and name.</summary>
    public Task EncryptAsync(CancellationToken cancellationToken)
    {
        RequireSilence("STARTTLS"); // what was said in plain text before the handshake may be anybody's
        var encrypted = new SslStream(stream!, leaveInnerStreamOpen: false);
        stream = encrypted;
        return StepAsync("the TLS handshake", settings.StepTimeout, ct => encrypted.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = settings.Host, CertificateChainPolicy = TrustPolicy() }, ct), cancellationToken);
    }

    /// <summary>Waits for what the relay says by itself: its greeting.</summary>
    public Task<SmtpReply> ListenAsync(string step, CancellationToken cancellationToken) => StepAsync(step, settings.StepTimeout, ct => ReadReplyAsync(step, ct), cancellationToken);

    /// <summary>Sends a command, without its line end, and waits for the answer. The step is its name for people: a command may hold a secret.</summary>
    public Task<SmtpReply> AskAsync(string step, string command, CancellationToken cancellationToken) => AskAsync(step, command, settings.StepTimeout, cancellationToken);

    /// <summary>The same within a time of its own.</summary>
    public Task<SmtpReply> AskAsync(string step, string command, TimeSpan limit, CancellationToken cancellationToken)
    {
        RequireSilence(step);
        return StepAsync(
            step,
            limit,
            async ct =>
            {
                await stream!.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), ct);
                return await ReadReplyAsync(step, ct);
            },
            cancellationToken);
    }

    /// <summary>Sends the lines of a message, the final dot apart.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> lines, TimeSpan limit, CancellationToken cancellationToken) => StepAsync(
        "the data",
        limit,
        async ct =>
        {
            for (var at = 0; at < lines.Length; at += Block)
            {
                var block = lines[at..Math.Min(at + Block, lines.Length)];
                await StepAsync("the data", settings.StepTimeout, step => stream!.WriteAsync(block, step).AsTask(), ct);
            }
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            await stream.DisposeAsync();
        }

        socket.Dispose();
    }

    private X509ChainPolicy? TrustPolicy()
    {
        if (settings.TrustedCertificateFile is not { } file)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SmtpFault($"The file of trusted certificates could not be read: {unread.Message}");
        }

        return policy;
    }

    /// <summary>An answer that came before its question would be taken for the answer to the next.</summary>
    private void RequireSilence(string step)
    {
        if (start < end)
        {
            throw new SmtpFault($"The relay {settings} spoke out of turn before {step}.");
        }
    }

    private async Task<SmtpReply> ReadReplyAsync(string step, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        int? code = null;
        while (SmtpReply.Line(await ReadLineAsync(step, cancellationToken)) is var (its, isLast, text) && its == (code ??= its) && lines.Count < MostLines)
        {
            lines.Add(text);
            if (isLast)
            {
                return new(its, lines);
            }
        }

        throw Garbage(step);
    }

    private async Task<string> ReadLineAsync(string step, CancellationToken cancellationToken)
    {
        int length;
        while ((length = buffer.AsSpan(start..end).IndexOf((byte)'\n')) < 0)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                throw Garbage(step);
            }

            var count = await stream!.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += count > 0 ? count : throw new SmtpFault($"The relay {settings} closed the connection at {step}.");
        }

        var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
        start += length + 1;
        return line;
    }

    private SmtpFault Garbage(string step) => new($"The relay {settings} gave an answer that is not SMTP at {step}.");

    private async Task StepAsync(string step, TimeSpan limit, Func<CancellationToken, Task> act, CancellationToken cancellationToken) => await StepAsync(
        step,
        limit,
        async ct =>
        {
            await act(ct);
            return true;
        },
        cancellationToken);

    private async Task<T> StepAsync<T>(string step, TimeSpan limit, Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await act(either.Token);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SmtpFault(broken is AuthenticationException ? $"TLS with the relay {settings} failed: {broken.GetBaseException().Message}"
                : late.IsCancellationRequested ? FormattableString.Invariant($"The relay {settings} did not answer within {limit.TotalSeconds} s at {step}.")
                : $"The connection to the relay {settings} broke at {step}: {broken.Message}");
        }
    }
}
