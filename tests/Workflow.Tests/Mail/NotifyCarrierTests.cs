using System.Text.Json.Nodes;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public sealed class NotifyCarrierTests : IAsyncLifetime
{
    private static readonly Guid Template = new("f33517ff-2a88-4f6e-b855-c550268ce08a");
    private readonly Transmission attempt = new();
    private FakeNotify notify = null!;

    public async Task InitializeAsync() => notify = await FakeNotify.StartAsync();

    public async Task DisposeAsync() => await notify.DisposeAsync();

    [Fact]
    public async Task Carry_TwoRecipients_IsOneRequestForEach()
    {
        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
        Assert.Equal(1, attempt.Begun);
        Assert.Equal(["clerk@fire.test", "chief@fire.test"], notify.Sent.Select(mail => (string?)mail["email_address"]));
        Assert.Equal(2, notify.Sent.Select(mail => (string?)mail["reference"]).Distinct().Count());
        Assert.All(notify.Sent, mail => Assert.Equal(Template.ToString(), (string?)mail["template_id"]));
        Assert.All(notify.Sent, mail => Assert.Null(mail["email_reply_to_id"]));
        Assert.Empty(notify.Complaints);
    }

    [Fact]
    public async Task Carry_Message_KeepsSubjectWordsAndFile()
    {
        await attempt.CarryAsync(Carrier());

        var own = notify.Sent[0]["personalisation"]!;
        Assert.Equal(Sample.Reminder.Subject, (string?)own["subject"]);
        Assert.StartsWith("Dear Clerk,\n\nYour answer was due on 11 August 2023.\n.\nFrom here on we chase.\n£5 = five pounds\nxxx", (string?)own["body"], StringComparison.Ordinal);
        Assert.Equal("Letter of 4 July 2023.pdf", (string?)own["attachment"]!["filename"]);
        Assert.Equal(Sample.Reminder.Attachments[0].Content.ToArray(), Convert.FromBase64String((string)own["attachment"]!["file"]!));
    }

    [Fact]
    public async Task Carry_ReplyToId_IsSent()
    {
        var id = new Guid("8e222534-7f05-4972-86e3-17c5d9f894e2");

        await attempt.CarryAsync(new NotifyCarrier(new(), Settings with { ReplyToId = id }, TimeProvider.System));

        Assert.Equal(id.ToString(), (string?)notify.Sent[0]["email_reply_to_id"]);
    }

    [Theory]
    [InlineData("plan.pdf", 2 * 1024 * 1024, true)]
    [InlineData("plan.pdf", (2 * 1024 * 1024) + 1, false)]
    [InlineData("plan.zip", 10, false)]
    [InlineData("plan", 10, false)]
    public async Task Carry_File_IsUploadedOrNamedInTheWords(string name, int bytes, bool isUploaded)
    {
        var message = Sample.Reminder with { Attachments = [new(name, "application/octet-stream", new byte[bytes])] };

        await attempt.CarryAsync(Carrier(), Transmission.Of(message));

        var own = notify.Sent[0]["personalisation"]!;
        Assert.Equal(isUploaded, own["attachment"] is JsonObject);
        Assert.Equal(isUploaded, !((string)own["body"]!).Contains("Not sent with this message", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, "ValidationError", "email_address is not a valid email address", "Refused Taken")]
    [InlineData(400, "BadRequestError", "Emails cannot be longer than 2000000 bytes.", "Refused Taken")]
    [InlineData(400, "BadRequestError", "File did not pass the virus scan", "Refused Taken")]
    [InlineData(413, "BadRequestError", "Too large", "Refused Taken")]
    [InlineData(400, "BadRequestError", "Can't send to this recipient when service is in trial mode", "Later Later closes")]
    [InlineData(400, "BadRequestError", "Missing personalisation: attachment", "Later Later closes")]
    [InlineData(403, "AuthError", "Invalid token: API key not found", "Later Later closes")]
    [InlineData(404, "NoResultFound", "No result found", "Later Later closes")]
    [InlineData(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds", "Later Later closes")]
    [InlineData(500, "Exception", "Internal server error", "Later Later closes")]
    [InlineData(503, "", "", "Later Later closes")]
    public async Task Carry_Refusal_HasItsFate(int status, string error, string message, string fates)
    {
        notify.Fail(new Failure(status, new JsonObject { ["status_code"] = status, ["errors"] = new JsonArray(new JsonObject { ["error"] = error, ["message"] = message }) }.ToJsonString()));

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal(fates, Transmission.Fates(carried));
        Assert.Contains(message, carried.Recipients[0].Said, StringComparison.Ordinal);
        Assert.Equal(fates.Contains("closes", StringComparison.Ordinal) ? 0 : 1, notify.Sent.Count);
        Assert.Equal(status is 400 or 403 or 404 && carried.ClosesLane, carried.Recipients[0].Said.Contains("administrator", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RateLimitError", null, 60)]
    [InlineData("TooManyRequestsError", null, 3600)]
    [InlineData("RateLimitError", 17, 17)]
    public async Task Carry_TooMany_SaysWhenToComeBack(string error, int? retryAfter, int seconds)
    {
        notify.Fail(new Failure(429, $$"""{"errors":[{"error":"{{error}}","message":"m"}]}""") { RetryAfter = retryAfter });

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal(TimeSpan.FromSeconds(seconds), carried.After);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(201, 5)]
    [InlineData(201, 0)]
    public async Task Carry_AnswerLostAfterTheWork_IsFoundByReference(int status, int stallSeconds)
    {
        notify.Fail(new Failure(status, "this is no answer") { AfterTheWork = true, Stall = TimeSpan.FromSeconds(stallSeconds) });

        var carried = await attempt.CarryAsync(Carrier(TimeSpan.FromSeconds(1)));

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
        Assert.Equal(2, notify.Sent.Count);
    }

    [Fact]
    public async Task Carry_AnswerLostBeforeTheWork_GoesOnceAtTheNextAttempt()
    {
        notify.Fail(new Failure(0));

        var first = await attempt.CarryAsync(Carrier());
        var second = await attempt.CarryAsync(Carrier());

        Assert.Equal("Later Taken", Transmission.Fates(first));
        Assert.Equal("Taken Taken", Transmission.Fates(second));
        Assert.Equal(2, notify.Sent.Count);
    }

    [Fact]
    public async Task Carry_CrashAfterTheFirstRecipient_SendsOnlyToTheOther()
    {
        await attempt.CarryAsync(Carrier(), Transmission.Parcel with { To = [Transmission.Parcel.To[0]] });

        var carried = await attempt.CarryAsync(Carrier(), Recent() with { WasBegun = true });
        var again = await new Transmission().CarryAsync(Carrier(), Recent() with { WasBegun = true });

        Assert.Equal("Taken Taken", Transmission.Fates(carried));
        Assert.Equal("Taken Taken", Transmission.Fates(again));
        Assert.Equal(["clerk@fire.test", "chief@fire.test"], notify.Sent.Select(mail => (string?)mail["email_address"]));
    }

    [Fact]
    public async Task Carry_BegunSoLongAgoThatNotifyForgot_IsUnsure()
    {
        var carried = await attempt.CarryAsync(Carrier(), Transmission.Parcel with { WasBegun = true }); // of 2023

        Assert.Equal("Unsure Unsure", Transmission.Fates(carried));
        Assert.Empty(notify.Sent);
        Assert.Equal(0, attempt.Begun);
    }

    [Theory]
    [InlineData("no answer", true, "Unsure Unsure")]
    [InlineData("{}", true, "Unsure Unsure")]
    [InlineData("[1]", false, "Later Later closes")]
    public async Task Carry_LookUpThatCannotBeRead_IsDoubt(string body, bool wasBegun, string fates)
    {
        notify.LookupFailure = new(200, body);

        var carried = await attempt.CarryAsync(Carrier(), Recent() with { WasBegun = wasBegun });

        Assert.Equal(fates, Transmission.Fates(carried));
        Assert.Empty(notify.Sent);
        Assert.Equal(0, attempt.Begun);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Carry_LookUpFails_SendsNothing(int status)
    {
        notify.LookupFailure = new(status);

        var carried = await attempt.CarryAsync(Carrier());

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
        Assert.Empty(notify.Sent);
    }

    [Fact]
    public async Task Carry_NobodyListens_WaitsForEverybody()
    {
        var carried = await attempt.CarryAsync(new NotifyCarrier(new(), Settings with { BaseAddress = new("http://127.0.0.1:1/") }, TimeProvider.System));

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
        Assert.Equal(0, attempt.Begun);
    }

    [Fact]
    public async Task Carry_StoppedWhileItWaits_IsLaterAndNotDoubled()
    {
        using var stop = new CancellationTokenSource();
        notify.Fail(new Failure(201) { AfterTheWork = true, Stall = TimeSpan.FromSeconds(5) });
        stop.CancelAfter(TimeSpan.FromSeconds(1));

        var carried = await attempt.CarryAsync(Carrier(), cancellationToken: stop.Token);
        var again = await attempt.CarryAsync(Carrier());

        Assert.Equal("Later Later closes", Transmission.Fates(carried));
        Assert.Equal("Taken Taken", Transmission.Fates(again));
        Assert.Equal(2, notify.Sent.Count);
    }

    [Fact]
    public async Task Carry_FaultOfOursAtTheBeginning_SendsNothing()
    {
        var broken = new Transmission { OnBegin = () => throw new InvalidOperationException("database") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.CarryAsync(Carrier()));

        Assert.Empty(notify.Sent);
    }

    [Theory]
    [InlineData("Please [click](https://evil.test) *now*", @"Please \[click\]\(https://evil.test\) \*now\*")]
    [InlineData("# Heading", @"\# Heading")]
    [InlineData("1. One", @"1\. One")]
    [InlineData("- One\n- Two", "- One\n- Two")]
    [InlineData("--- line", @"\--- line")]
    [InlineData("https://tracker.test/respond/a_b-c", "https://tracker.test/respond/a_b-c")]
    [InlineData("See the map:\n  indented", "See the map:\nindented")]
    [InlineData("a_b ((name)) `x` \\", @"a\_b \(\(name\)\) \`x\` \\")]
    public async Task Carry_WordsThatLookLikeMarkdown_AreShownAsTheyAre(string text, string words)
    {
        await attempt.CarryAsync(Carrier(), Transmission.Of(Sample.Reminder with { Text = text }));

        Assert.Equal(words, (string?)notify.Sent[0]["personalisation"]!["body"]);
    }

    [Fact]
    public async Task Secrets_InSettingsAndFates_AreNeverShown()
    {
        notify.Fail(new Failure(403, $$"""{"errors":[{"error":"AuthError","message":"m"}]}"""));

        var carried = await attempt.CarryAsync(Carrier());

        var shown = $"{Settings} {string.Join(' ', carried.Recipients)}";
        Assert.DoesNotContain(FakeNotify.Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeNotify.Secret[..8], shown, StringComparison.Ordinal);
    }

    private NotifySettings Settings => new(FakeNotify.ApiKey, Template) { BaseAddress = notify.Address };

    private NotifyCarrier Carrier(TimeSpan? timeOut = null) => new(new() { Timeout = timeOut ?? TimeSpan.FromSeconds(30) }, Settings, TimeProvider.System);

    /// <summary>Of now, so that Notify still knows of it.</summary>
    private static Parcel Recent() => Transmission.Of(Sample.Reminder with { Date = TimeProvider.System.GetUtcNow() });
}
