using System.Text;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>What does not go the usual way: corrections, letters sent otherwise, somebody else to answer, replies to letters that were never sent here.</summary>
public sealed class IrregularTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Correct_OfAnIssuedLetter_TellsTheAddresseesAndKeepsTheClock(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        var former = await tracker.Officer.BytesAsync($"letters/{letter.Id}/document");
        await letter.LiveToAsync("2023-07-20T10:00Z");

        var corrected = (await tracker.Chair.PostAsync(
            $"letters/{letter.Id}/correct", new { reason = "The quay was misnamed.", recommendations = new[] { new { recommendation = "1", text = "Mend every lamp on the east quay within a week." } } }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.Equal(2, corrected["edition"]!.GetValue<int>());
        Assert.Equal(["2023-08-11", "2023-08-11"], corrected["responseRequests"]!.AsArray().Select(r => Text(r!, "dueOn")));
        Assert.Equal(
            ["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge", "07-20 Corrected", "07-28 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023", "08-14 Overdue, reminder 1"],
            letter.MailTo(AddressOf(Trust)));
        var told = tracker.Mail.First(m => m.Subject.StartsWith("Corrected", StringComparison.Ordinal)).Words;
        Assert.Contains("What changed: The quay was misnamed.", told, StringComparison.Ordinal);
        Assert.Contains("The date for your reply stays Friday 11 August 2023.", told, StringComparison.Ordinal);
        Assert.Contains("east quay", tracker.Mail[^1].Words, StringComparison.Ordinal);
        Assert.Equal(former, await tracker.Officer.BytesAsync($"letters/{letter.Id}/document?edition=1"));
        Assert.NotEqual(former, await tracker.Officer.BytesAsync($"letters/{letter.Id}/document"));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"letters/{letter.Id}/correct", new { reason = "Nothing." }, ifMatch: "*"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"letters/{letter.Id}/correct", new { reason = "Mine.", subject = "Mine" }, ifMatch: "*"), Forbidden, "http-403");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Correct_WithARestartedClock_CountsFromTheNewDay(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var draft = Draft(Trust, Wardens);
        draft.Remove("responseDue");
        draft["responseRule"] = new JsonObject { ["kind"] = "working-days", ["days"] = 20, ["anchor"] = "issue", ["counting"] = "from" };
        var letter = await IssuedAsync(tracker, draft);
        await letter.LiveToAsync("2023-07-17T10:00Z");
        _ = (await letter.RespondAsync(Wardens, "substantive")).Ok;

        _ = (await tracker.Chair.PostAsync($"letters/{letter.Id}/correct", new { reason = "Half of it was missing.", subject = "Lamps and bollards", restartClock = true }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-08-15T10:00Z");

        var request = await letter.RequestAsync(Trust);
        Assert.Equal(("2023-08-14", "2023-08-01", "overdue"), (Text(request, "dueOn"), Text(request, "originalDueOn"), Text(request, "state")));
        Assert.Equal("answered", Text(await letter.RequestAsync(Wardens), "state"));
        Assert.Equal(
            ["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge", "07-17 Corrected", "07-31 Reply due on 14 August 2023", "08-09 Reply due on 14 August 2023", "08-15 Overdue, reminder 1"],
            letter.MailTo(AddressOf(Trust)));
        Assert.Contains("You have answered already", tracker.Mail.Single(m => m.Subject.StartsWith("Corrected", StringComparison.Ordinal) && m.To.Contains(AddressOf(Wardens), StringComparison.Ordinal)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Track_OfALetterSentOutside_MailsOnlyTheRemindersToCome(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-08-01T09:00Z");
        var letter = await DraftedAsync(tracker, Draft(Trust));

        var tracked = (await tracker.Officer.PostAsync($"letters/{letter.Id}/track", new { sentOn = "2023-07-05", remind = true, pdf = Encoding.ASCII.GetBytes("%PDF-1.7 as it was sent") }, ifMatch: "*")).Ok;
        await tracker.SettleAsync();
        var atFirst = tracker.Mail.Count;
        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.Equal(("2023-07-05", 0), (Text(tracked, "issuedOn"), atFirst));
        Assert.Equal(["08-08 Reply due on 11 August 2023", "08-14 Overdue, reminder 1"], letter.MailTo(AddressOf(Trust)));
        Assert.Equal("%PDF-1.7 as it was sent", Encoding.ASCII.GetString(await tracker.Officer.BytesAsync($"letters/{letter.Id}/document")));
        Assert.Equal("SendLetter SentOutside", (await letter.LifeAsync()).Steps[1]);
        Assert.Equal("sentOutside", Text(await letter.ReadAsync(), "origin"));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"letters/{letter.Id}/correct", new { reason = "Not ours.", subject = "Mine" }, ifMatch: "*"), Conflict, "letter.not-ours");
    }

    [Fact]
    public async Task Track_WithoutReminders_NeedsNoAddressAndMailsNothing()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, "2023-08-01T09:00Z");
        var draft = Draft(Trust);
        draft["recipients"]![0]!.AsObject().Remove("email");
        var letter = await DraftedAsync(tracker, draft);

        await tracker.RefusesAsync(() => TrackAsync(sentOn: "2023-08-02", remind: false), Conflict, "letter.sent-in-future");
        await tracker.RefusesAsync(() => TrackAsync(sentOn: "2023-07-01", remind: false), Conflict, "letter.sent-before-date");
        await tracker.RefusesAsync(() => TrackAsync(sentOn: "2023-07-04", remind: true), Conflict, "letter.recipient-without-address");
        _ = (await TrackAsync(sentOn: "2023-07-04", remind: false)).Ok;
        await letter.LiveToAsync("2023-10-01");
        var overdue = (await tracker.Officer.GetAsync("overdue")).Ok["items"]!.AsArray();
        _ = (await letter.EndAsync("withdraw")).Ok;
        await letter.LiveToAsync("2023-11-01");

        Assert.Empty(tracker.Mail);
        Assert.Single(overdue);
        Assert.Contains("BecomeOverdue Done", (await letter.LifeAsync(Trust)).Steps);
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync($"letters/{letter.Id}/document"), NotFound, "not-found");

        Task<Answer> TrackAsync(string sentOn, bool remind) => tracker.Officer.PostAsync($"letters/{letter.Id}/track", new { sentOn, remind }, ifMatch: "*");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task AskInstead_WhenItIsNotForThem_GivesTheOtherALinkAndAClock(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        var id = (await letter.ReadAsync())["recommendations"]![0]!["id"];
        object ask = new { insteadOf = Trust, organisation = "Northmere Port", name = "Port Director", email = "director@northmere-port.test", dueOn = "2023-08-25" };
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"recommendations/{id}/ask-instead", ask, ifMatch: "*"), Conflict, "recommendation.not-referred");
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "notForUs", referredTo = "Northmere Port" }, new { recommendation = "2", position = "accepted" })).Ok;

        _ = (await tracker.Officer.PostAsync($"recommendations/{id}/ask-instead", ask, ifMatch: "*")).Ok;
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"recommendations/{id}/ask-instead", ask, ifMatch: "*"), Conflict, "recommendation.already-asked");
        await letter.LiveToAsync("2023-08-29T10:00Z");

        Assert.Equal(["Harbour Trust answered", "Quay Wardens overdue", "Northmere Port overdue"], (await letter.ReadAsync())["responseRequests"]!.AsArray().Select(r => $"{r!["organisation"]} {r["state"]}"));
        Assert.Equal(
            ["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge", "08-11 Reply due on 25 August 2023", "08-22 Reply due on 25 August 2023", "08-29 Overdue, reminder 1"],
            letter.MailTo("director@northmere-port.test"));
        var asked = tracker.Mail.First(m => m.To.Contains("director@northmere-port.test", StringComparison.Ordinal)).Words;
        Assert.Contains("Mend every lamp", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Publish a plan", asked, StringComparison.Ordinal);
        Assert.Contains("/respond/", asked, StringComparison.Ordinal);

        _ = (await letter.RespondAsync("Northmere Port", "substantive")).Ok;
        Assert.Equal("answeredLate", Text(await letter.RequestAsync("Northmere Port"), "state"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task FileReply_ToALetterNeverSentHere_InfersItsDayFromTheReference(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2024-03-01T09:00Z");
        var reply = new JsonObject
        {
            ["commission"] = Commission,
            ["organisation"] = Trust,
            ["date"] = "2024-02-15",
            ["subject"] = "Lamps at the old market",
            ["theirReference"] = "HTR251023-77",
            ["text"] = "Thank you for your letter.",
        };

        var filed = (await tracker.Officer.PostAsync("replies", reply)).Ok;
        await tracker.SettleAsync();
        var stub = (await tracker.Officer.GetAsync($"letters/{filed["letterId"]}")).Ok;
        reply["theirReference"] = "HTR-77";

        Assert.Equal(("2023-10-25", 113, "their reference HTR251023-77"), (Text(filed, "letterReceivedOn"), filed["daysToReply"]!.GetValue<int>(), Text(filed, "inferredFrom")));
        Assert.Equal(("knownFromReply", "answered", "their reference HTR251023-77"), (Text(stub, "origin"), Text(stub, "state"), Text(stub, "inferredFrom")));
        Assert.Equal(113, stub["responseRequests"]![0]!["daysToReply"]!.GetValue<int>());
        Assert.Empty(tracker.Mail);
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("replies", reply), BadRequest, "invalid");
        reply["letterReceivedOn"] = "2024-02-16";
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("replies", reply), Conflict, "response.before-issue");
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
