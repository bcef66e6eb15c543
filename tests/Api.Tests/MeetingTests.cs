using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>Follow-up meetings: papers, agenda, outcomes, and what moves with them.</summary>
public sealed class MeetingTests
{
    private const string Start = "2021-04-23T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Letter_WithAMeeting_IsSummedUpWhenPapersAreDueAndFollowedOn(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, DraftFor("2021-06-22"));
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "2", part = "a", position = "accepted" })).Ok;

        await letter.LiveToAsync("2021-06-14T07:59Z");
        var before = (await letter.LifeAsync()).Steps;
        await letter.LiveToAsync("2021-06-14T08:00Z"); // 09:00 in London
        var meeting = await MeetingAsync(letter);
        await letter.LiveToAsync("2021-06-22T09:00Z");

        Assert.Equal(("2021-06-22", "2021-06-14"), (Text(meeting["meeting"]!, "heldOn"), Text(meeting["meeting"]!, "papersOn")));
        Assert.DoesNotContain("UntilSummary PapersDue", before);
        Assert.Equal(["UntilSummary PapersDue", "MakeSummary Done", "UntilMeeting Held", "SayFollowed Done"], (await letter.LifeAsync()).After("Wait Follow-up, Withdrawn, Closed"));
        Assert.Equal(
            ["Harbour Trust: answered, waits for the commission's view, overdue since 10 June 2021.", "Harbour Trust: partly answered, b missing, overdue since 10 June 2021."],
            meeting["items"]!.AsArray().Select(i => Text(i!, "why")));
        var kept = Assert.Single((await letter.ReadAsync())["summaries"]!.AsArray())!;
        Assert.True((await tracker.Officer.BytesAsync($"letters/{letter.Id}/response-summaries/{kept["id"]}")).AsSpan().StartsWith("%PDF-"u8));
        Assert.Contains((await tracker.Officer.GetAsync($"letters/{letter.Id}/events")).Ok["items"]!.AsArray(), e => Text(e!, "summary") ==
            "The summary of responses was made: 2 answers were asked for; complete: 1, partial: 1, missing: 0.");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Move_OfTheMeeting_MovesTheRepliesThatHangOnIt(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, DraftFor("2021-06-22"));
        var id = (await letter.ReadAsync())["meetingId"];

        _ = (await tracker.Officer.PostAsync($"meetings/{id}/move", new { on = "2021-06-29", reason = "The room is taken." }, ifMatch: "*")).Ok;
        var request = await letter.RequestAsync(Trust);
        await letter.LiveToAsync("2021-06-21T10:00Z");

        Assert.Equal("2021-06-17", Text(request, "dueOn"));
        Assert.Equal("2021-06-10", Text(request, "originalDueOn"));
        Assert.Equal("06-18 Overdue, reminder 1", letter.MailTo(AddressOf(Trust))[^1]);
        Assert.Contains("UntilSummary PapersDue", (await letter.LifeAsync()).Steps);
        var told = (await tracker.Officer.GetAsync($"letters/{letter.Id}/events")).Ok["items"]!.AsArray().Single(e => Text(e!, "action") == "MoveMeeting")!;
        Assert.Equal(
            ("officer@northmere.test moved the meeting of 22 June 2021 to 29 June 2021; the replies are due on 17 June 2021.", "The room is taken."), (Text(told, "summary"), Text(told, "reason")));
    }

    [Fact]
    public async Task Outcomes_OfAMeeting_AreViewsWithItsMinutes()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, DraftFor("2021-06-22"));
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        var whole = await letter.ReadAsync();
        var (id, first, second) = (whole["meetingId"], whole["recommendations"]![0]!["id"], whole["recommendations"]![1]!["id"]);
        object outcomes = new
        {
            outcomes = new object[]
            {
                new { recommendationId = first!.GetValue<Guid>(), view = "closed", closingReason = "implemented", words = "All lit.", minute = "7" },
                new { recommendationId = second!.GetValue<Guid>(), view = "notSatisfied", words = "No plan yet.", minute = "8" },
            },
        };

        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"meetings/{id}/outcomes", outcomes, ifMatch: "*"), Conflict, "meeting.not-held");
        await letter.LiveToAsync("2021-06-22T18:00Z");
        _ = (await tracker.Chair.PostAsync($"meetings/{id}/outcomes", outcomes, ifMatch: "*")).Ok;

        Assert.Equal(["closed", "notSatisfied"], (await letter.ReadAsync())["recommendations"]!.AsArray().Select(r => Text(r!, "view")));
        var summary = (await tracker.Officer.GetAsync($"letters/{letter.Id}/response-summary?format=json")).Ok["recommendations"]!.AsArray();
        Assert.Equal(
            ["Closed (implemented), meeting of 22 June 2021, minute 7: All lit.", "Not satisfied, meeting of 22 June 2021, minute 8: No plan yet."], summary.Select(r => Text(r!, "assessmentWords")));
        Assert.Equal([1, 1], (await MeetingAsync(letter))["items"]!.AsArray().Select(i => i!["outcomes"]!.AsArray().Count));
    }

    [Fact]
    public async Task Plan_ForOpenLetters_GathersThemAndRefusesAnotherOnThatDay()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, DraftFor(meeting: null, due: "2021-05-28"));
        var plan = new { commission = Commission, on = "2021-06-22", title = "Summer meeting", letters = new[] { letter.Id } };

        var planned = (await tracker.Officer.PostAsync("meetings", plan)).Ok;
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("meetings", plan), Conflict, "meeting.exists");
        await letter.LiveToAsync("2021-06-01");
        _ = (await tracker.Officer.PostAsync($"meetings/{planned["id"]}/gather", ifMatch: "*")).Ok;
        var meeting = (await tracker.Officer.GetAsync($"meetings/{planned["id"]}")).Ok;
        var cancelled = (await tracker.Officer.PostAsync($"meetings/{planned["id"]}/cancel", new { reason = "Purdah." }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2021-07-01");

        Assert.Equal(2, planned["items"]!.GetValue<int>());
        Assert.All(meeting["items"]!.AsArray(), i => Assert.Equal("Harbour Trust: not answered, overdue since 28 May 2021.", Text(i!, "why")));
        Assert.Equal("Purdah.", Text(cancelled, "cancelReason"));
        Assert.Contains("UntilSummary ThirdChase", (await letter.LifeAsync()).Steps);
        Assert.Equal(["2021-06-22"], (await tracker.Officer.GetAsync("meetings")).Ok["items"]!.AsArray().Select(m => Text(m!, "heldOn")));
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"meetings/{planned["id"]}/move", new { on = "2021-07-08", reason = "Later." }, ifMatch: "*"), Conflict, "meeting.cancelled");
    }

    [Fact]
    public async Task Meetings_OfAnotherCommission_AreNotFound()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, DraftFor("2021-06-22"));
        var other = DraftFor("2021-06-23");
        other["commission"] = "Bridges Commission";
        _ = await DraftedAsync(tracker, other);
        var stranger = await tracker.SignInAsync("bridges@northmere.test", Workflow.Access.Role.Chair, "Bridges Commission");
        var whole = await letter.ReadAsync();
        var recommendation = whole["recommendations"]![0]!["id"];

        await tracker.RefusesAsync(() => stranger.GetAsync($"meetings/{whole["meetingId"]}"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.PostAsync("meetings", new { commission = Commission, on = "2021-06-30" }), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.GetAsync($"recommendations/{recommendation}"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.PostAsync($"recommendations/{recommendation}/close", new { reason = "implemented", words = "Mine." }, ifMatch: "*"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.GetAsync($"cases/{whole["caseId"]}/history"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.GetAsync($"letters/{letter.Id}/response-summary?format=json"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.GetAsync($"letters/{letter.Id}/coverage"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.PostAsync($"letters/{letter.Id}/correct", new { reason = "Mine.", subject = "Mine" }, ifMatch: "*"), NotFound, "not-found");
        Assert.Empty((await stranger.GetAsync("meetings")).Ok["items"]!.AsArray());
        Assert.Empty((await stranger.GetAsync("waiting")).Ok["items"]!.AsArray());
        Assert.Empty((await stranger.GetAsync($"due-next?commissionId={whole["commissionId"]}")).Ok["items"]!.AsArray());
    }

    /// <summary>Dated 23 April 2021; replies in time for the papers of the meeting, or on a day of their own.</summary>
    private static JsonObject DraftFor(string? meeting, string? due = null)
    {
        var draft = Draft(Trust);
        draft.Remove("responseDue");
        draft["date"] = "2021-04-23";
        if (meeting is not null)
        {
            draft["followUpMeetingDate"] = meeting;
        }

        if (due is not null)
        {
            draft["responseDue"] = due;
        }

        return draft;
    }

    private static async Task<JsonNode> MeetingAsync(TrackedLetter letter) => (await letter.Tracker.Officer.GetAsync($"meetings/{(await letter.ReadAsync())["meetingId"]}")).Ok;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
