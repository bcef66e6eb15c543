using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Support;

/// <summary>Where in the conversation a sink may misbehave.</summary>
public enum SinkStage
{
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    EndOfData,
}

/// <summary>What follows the words of a misdeed.</summary>
public enum SinkThen
{
    /// <summary>The next command is awaited.</summary>
    GoOn,

    /// <summary>The connection is closed.</summary>
    Drop,

    /// <summary>Nothing more is said, and the connection stays.</summary>
    Stall,
}

/// <summary>What a sink does in place of its duty.</summary>
/// <param name="Words">Sent as they are; may be empty.</param>
/// <param name="Then">What follows.</param>
public sealed record SinkDeed(string Words, SinkThen Then = SinkThen.GoOn)
{
    /// <summary>At the end of the data: takes the message, and drops instead of saying so.</summary>
    public static SinkDeed TakeAndDrop { get; } = new("", SinkThen.Drop) { Takes = true };

    public static SinkDeed Drop { get; } = new("", SinkThen.Drop);

    public static SinkDeed Stall { get; } = new("", SinkThen.Stall);

    public static SinkDeed Garbage { get; } = new("HTTP/1.1 400 Bad Request\r\n");

    /// <summary>Whether the words come a byte at a time.</summary>
    public bool Drips { get; init; }

    public bool Takes { get; private init; }

    public static SinkDeed Reply(string line) => new(line + "\r\n");
}

/// <summary>A recipient as it was named, with its parameters, such as <c>NOTIFY=…</c>.</summary>
public sealed record SunkRecipient(string Address, string Parameters);

/// <summary>A message as it came: its envelope and exact bytes.</summary>
public sealed record SunkMessage(string From, string Parameters, IReadOnlyList<SunkRecipient> Recipients, byte[] Content)
{
    public bool WasEncrypted { get; init; }

    /// <summary>Who had signed in.</summary>
    public string? User { get; init; }
}

/// <summary>What a sink offers.</summary>
public sealed record SinkOffer
{
    /// <summary>With it the sink speaks TLS, from the first byte or by STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool IsTlsAtOnce { get; init; }

    /// <summary>Such as <c>DSN</c> and <c>SIZE 1000000</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The mechanisms for signing in, such as <c>PLAIN LOGIN</c>; empty for none.</summary>
    public string Mechanisms { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Follows the answer to STARTTLS in the same packet, as an attacker in the middle would add it.</summary>
    public string Injected { get; init; } = "";
}

/// <summary>A mail server on the loopback that keeps every message, and can do the wrong thing at any stage.</summary>
/// <remarks>A message is in <see cref="Taken"/> before its 250 is sent, and only if it is; in <see cref="Unanswered"/> if the sink had all of it and did not answer.</remarks>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly SinkOffer offer;
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentQueue<SunkMessage> taken = [];
    private readonly ConcurrentQueue<SunkMessage> unanswered = [];
    private readonly ConcurrentQueue<string> commands = [];
    private readonly ConcurrentDictionary<Task, bool> sessions = [];
    private readonly SemaphoreSlim stalled = new(0);

    private SmtpSink(SinkOffer offer, int port)
    {
        this.offer = offer;
        listener = new(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<SunkMessage> Taken => [.. taken];

    public IReadOnlyList<SunkMessage> Unanswered => [.. unanswered];

    /// <summary>Every line that came outside of messages.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>Asked at every stage with the command (the message's recipients at the end of the data); <see langword="null"/> for duty.</summary>
    public Func<SinkStage, string, Task<SinkDeed?>> On { get; set; } = (_, _) => Task.FromResult<SinkDeed?>(null);

    /// <param name="offer">What it offers; plain text without sign-in by default.</param>
    /// <param name="port">Of its own by default.</param>
    public static SmtpSink Start(SinkOffer? offer = null, int port = 0) => new(offer ?? new(), port);

    /// <summary>Does that at that stage, always.</summary>
    public void Do(SinkStage stage, SinkDeed deed) => On = (at, _) => Task.FromResult(at == stage ? deed : null);

    /// <summary>Ends when the sink begins to stall, or to drip.</summary>
    public Task UntilStalledAsync() => stalled.WaitAsync();

    /// <summary>Stops listening and cuts every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await Task.WhenAll(sessions.Keys);
        over.Dispose();
        stalled.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var session = ServeAsync(await listener.AcceptTcpClientAsync(over.Token));
                sessions[session] = true;
                _ = session.ContinueWith(ended => sessions.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // nobody is served any more
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var its = client;
        client.NoDelay = true;
        var session = new Session(this, client.GetStream());
        try
        {
            await session.RunAsync(over.Token);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            // the client has gone, was dropped, or the sink is over
        }
    }

    private sealed class Session(SmtpSink sink, NetworkStream network)
    {
        private readonly SinkLines lines = new(network);
        private Stream stream = network;
        private string? user;
        private string? from;
        private string parameters = "";
        private List<SunkRecipient> recipients = [];

        private bool IsEncrypted => stream is SslStream;

        public async Task RunAsync(CancellationToken over)
        {
            if (sink.offer.IsTlsAtOnce)
            {
                await EncryptAsync(over);
            }

            await AnswerAsync(SinkStage.Greeting, "", "220 sink.test ESMTP", over);
            while (await lines.NextAsync(over) is { } line)
            {
                var command = SinkLines.TextOf(line);
                sink.commands.Enqueue(command);
                await ObeyAsync(command, over);
                if (command == "QUIT")
                {
                    return;
                }
            }
        }

        private Task ObeyAsync(string command, CancellationToken over) => command.Split(' ', ':')[0].ToUpperInvariant() switch
        {
            "EHLO" => AnswerAsync(SinkStage.Ehlo, command, Greeting(), over),
            "STARTTLS" => StartTlsAsync(command, over),
            "AUTH" => SignInAsync(command, over),
            "MAIL" => MailAsync(command, over),
            "RCPT" => RecipientAsync(command, over),
            "DATA" => DataAsync(command, over),
            "QUIT" => SayAsync("221 2.0.0 Bye\r\n", over),
            _ => SayAsync("500 5.5.2 What?\r\n", over),
        };

        private string Greeting()
        {
            string[] words =
            [
                "sink.test",
                .. sink.offer.Extensions,
                .. sink.offer.Certificate is not null && !IsEncrypted ? new[] { "STARTTLS" } : [],
                .. sink.offer.Mechanisms.Length > 0 ? new[] { $"AUTH {sink.offer.Mechanisms}" } : [],
            ];
            return string.Join("\r\n", words.Select((word, i) => $"250{(i == words.Length - 1 ? ' ' : '-')}{word}"));
        }

        private async Task StartTlsAsync(string command, CancellationToken over)
        {
            if (await AnswerAsync(SinkStage.StartTls, command, "220 2.0.0 Go ahead" + (sink.offer.Injected.Length > 0 ? "\r\n" + sink.offer.Injected : ""), over))
            {
                await EncryptAsync(over);
            }
        }

        private async Task EncryptAsync(CancellationToken over)
        {
            var encrypted = new SslStream(stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.offer.Certificate }, over);
            lines.Stream = stream = encrypted;
        }

        private async Task SignInAsync(string command, CancellationToken over)
        {
            if (await MisdoAsync(SinkStage.Auth, command, over) is not null)
            {
                return;
            }

            var words = command.Split(' ');
            var (name, password) = words[1] == "PLAIN" ? Plain(words[2]) : (await AskAsync("VXNlcm5hbWU6", over), await AskAsync("UGFzc3dvcmQ6", over));
            user = (name, password) == (sink.offer.User, sink.offer.Password) ? name : null;
            await SayAsync(user is null ? $"535 5.7.8 Wrong: {command}\r\n" : "235 2.7.0 Welcome\r\n", over);
        }

        private static (string Name, string Password) Plain(string base64) => Decoded(base64).Split('\0') is [_, var name, var password] ? (name, password) : ("", "");

        private async Task<string> AskAsync(string question, CancellationToken over)
        {
            await SayAsync($"334 {question}\r\n", over);
            return Decoded(SinkLines.TextOf(await lines.NextAsync(over) ?? throw new IOException("gone")));
        }

        private static string Decoded(string base64) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64));

        private async Task MailAsync(string command, CancellationToken over)
        {
            if (await AnswerAsync(SinkStage.Mail, command, "250 2.1.0 Ok", over))
            {
                (from, parameters) = Path(command);
                recipients = [];
            }
        }

        private async Task RecipientAsync(string command, CancellationToken over)
        {
            if (await AnswerAsync(SinkStage.Rcpt, command, "250 2.1.5 Ok", over))
            {
                var (address, its) = Path(command);
                recipients.Add(new(address, its));
            }
        }

        /// <summary>The address between the brackets, and what follows.</summary>
        private static (string Address, string Parameters) Path(string command)
        {
            var (open, close) = (command.IndexOf('<', StringComparison.Ordinal), command.IndexOf('>', StringComparison.Ordinal));
            return (command[(open + 1)..close], command[(close + 1)..].Trim());
        }

        private async Task DataAsync(string command, CancellationToken over)
        {
            if (from is null || recipients.Count == 0)
            {
                await SayAsync("503 5.5.1 Whose?\r\n", over);
                return;
            }

            if (!await AnswerAsync(SinkStage.Data, command, "354 End with a dot", over))
            {
                return;
            }

            var content = new MemoryStream();
            while ((await lines.NextAsync(over) ?? throw new IOException("gone")) is var line && !line.Span.SequenceEqual("."u8))
            {
                content.Write((line.Span is [(byte)'.', ..] ? line[1..] : line).Span);
                content.Write("\r\n"u8);
            }

            var message = new SunkMessage(from, parameters, recipients, content.ToArray()) { WasEncrypted = IsEncrypted, User = user };
            from = null;
            await EndAsync(message, over);
        }

        private async Task EndAsync(SunkMessage message, CancellationToken over)
        {
            var deed = await sink.On(SinkStage.EndOfData, string.Join(' ', message.Recipients.Select(r => r.Address)));
            if (deed is null or { Takes: true })
            {
                sink.taken.Enqueue(message);
            }
            else if (deed.Words is not ['4' or '5', ..])
            {
                sink.unanswered.Enqueue(message);
            }

            await (deed is null ? SayAsync("250 2.0.0 Ok: queued\r\n", over) : DoAsync(deed, over));
        }

        /// <returns>Whether the sink did its duty.</returns>
        private async Task<bool> AnswerAsync(SinkStage stage, string command, string duty, CancellationToken over)
        {
            if (await MisdoAsync(stage, command, over) is not null)
            {
                return false;
            }

            await SayAsync(duty + "\r\n", over);
            return true;
        }

        private async Task<SinkDeed?> MisdoAsync(SinkStage stage, string command, CancellationToken over)
        {
            var deed = await sink.On(stage, command);
            if (deed is not null)
            {
                await DoAsync(deed, over);
            }

            return deed;
        }

        private async Task DoAsync(SinkDeed deed, CancellationToken over)
        {
            if (deed.Drips)
            {
                sink.stalled.Release();
                foreach (var c in deed.Words)
                {
                    await SayAsync(c.ToString(), over);
                    await Task.Delay(2, over);
                }
            }
            else
            {
                await SayAsync(deed.Words, over);
            }

            if (deed.Then == SinkThen.Stall)
            {
                sink.stalled.Release();
                await Task.Delay(Timeout.Infinite, over);
            }
            else if (deed.Then == SinkThen.Drop)
            {
                throw new IOException("dropped");
            }
        }

        private Task SayAsync(string words, CancellationToken over) => stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(words), over).AsTask();
    }
}
