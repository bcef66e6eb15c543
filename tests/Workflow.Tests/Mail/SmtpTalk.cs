using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracker.Support;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>A carrier about to speak to a sink, under a clock that moves only when the other side is silent.</summary>
internal sealed class SmtpTalk(int port)
{
    public static readonly EmailAddress Clerk = EmailAddress.Parse("clerk@fire.test");
    private readonly FakeClock clock = new(new(2023, 7, 4, 8, 0, 0, TimeSpan.Zero));

    public int Port => port;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.None;

    public string? TrustedCertificateFile { get; init; }

    public string Host { get; init; } = "localhost";

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>How often "transmission begun" was committed.</summary>
    public int Begun { get; private set; }

    public CancellationTokenSource Stop { get; } = new();

    public Func<Task> OnBegin { get; init; } = () => Task.CompletedTask;

    public static Parcel Parcel(params string[] to) => new(
        MessageId.Parse("<0198c1a2+7=x@tracker.brackwater.test>"),
        EmailAddress.Parse("scrutiny+7k2m9x4q@brackwater.test"),
        to.Length == 0 ? [Clerk] : [.. to.Select(EmailAddress.Parse)],
        Encoding.ASCII.GetBytes("Subject: Reply due\r\n\r\n.a line that begins with a dot\r\n.\r\n..\r\n"));

    /// <summary>A port on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Task<Carried> CarryAsync(Parcel parcel) => new SmtpCarrier(
        new()
        {
            Host = Host,
            Port = port,
            Security = Security,
            User = User,
            Password = Password,
            TrustedCertificateFile = TrustedCertificateFile,
        },
        clock).CarryAsync(parcel, BeginAsync, Stop.Token);

    /// <summary>Carries while the other side falls silent; time passes a second at a time from when it does.</summary>
    public async Task<Carried> CarryAsync(Parcel parcel, Func<Task> untilSilent)
    {
        var carrying = CarryAsync(parcel);
        await Task.WhenAny(carrying, untilSilent());
        while (!carrying.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(carrying, Task.Delay(2));
        }

        return await carrying;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        Begun++;
        await OnBegin();
    }
}
