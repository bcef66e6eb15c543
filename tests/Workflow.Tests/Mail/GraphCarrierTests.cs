using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public sealed class GraphCarrierTests : IAsyncLifetime
{
    private readonly Transmission attempt = new();
    private FakeGraph graph = null!;

    public async Task InitializeAsync() => graph = await FakeGraph.StartAsync();

    public async Task DisposeAsync() => await graph.DisposeAsync();

    [Fact]
    public async Task Carry_Message_ArrivesWithTheSameBytes()
    {
        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
        Assert.Equal(1, attempt.Begun);
        Assert.Equal(Transmission.Parcel.Content.ToArray(), Assert.Single(graph.Sent));
        Assert.Empty(graph.Complaints);
    }

    [Fact]
    public async Task Carry_Twice_SignsInOnce()
    {
        var carrier = Carrier();

        await attempt.CarryAsync(carrier);
        await attempt.CarryAsync(carrier);

        Assert.Equal((1, 2), (graph.Tokens, graph.Sent.Count));
    }

    [Fact]
    public async Task Carry_TokenNearlyExpired_SignsInAgain()
    {
        graph.TokenSeconds = 60;
        var carrier = Carrier();

        await attempt.CarryAsync(carrier);
        await attempt.CarryAsync(carrier);

        Assert.Equal(2, graph.Sent.Count);
        Assert.True(graph.Tokens > 2);
    }

    [Fact]
    public async Task Carry_TokenRevoked_GetsANewOneForTheNextAttempt()
    {
        var carrier = Carrier();
        await attempt.CarryAsync(carrier);
        graph.Fail(new Failure(401, Error("InvalidAuthenticationToken", "Access token has been revoked.")));

        var refused = await attempt.CarryAsync(carrier);
        var again = await attempt.CarryAsync(carrier);

        Assert.Equal("Later Later closes", Transmission.Fates(refused));
        Assert.Equal("Taken Taken", Transmission.Fates(again));
        Assert.Equal(2, graph.Tokens);
    }

    [Theory]
    [InlineData(429, "TooManyRequests", 30, "Later Later closes")]
    [InlineData(503, "ServiceUnavailable", 30, "Later Later closes")]
    [InlineData(403, "ErrorSendAsDenied", null, "Later Later closes")]
    [InlineData(401, "InvalidAuthenticationToken", null, "Later Later closes")]
    [InlineData(404, "ErrorInvalidUser", null, "Later Later closes")]
    [InlineData(400, "ErrorInvalidRecipients", null, "Refused Refused")]
    [InlineData(413, "ErrorMessageSizeExceeded", null, "Refused Refused")]
    [InlineData(500, "InternalServerError", null, "Unsure Unsure")]
    [InlineData(504, "GatewayTimeout", null, "Unsure Unsure")]
    public async Task Carry_Refusal_HasItsFate(int status, string code, int? retryAfter, string fates)
    {
        graph.Fail(new Failure(status, Error(code, "Something is wrong.")) { RetryAfter = retryAfter });

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal(fates, Transmission.Fates(carried));
        Assert.Equal(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, carried.After);
        Assert.All(carried.Recipients, recipient => Assert.Contains(code, recipient.Said, StringComparison.Ordinal));
        Assert.Equal(status is 401 or 403 or 404, carried.Recipients[0].Said.Contains("administrator", StringComparison.Ordinal));
        Assert.Empty(graph.Sent);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(202, 5)]
    [InlineData(502, 0)]
    public async Task Carry_AnswerLostAfterTheWork_IsFoundAmongTheSentItems(int status, int stallSeconds)
    {
        graph.Fail(new Failure(status) { AfterTheWork = true, Stall = TimeSpan.FromSeconds(stallSeconds) });

        var carried = await attempt.CarryAsync(Carrier(TimeSpan.FromSeconds(1)));

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
        Assert.Single(graph.Sent);
    }

    [Fact]
    public async Task Carry_AnswerLostAndNotAmongTheSentItems_IsUnsure()
    {
        graph.Fail(new Failure(0));

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal("Unsure Unsure", Transmission.Fates(carried));
    }

    [Theory]
    [InlineData(true, null, "Taken Taken")]
    [InlineData(false, null, "Unsure Unsure")]
    [InlineData(true, 403, "Unsure Unsure")]
    public async Task Carry_BegunBefore_LooksAndNeverSends(bool isThere, int? status, string fates)
    {
        if (isThere)
        {
            graph.SentItems.Add(Transmission.Parcel.Id.ToString());
        }

        graph.LookupFailure = status is { } failed ? new(failed) : null;

        var carried = await attempt.CarryAsync(Carrier(), Transmission.Parcel with { WasBegun = true });

        Assert.Equal(fates, Transmission.Fates(carried));
        Assert.Equal((0, 0), (graph.Sent.Count, attempt.Begun));
    }

    [Fact]
    public async Task Carry_MessageIdWithAQuote_IsFound()
    {
        var message = Sample.Reminder with { MessageId = MessageId.Parse("o'brien.1@tracker.brackwater.test") };
        await attempt.CarryAsync(Carrier(), Transmission.Of(message));

        var carried = await attempt.CarryAsync(Carrier(), Transmission.Of(message) with { WasBegun = true });

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
    }

    [Theory]
    [InlineData(401, null, false)]
    [InlineData(400, null, false)]
    [InlineData(503, 20, true)]
    public async Task Carry_SignInFails_SendsNothing(int status, int? retryAfter, bool isTheirs)
    {
        graph.SignInFailure = new(status) { RetryAfter = retryAfter };

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
        Assert.Equal(0, attempt.Begun);
        Assert.Equal(!isTheirs, carried.Recipients[0].Said.Contains("Tracker:Mail:Graph", StringComparison.Ordinal));
        Assert.Equal(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, carried.After);
    }

    [Fact]
    public async Task Carry_NobodyListens_IsLater()
    {
        var connection = new GraphConnection(new(), Settings with { SignInAddress = new("http://127.0.0.1:1/") }, TimeProvider.System);

        var carried = await attempt.CarryAsync(new GraphCarrier(connection, TimeProvider.System));

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
        Assert.Equal(0, attempt.Begun);
    }

    [Fact]
    public async Task Carry_GraphGoesAwayAfterTheSignIn_IsLaterWithoutDoubt()
    {
        var connection = new GraphConnection(new(), Settings with { BaseAddress = new("http://127.0.0.1:1/v1.0/") }, TimeProvider.System);

        var carried = await attempt.CarryAsync(new GraphCarrier(connection, TimeProvider.System));

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
    }

    [Fact]
    public async Task Carry_OverFourMegabytes_IsRefusedWithTheLimit()
    {
        var message = Sample.Reminder with { Attachments = [new("plan.pdf", "application/pdf", new byte[3 * 1024 * 1024])] };

        var carried = await attempt.CarryAsync(Carrier(), Transmission.Of(message));

        Assert.Equal("Refused Refused", Transmission.Fates(carried));
        Assert.Contains("4 MB", carried.Recipients[0].Said, StringComparison.Ordinal);
        Assert.Equal((0, 0), (graph.Tokens, attempt.Begun));
    }

    [Fact]
    public async Task Carry_OnlyToSomeOfThoseItNames_IsRefused()
    {
        var carried = await attempt.CarryAsync(Carrier(), Transmission.Parcel with { To = [Transmission.Parcel.To[0]] });

        Assert.Equal("Refused", Transmission.Fates(carried));
        Assert.Empty(graph.Sent);
    }

    [Fact]
    public async Task Carry_FaultOfOursAtTheBeginning_SendsNothing()
    {
        var broken = new Transmission { OnBegin = () => throw new InvalidOperationException("database") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.CarryAsync(Carrier()));

        Assert.Empty(graph.Sent);
    }

    [Fact]
    public async Task Send_ToAnotherHost_IsRefusedBeforeTheTokenLeaves()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.test/v1.0/next");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Connection().SendAsync(request, CancellationToken.None));

        Assert.Null(request.Headers.Authorization);
    }

    [Fact]
    public async Task Secrets_InSettingsFatesAndExceptions_AreNeverShown()
    {
        graph.SignInFailure = new(401);

        var carried = await attempt.CarryAsync(Carrier());
        var refusal = await Assert.ThrowsAsync<GraphSignInException>(() => Connection().SignInAsync(CancellationToken.None));

        Assert.DoesNotContain(FakeGraph.Secret, $"{Settings} {string.Join(' ', carried.Recipients)} {refusal}", StringComparison.Ordinal);
        Assert.True(refusal.IsOurs);
    }

    private GraphSettings Settings => new(FakeGraph.Tenant, FakeGraph.ClientId, FakeGraph.Secret, EmailAddress.Parse(FakeGraph.Mailbox))
    {
        SignInAddress = graph.Address,
        BaseAddress = new(graph.Address, "v1.0/"),
    };

    private GraphConnection Connection(TimeSpan? timeOut = null) => new(new() { Timeout = timeOut ?? TimeSpan.FromSeconds(30) }, Settings, TimeProvider.System);

    private GraphCarrier Carrier(TimeSpan? timeOut = null) => new(Connection(timeOut), TimeProvider.System);

    private static string Error(string code, string message) => $$"""{"error": {"code": "{{code}}", "message": "{{message}}"} }""";
}
