using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>What becomes of messages on their way: refused, doubtful, reported on.</summary>
public sealed class DispatchTests
{
    private const string Trust = TrackedLetter.Trust;
    private const string Wardens = TrackedLetter.Wardens;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Refused_ForGood_StopsChasingOpensATaskAndGoesOnWhenTheContactIsFixed(Database database)
    {
        await using var relay = SmtpSink.Start();
        relay.On = (at, command) => Task.FromResult(at == SinkStage.Rcpt && command.Contains($"<{TrackedLetter.AddressOf(Trust)}>", StringComparison.Ordinal) ? SinkDeed.Reply("550 5.1.1 No such user here") : null);
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);

        await letter.LiveToAsync("2023-08-22T12:00Z");
        var task = Assert.Single((await tracker.Officer.GetAsync("workflows/tasks")).Ok["items"]!.AsArray())!;
        var failed = Assert.Single((await tracker.Officer.GetAsync("mail/messages?state=failed")).Ok["items"]!.AsArray())!;
        var before = relay.Taken.Count;
        var fixedUp = (await tracker.Officer.PostAsync($"mail/messages/{failed["id"]}/fix-contact", new { address = TrackedLetter.AddressOf(Trust), newAddress = "new.head@harbour-trust.test", name = "New Head" }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-08-30T12:00Z");

        Assert.StartsWith("Fix the contact: ", task["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("550 5.1.1 No such user here", failed["recipients"]![0]!["said"]!.GetValue<string>());
        Assert.DoesNotContain(relay.Taken.Take(before), m => To(m, TrackedLetter.AddressOf(Trust)));
        Assert.Equal(2, relay.Taken.Take(before).Count(m => To(m, TrackedLetter.AddressOf(Wardens)) && Subject(m).StartsWith("Overdue", StringComparison.Ordinal)));
        var (again, chase) = (relay.Taken.Skip(before).First(m => To(m, "new.head@harbour-trust.test")), relay.Taken.Last(m => To(m, "new.head@harbour-trust.test")));
        Assert.Equal(failed["subject"]!.GetValue<string>(), Subject(again));
        Assert.StartsWith("Overdue, reminder", Subject(chase), StringComparison.Ordinal);
        Assert.Equal(fixedUp["sentAs"]!.GetValue<string>(), fixedUp["message"]!["recipients"]![0]!["replacedById"]!.GetValue<string>());
        Assert.Empty((await tracker.Officer.GetAsync("workflows/tasks")).Ok["items"]!.AsArray());
        Assert.Contains("could not be delivered to", (await tracker.Officer.GetAsync($"letters/{letter.Id}/events?size=200")).Ok.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Two people of one organisation; the second message to each is its own matter.</summary>
    [Theory, OnSqlite]
    public async Task Refused_ForTwoPeople_TheTaskStaysOpenUntilBothAreMended(Database database)
    {
        await using var relay = SmtpSink.Start();
        relay.On = (at, command) => Task.FromResult(at == SinkStage.Rcpt && command.Contains("wrong", StringComparison.Ordinal) ? SinkDeed.Reply("550 5.1.1 No such user here") : null);
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var draft = TrackedLetter.Draft(Trust);
        draft["recipients"] = new JsonArray(new[] { "wrong.one", "wrong.two" }.Select(n => (JsonNode)new JsonObject { ["name"] = n, ["organisation"] = Trust, ["email"] = $"{n}@harbour-trust.test" }).ToArray());
        _ = await TrackedLetter.IssuedAsync(tracker, draft);
        var failed = (await tracker.Officer.GetAsync("mail/messages?state=failed")).Ok["items"]![0]!;

        _ = (await tracker.Officer.PostAsync($"mail/messages/{failed["id"]}/fix-contact", new { address = "wrong.one@harbour-trust.test", newAddress = "one@harbour-trust.test" }, ifMatch: "*")).Ok;
        var tasksBetween = (await tracker.Officer.GetAsync("workflows/tasks")).Ok["items"]!.AsArray().Count;
        _ = (await tracker.Officer.PostAsync($"mail/messages/{failed["id"]}/fix-contact", new { address = "wrong.two@harbour-trust.test", newAddress = "two@harbour-trust.test" }, ifMatch: "*")).Ok;
        await tracker.SettleAsync();

        Assert.Equal(1, tasksBetween);
        Assert.Empty((await tracker.Officer.GetAsync("workflows/tasks")).Ok["items"]!.AsArray());
        Assert.Equal(["one@harbour-trust.test", "two@harbour-trust.test"], relay.Taken.Select(m => m.Recipients.Single().Address).Order(StringComparer.Ordinal));
        Assert.Equal("replaced", (await tracker.Officer.GetAsync($"mail/messages/{failed["id"]}")).Ok["state"]!.GetValue<string>());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Uncertain_NobodySentItAgain_UntilSomebodyDecides(Database database)
    {
        await using var relay = SmtpSink.Start();
        relay.Do(SinkStage.EndOfData, SinkDeed.TakeAndDrop);
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-07-06T12:00Z");
        var uncertain = (await tracker.Officer.GetAsync("mail/messages?state=uncertain")).Ok["items"]!.AsArray();
        var triedOnce = relay.Taken.Count;
        relay.On = (_, _) => Task.FromResult<SinkDeed?>(null);

        var first = (await tracker.Officer.PostAsync($"mail/messages/{uncertain[0]!["id"]}/send-again", ifMatch: $"\"{uncertain[0]!["version"]}\"")).Ok;
        _ = (await tracker.Officer.PostAsync($"mail/messages/{uncertain[1]!["id"]}/arrived", ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-07-08T12:00Z");

        Assert.Equal((2, 2), (uncertain.Count, triedOnce));
        Assert.Equal("queued", first["state"]!.GetValue<string>());
        var again = Assert.Single(relay.Taken.Skip(2));
        Assert.Equal(relay.Taken.First(m => m.Recipients[0].Address == again.Recipients[0].Address).Content, again.Content);
        var refused = await tracker.Officer.PostAsync($"mail/messages/{uncertain[0]!["id"]}/send-again", ifMatch: "*");
        Assert.Equal((HttpStatusCode.Conflict, "message.not-uncertain"), (refused.Status, refused.Rule));
        Assert.Equal(["sent", "sent"], (await tracker.Officer.GetAsync("mail/messages")).Ok["items"]!.AsArray().Select(m => m!["state"]!.GetValue<string>()));
    }

    [Theory, OnSqlite]
    public async Task Trouble_ForFiveDays_FailsAndNotBefore(Database database)
    {
        await using var relay = SmtpSink.Start();
        relay.Do(SinkStage.Rcpt, SinkDeed.Reply("451 4.3.0 Come back later"));
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);

        await letter.LiveToAsync("2023-07-09T07:00Z");
        var waiting = (await tracker.Officer.GetAsync("mail/messages")).Ok["items"]![0]!;
        await letter.LiveToAsync("2023-07-09T16:00Z");
        var failed = (await tracker.Officer.GetAsync("mail/messages")).Ok["items"]![0]!;

        Assert.Equal("queued", waiting["state"]!.GetValue<string>());
        Assert.InRange(waiting["tries"]!.GetValue<int>(), 25, 40);
        Assert.Equal("failed", failed["state"]!.GetValue<string>());
        Assert.StartsWith("Given up after 5 days.", failed["recipients"]![0]!["said"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty((await tracker.Officer.GetAsync("workflows/incidents")).Ok["items"]!.AsArray());
    }

    /// <summary>What a version that kept only the bytes had queued.</summary>
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Queued_ByAFormerVersion_GoesToWhomItsBytesName(Database database)
    {
        await using var relay = SmtpSink.Start();
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var content = Encoding.ASCII.GetBytes("From: Commission <scrutiny@harbour.test>\r\nTo: One <one@trust.test>,\r\n Two <two@trust.test>\r\nSubject: Lamps\r\nMessage-ID: <former@harbour.test>\r\n\r\nWords.\r\n");

        await tracker.StoredAsync(async db =>
        {
            db.Enqueue(new OutboxMessage { Kind = "mail", MessageId = "<former@harbour.test>", Content = content }, tracker.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await tracker.SettleAsync();

        var sent = Assert.Single(relay.Taken);
        Assert.Equal(content, sent.Content);
        Assert.Equal("scrutiny@harbour.test", sent.From);
        Assert.Equal(["one@trust.test", "two@trust.test"], sent.Recipients.Select(r => r.Address));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Report_ThatItFailed_MarksItAndOpensTheTaskOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);
        var dispatch = await tracker.StoredAsync(db => db.Dispatches.AsNoTracking().OrderBy(d => d.Id).FirstAsync());
        var address = dispatch.Recipients[0].Address;

        _ = await CorrespondenceTests.ComeInAsync(tracker, Report(dispatch.Sender, dispatch.MessageId, address, "failed"));
        _ = await CorrespondenceTests.ComeInAsync(tracker, Report(dispatch.Sender, dispatch.MessageId, address, "failed", "again"));
        await letter.LiveToAsync("2023-08-22T12:00Z");

        var message = (await tracker.Officer.GetAsync($"mail/messages/{dispatch.Id}")).Ok;
        Assert.Equal("failed", message["state"]!.GetValue<string>());
        Assert.Single((await tracker.Officer.GetAsync("workflows/tasks")).Ok["items"]!.AsArray());
        Assert.Single(tracker.Mail, m => m.To.Contains(address, StringComparison.Ordinal));
        Assert.Empty((await tracker.Officer.GetAsync("correspondence")).Ok["items"]!.AsArray());
    }

    /// <summary>A report ends the doubt that a broken connection left.</summary>
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Report_AboutAnUncertainMessage_SettlesIt(Database database)
    {
        await using var relay = SmtpSink.Start();
        relay.Do(SinkStage.EndOfData, SinkDeed.TakeAndDrop);
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", Through(relay));
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);
        var dispatch = await tracker.StoredAsync(db => db.Dispatches.AsNoTracking().SingleAsync());

        _ = await CorrespondenceTests.ComeInAsync(tracker, Report(dispatch.Sender, dispatch.MessageId, dispatch.Recipients[0].Address, "delivered"));
        await letter.LiveToAsync("2023-07-08T12:00Z");

        Assert.Equal("delivered", (await tracker.Officer.GetAsync($"mail/messages/{dispatch.Id}")).Ok["state"]!.GetValue<string>());
        Assert.Single(relay.Taken);
        Assert.NotNull(await tracker.StoredAsync(db => db.Set<OutboxMessage>().Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite]
    public async Task Report_FromAStranger_WaitsForAnOfficerAndChangesNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        _ = await TrackedLetter.IssuedAsync(tracker, Trust);
        var dispatch = await tracker.StoredAsync(db => db.Dispatches.AsNoTracking().SingleAsync());

        _ = await CorrespondenceTests.ComeInAsync(tracker, Report("scrutiny@harbour.test", dispatch.MessageId, dispatch.Recipients[0].Address, "failed"));
        _ = await CorrespondenceTests.ComeInAsync(tracker, Report(dispatch.Sender, "<unknown@elsewhere.test>", dispatch.Recipients[0].Address, "failed"));

        Assert.Equal("sent", (await tracker.Officer.GetAsync($"mail/messages/{dispatch.Id}")).Ok["state"]!.GetValue<string>());
        Assert.Equal(2, (await tracker.Officer.GetAsync("correspondence")).Ok["items"]!.AsArray().Count(m => m!["note"]!.GetValue<string>().StartsWith("It looks like a delivery report", StringComparison.Ordinal)));
    }

    private static string[] Through(SmtpSink relay) => ["--Tracker:Mail:Mode=Smtp", "--Tracker:Mail:Smtp:Host=127.0.0.1", $"--Tracker:Mail:Smtp:Port={relay.Port}", "--Tracker:Mail:Smtp:Security=None"];

    private static bool To(SunkMessage message, string address) => message.Recipients.Any(r => r.Address == address);

    private static string Subject(SunkMessage message)
    {
        var source = Encoding.ASCII.GetString(message.Content);
        return source.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").First(l => l.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];
    }

    internal static string Report(string to, string messageId, string address, string action, string words = "No such user here") => $"""
        From: Mail System <MAILER-DAEMON@relay.test>
        To: {to}
        Delivered-To: {to}
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{CorrespondenceTests.NewName()}@relay.test>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It could not be delivered: {words}
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.test

        Final-Recipient: rfc822; {address}
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 {words}

        --b
        Content-Type: text/rfc822-headers

        Message-ID: {messageId}
        Subject: Lamps

        --b--

        """.ReplaceLineEndings("\r\n");
}
