using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>The commission's view: an officer proposes, the chair decides; further information, closing and reopening.</summary>
public sealed class AssessmentTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Assess_ByAnOfficer_ChangesNothingUntilTheChairAgrees(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await AnsweredAsync(tracker);
        var id = await RecommendationAsync(letter, 0);

        var proposed = (await tracker.Officer.PostAsync($"recommendations/{id}/assess", new { view = "satisfied", words = "It answers the point." }, ifMatch: "*")).Ok;
        var waiting = await WaitingAsync(tracker);
        var pending = (await tracker.Chair.GetAsync("proposals")).Ok["items"]!.AsArray().Select(p => $"{p!["number"]} {p["proposal"]!["view"]} {p["proposal"]!["proposedBy"]}").ToList();
        var decided = (await tracker.Chair.PostAsync($"assessments/{proposed["assessment"]!["id"]}/decide", new { agree = true }, ifMatch: "*")).Ok;

        Assert.Equal(("open", "proposed"), (Text(proposed, "view"), Text(proposed["assessment"]!, "state")));
        Assert.Equal(["1", "2"], waiting);
        Assert.Equal(["1 satisfied officer@northmere.test"], pending);
        Assert.Empty((await tracker.Chair.GetAsync("proposals")).Ok["items"]!.AsArray());
        Assert.Equal(("satisfied", "decided"), (Text(decided, "view"), Text(decided["assessment"]!, "state")));
        Assert.Equal(["2"], await WaitingAsync(tracker));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"assessments/{proposed["assessment"]!["id"]}/decide", new { agree = true }, ifMatch: "*"), Conflict, "assessment.decided");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"assessments/{proposed["assessment"]!["id"]}/decide", new { agree = true }, ifMatch: "*"), Forbidden, "http-403");
    }

    [Fact]
    public async Task Decide_NotAgreeing_KeepsTheProposalWithItsReason()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await AnsweredAsync(tracker);
        var id = await RecommendationAsync(letter, 0);
        var proposed = (await tracker.Officer.PostAsync($"recommendations/{id}/close", new { reason = "implemented", words = "Done." }, ifMatch: "*")).Ok;
        var decide = $"assessments/{proposed["assessment"]!["id"]}/decide";

        await tracker.RefusesAsync(() => tracker.Chair.PostAsync(decide, new { agree = false }, ifMatch: "*"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync(decide, new { agree = true }), (System.Net.HttpStatusCode)428, "if-match-required");
        var declined = (await tracker.Chair.PostAsync(decide, new { agree = false, reason = "Nobody has looked." }, ifMatch: "*")).Ok;

        Assert.Equal(("declined", "Nobody has looked."), (Text(declined["assessment"]!, "state"), Text(declined["assessment"]!, "declineReason")));
        Assert.Equal("open", Text(declined, "view"));
        Assert.Equal("answered", Text(await letter.ReadAsync(), "state"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task FurtherInformation_DecidedByTheChair_HasAClockOfItsOwn(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await AnsweredAsync(tracker);
        var id = await RecommendationAsync(letter, 0);

        _ = (await tracker.Chair.PostAsync($"recommendations/{id}/assess", new { view = "furtherInformationWanted", words = "How many lamps are dark today?" }, ifMatch: "*")).Ok;
        await tracker.SettleAsync();
        var rounds = (await letter.ReadAsync())["responseRequests"]!.AsArray();
        await letter.LiveToAsync("2023-08-03T10:00Z");

        Assert.Equal(["1 answered 2023-08-11", "2 waiting 2023-08-02"], rounds.Select(r => $"{r!["round"]} {r["state"]} {r["dueOn"]}"));
        Assert.Equal("issued", Text(await letter.ReadAsync(), "state"));
        var asked = tracker.Mail.Where(m => m.Words.Contains("How many lamps are dark today?", StringComparison.Ordinal)).ToList();
        Assert.Equal(["2023-07-19", "2023-07-26", "2023-08-03"], asked.Select(m => m.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(asked, m => Assert.DoesNotContain("Publish a plan", m.Words, StringComparison.Ordinal));
        Assert.Equal(["2 Harbour Trust"], (await tracker.Officer.GetAsync("overdue")).Ok["items"]!.AsArray().Select(r => $"{r!["round"]} {r["organisation"]}"));

        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", text = "Eleven." })).Ok;
        await letter.LiveToAsync("2023-12-01");

        Assert.Equal(["answered 0", "answeredLate 1"], (await letter.ReadAsync())["responseRequests"]!.AsArray().Select(r => $"{r!["state"]} {r["daysLate"]}"));
        Assert.Equal(3, tracker.Mail.Count(m => m.Words.Contains("How many lamps are dark today?", StringComparison.Ordinal)));
        Assert.Equal(["1", "2"], await WaitingAsync(tracker));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Close_OfTheLastRecommendation_ClosesTheLetterAndItsPromises(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        _ = (await letter.RespondAsync(Trust, "interim", new { recommendation = "1", position = "accepted", commitments = new[] { new { text = "All lamps.", due = "2023-09" } } })).Ok;
        var (first, second) = (await RecommendationAsync(letter, 0), await RecommendationAsync(letter, 1));

        var one = (await tracker.Chair.PostAsync($"recommendations/{first}/close", new { reason = "superseded", words = "The quay is closed." }, ifMatch: "*")).Ok;
        var promises = (await tracker.Officer.GetAsync($"commitments?letterId={letter.Id}")).Ok["items"]!.AsArray();
        var all = (await tracker.Chair.PostAsync($"recommendations/{second}/close", new { reason = "noFurtherAction", words = "No use." }, ifMatch: "*")).Ok;
        var sent = tracker.Mail.Count;
        await letter.LiveToAsync("2024-09-01");

        Assert.Equal(("issued", "closed"), (Text(one, "letterState"), Text(all, "letterState")));
        Assert.Equal(["closed"], promises.Select(p => Text(p!, "state")));
        Assert.Equal(sent, tracker.Mail.Count);
        Assert.Equal("Finished", (await letter.LifeAsync()).Status);
        Assert.Equal(["closed", "closed"], (await letter.ReadAsync())["responseRequests"]!.AsArray().Select(r => Text(r!, "state")));
        Assert.Empty(await WaitingAsync(tracker));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"recommendations/{first}/close", new { reason = "implemented", words = "Again." }, ifMatch: "*"), Conflict, "recommendation.closed");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Reopen_OfAClosedLetter_FollowsItAgainAndMailsNobody(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", commitments = new[] { new { text = "All lamps.", due = "2023-09" } } }, new { recommendation = "2", position = "accepted" })).Ok;
        _ = (await letter.EndAsync("close")).Ok;
        await tracker.SettleAsync();
        var (id, sent) = (await RecommendationAsync(letter, 0), tracker.Mail.Count);

        var reopened = (await tracker.Chair.PostAsync($"recommendations/{id}/reopen", new { reason = "A lamp is dark again." }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-07-06");

        Assert.Equal(("open", "answered"), (Text(reopened, "view"), Text(reopened, "letterState")));
        Assert.Equal(sent, tracker.Mail.Count);
        Assert.Equal(["Start Done", "SendLetter TakenUpAgain", "Wait Follow-up, Withdrawn, Closed"], (await letter.LifeAsync()).Steps.Take(3));
        Assert.Equal("Running", (await letter.LifeAsync()).Status);
        Assert.Equal(["open"], (await tracker.Officer.GetAsync($"commitments?letterId={letter.Id}")).Ok["items"]!.AsArray().Select(p => Text(p!, "state")));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"recommendations/{id}/reopen", new { reason = "Once more." }, ifMatch: "*"), Conflict, "recommendation.not-closed");

        _ = (await tracker.Chair.PostAsync($"recommendations/{id}/close", new { reason = "implemented", words = "All lit." }, ifMatch: "*")).Ok;
        Assert.Equal("closed", Text(await letter.ReadAsync(), "state"));
        Assert.Equal("Finished", (await letter.LifeAsync()).Status);
    }

    [Fact]
    public async Task Recommendations_ClosedAtTheSameMoment_CloseTheLetter()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        for (var round = 0; round < 3; round++)
        {
            var letter = await AnsweredAsync(tracker);
            var ids = new[] { await RecommendationAsync(letter, 0), await RecommendationAsync(letter, 1) };

            var answers = await Task.WhenAll(ids.Select(id => tracker.Chair.PostAsync($"recommendations/{id}/close", new { reason = "implemented", words = "Done." }, ifMatch: "*")));

            Assert.All(answers, a => Assert.Equal(OK, a.Status));
            Assert.Equal("closed", Text(await letter.ReadAsync(), "state"));
            Assert.Equal("Finished", (await letter.LifeAsync()).Status);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task History_OfTheCase_ReadsLikeAStory(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await AnsweredAsync(tracker);
        var id = await RecommendationAsync(letter, 0);
        _ = (await tracker.Officer.PostAsync($"recommendations/{id}/close", new { reason = "implemented", words = "Seen on 1 August." }, ifMatch: "*")).Ok;
        var caseId = (await letter.ReadAsync())["caseId"];

        var first = (await tracker.Officer.GetAsync($"cases/{caseId}/history?size=3")).Ok;
        var rest = (await tracker.Officer.GetAsync($"cases/{caseId}/history?after={first["next"]}")).Ok;

        Assert.Equal(
            ["officer@northmere.test drafted the letter HSC/2023-24/01/1: Lamps on the quay", "chair@northmere.test approved the letter HSC/2023-24/01/1.", "officer@northmere.test issued the letter HSC/2023-24/01/1 to 1 organisation."],
            first["items"]!.AsArray().Select(e => Text(e!, "what")));
        Assert.Equal("officer@northmere.test proposed to close recommendation 1 as implemented.", Text(rest["items"]!.AsArray()[^1]!, "what"));
        Assert.Equal(("officer@northmere.test", "2023-07-19", "Seen on 1 August.", "HSC/2023-24/01/1"), Told(rest["items"]!.AsArray()[^1]!));
        Assert.Null(rest["next"]);

        static (string Who, string On, string Why, string Letter) Told(JsonNode e) => (Text(e, "who"), Text(e, "on"), Text(e, "why"), Text(e, "letter"));
    }

    private static async Task<TrackedLetter> AnsweredAsync(TestTracker tracker)
    {
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-07-19T10:00Z");
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "2", position = "accepted" })).Ok;
        return letter;
    }

    private static async Task<Guid> RecommendationAsync(TrackedLetter letter, int index) => (await letter.ReadAsync())["recommendations"]![index]!["id"]!.GetValue<Guid>();

    private static async Task<List<string>> WaitingAsync(TestTracker tracker) =>
        [.. (await tracker.Officer.GetAsync("waiting")).Ok["items"]!.AsArray().Select(r => Text(r!, "number")).Order(StringComparer.Ordinal)];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
