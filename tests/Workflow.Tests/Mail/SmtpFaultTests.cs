using System.Net;
using System.Net.Sockets;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>Every stage of the conversation and every fault there: 8 x 5, and a relay that refuses or swallows the connection.</summary>
public sealed class SmtpFaultTests(SinkCertificates certificates) : IClassFixture<SinkCertificates>
{
    private const string Table = """
        stage      4xx     5xx      drop     stall    garbage
        Greeting   Later*  Later*   Later*   Later*   Later*
        Ehlo       Later*  Later*   Later*   Later*   Later*
        StartTls   Later*  Later*   Later*   Later*   Later*
        Auth       Later*  Later*   Later*   Later*   Later*
        Mail       Later   Refused  Later    Later    Later
        Rcpt       Later   Refused  Later    Later    Later
        Data       Later   Refused  Later    Later    Later
        EndOfData  Later   Refused  Unsure*  Unsure*  Unsure*
        """;

    public static TheoryData<SinkStage, string, string> Cases
    {
        get
        {
            var rows = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
            var cases = new TheoryData<SinkStage, string, string>();
            foreach (var row in rows.Skip(1))
            {
                foreach (var (fault, fate) in rows[0].Zip(row).Skip(1))
                {
                    cases.Add(Enum.Parse<SinkStage>(row[0]), fault, fate);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Carry_FaultAtAStage_HasTheFateOfTheTable(SinkStage stage, string fault, string fate)
    {
        using var certificate = certificates.Issue();
        await using var sink = SmtpSink.Start(new() { Certificate = certificate, Mechanisms = "PLAIN", User = "tracker", Password = "open sesame" });
        sink.Do(stage, DeedOf(fault));
        var talk = new SmtpTalk(sink.Port) { Security = SmtpSecurity.StartTls, TrustedCertificateFile = certificates.AuthorityFile, User = "tracker", Password = "open sesame" };

        var carried = await talk.CarryAsync(SmtpTalk.Parcel(), sink.UntilStalledAsync);

        var recipient = Assert.Single(carried.Recipients);
        Assert.Equal(fate, recipient.Fate + (carried.ClosesLane ? "*" : ""));
        Assert.Equal(SmtpTalk.Clerk, recipient.Address);
        Assert.InRange(recipient.Said.Length, 10, 500);
        Assert.Equal(stage >= SinkStage.Data ? 1 : 0, talk.Begun);
        Assert.Empty(sink.Taken);
        Assert.Equal(fate == "Unsure*" ? 1 : 0, sink.Unanswered.Count);
        Assert.Equal(fault is "4xx" or "5xx", recipient.Said.Contains("because of the test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Carry_NobodyListens_IsLater()
    {
        var talk = new SmtpTalk(SmtpTalk.ClosedPort());

        var carried = await talk.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(Fate.Later, Assert.Single(carried.Recipients).Fate);
        Assert.True(carried.ClosesLane);
        Assert.Equal(0, talk.Begun);
    }

    [Fact]
    public async Task Carry_ConnectionIsSwallowed_IsLater()
    {
        using var hole = new BlackHole();
        var talk = new SmtpTalk(hole.Port) { Host = "127.0.0.1" };

        var carried = await talk.CarryAsync(SmtpTalk.Parcel(), () => Task.CompletedTask);

        Assert.Contains("connecting", Assert.Single(carried.Recipients).Said, StringComparison.Ordinal);
        Assert.Equal(Fate.Later, carried.Recipients[0].Fate);
        Assert.True(carried.ClosesLane);
    }

    [Fact]
    public async Task Carry_UnknownHost_IsLater()
    {
        var carried = await new SmtpTalk(25) { Host = "relay.invalid" }.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(Fate.Later, Assert.Single(carried.Recipients).Fate);
        Assert.True(carried.ClosesLane);
    }

    private static readonly Dictionary<string, (SinkDeed Deed, string Said)> Answers = new(StringComparer.Ordinal)
    {
        ["stalls within a line"] = (new("25", SinkThen.Stall), "did not answer"),
        ["stalls between two lines"] = (new("250-one\r\n", SinkThen.Stall), "did not answer"),
        ["drips"] = (new("250-" + new string('x', 40_000)) { Drips = true }, "did not answer"),
        ["drops within a line"] = (new("250 2.0.0 O", SinkThen.Drop), "closed the connection"),
        ["a line without end"] = (new("250 " + new string('x', 5000), SinkThen.Stall), "not SMTP"),
        ["lines without end"] = (new(string.Concat(Enumerable.Repeat("250-x\r\n", 101)), SinkThen.Stall), "not SMTP"),
        ["two codes in one answer"] = (new("250-x\r\n251 y\r\n"), "not SMTP"),
        ["a code of four digits"] = (new("2500 x\r\n"), "not SMTP"),
        ["a code of one and a half"] = (new("25\r\n"), "not SMTP"),
        ["a code beyond 5"] = (new("650 x\r\n"), "not SMTP"),
        ["nothing"] = (new("\r\n"), "not SMTP"),
    };

    public static TheoryData<string> AnswerNames => [.. Answers.Keys];

    /// <summary>Before the dot it was not sent, after it nobody knows.</summary>
    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task Carry_AnswerIsNone_IsLaterBeforeTheDotAndUnsureAfter(string name)
    {
        var (deed, said) = Answers[name];
        foreach (var (stage, fate) in new[] { (SinkStage.Mail, Fate.Later), (SinkStage.EndOfData, Fate.Unsure) })
        {
            await using var sink = SmtpSink.Start();
            sink.Do(stage, deed);

            var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel(), sink.UntilStalledAsync);

            Assert.Equal(fate, carried.Recipients.Single().Fate);
            Assert.Contains(said, carried.Recipients[0].Said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SinkStage.Mail, "354 Go on", Fate.Later)]
    [InlineData(SinkStage.Rcpt, "354 Go on", Fate.Later)]
    [InlineData(SinkStage.Data, "250 Ok", Fate.Later)]
    [InlineData(SinkStage.EndOfData, "354 Go on", Fate.Unsure)]
    public async Task Carry_AnswerToAnotherQuestion_IsNoAnswer(SinkStage stage, string answer, Fate fate)
    {
        await using var sink = SmtpSink.Start();
        sink.Do(stage, SinkDeed.Reply(answer));

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(fate, carried.Recipients.Single().Fate);
        Assert.Empty(sink.Taken);
    }

    [Fact]
    public async Task Carry_AnswerComesBeforeItsQuestion_IsNotTakenForIt()
    {
        await using var sink = SmtpSink.Start();
        sink.Do(SinkStage.Data, new("354 Go on\r\n250 Queued\r\n", SinkThen.Stall));

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel(), sink.UntilStalledAsync);

        Assert.NotEqual(Fate.Taken, carried.Recipients.Single().Fate);
    }

    [Theory]
    [InlineData(SinkStage.Mail, "421 4.3.2 Shutting down", Fate.Later, true)]
    [InlineData(SinkStage.Mail, "530 5.7.0 Sign in first", Fate.Later, true)]
    [InlineData(SinkStage.Rcpt, "421 4.3.2 Shutting down", Fate.Later, true)]
    [InlineData(SinkStage.Data, "421 4.3.2 Shutting down", Fate.Later, true)]
    [InlineData(SinkStage.EndOfData, "421 4.3.2 Shutting down", Fate.Later, true)]
    [InlineData(SinkStage.EndOfData, "554 5.6.0 Not this one", Fate.Refused, false)]
    public async Task Carry_RelaySpeaksOfItself_ClosesTheLane(SinkStage stage, string answer, Fate fate, bool closes)
    {
        await using var sink = SmtpSink.Start();
        sink.Do(stage, SinkDeed.Reply(answer));

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel());

        Assert.Equal((fate, closes), (carried.Recipients.Single().Fate, carried.ClosesLane));
    }

    [Fact]
    public async Task Carry_DroppedAfterItTook_IsUnsure()
    {
        await using var sink = SmtpSink.Start();
        sink.Do(SinkStage.EndOfData, SinkDeed.TakeAndDrop);

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(Fate.Unsure, carried.Recipients.Single().Fate);
        Assert.Single(sink.Taken);
    }

    private static SinkDeed DeedOf(string fault) => fault switch
    {
        "4xx" => SinkDeed.Reply("451 4.3.0 Later, because of the test"),
        "5xx" => SinkDeed.Reply("550 5.7.1 Never, because of the test"),
        "drop" => SinkDeed.Drop,
        "stall" => SinkDeed.Stall,
        _ => SinkDeed.Garbage,
    };

    /// <summary>A port whose queue of connections is full: the system drops what knocks.</summary>
    private sealed class BlackHole : IDisposable
    {
        private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> waiting = [];

        public BlackHole()
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(0);
            while (waiting.Count < 20)
            {
                waiting.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                _ = waiting[^1].ConnectAsync(listener.LocalEndPoint!);
            }
        }

        public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            waiting.ForEach(socket => socket.Dispose());
            listener.Dispose();
        }
    }
}
