using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Access;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>Who may do what, about which version, and how often: what is not allowed changes nothing.</summary>
public sealed class PreconditionTests
{
    private const string Start = "2023-07-04T09:00Z";
    private static readonly object Reason = new { reason = "The harbour is to be sold." };

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task IfMatch_StaleOrMissing_IsRefusedOnEveryDecision(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await DraftedAsync(tracker, Draft(Trust));
        var (officer, chair, at) = (tracker.Officer, tracker.Chair, $"letters/{letter.Id}");

        await AssertGuardedAsync(tracker, chair, $"{at}/approve", body: null);
        await AssertGuardedAsync(tracker, officer, $"{at}/issue", body: null);
        await letter.IssueAsync();
        var request = $"response-requests/{(await letter.RequestAsync(Trust))["id"]}";
        await AssertGuardedAsync(tracker, officer, $"{request}/extend", new { until = "2023-09-01", reason = "Asked for." });
        await AssertGuardedAsync(tracker, officer, $"{request}/pause", new { category = "court", reason = "An inquest.", effectiveOn = "2023-07-04" });
        await AssertGuardedAsync(tracker, officer, $"{request}/restart", new { effectiveOn = "2023-07-04" });
        await AssertGuardedAsync(tracker, chair, $"{request}/override", new { on = "2023-09-01", reason = "Decided." });
        await AssertGuardedAsync(tracker, chair, $"{at}/withdraw", Reason);
        await AssertGuardedAsync(tracker, chair, $"{at}/close", Reason);
        await tracker.RefusesAsync(() => chair.PostAsync($"{at}/close", Reason, ifMatch: "yesterday"), BadRequest, "request.malformed");
    }

    [Fact]
    public async Task ETag_OfTheLastAnswer_IsTheVersionThatIsAccepted()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await DraftedAsync(tracker, Draft(Trust));

        var seen = (await tracker.Officer.GetAsync($"letters/{letter.Id}")).ETag;
        var approved = await tracker.Chair.PostAsync($"letters/{letter.Id}/approve", ifMatch: seen);
        var issued = await tracker.Officer.PostAsync($"letters/{letter.Id}/issue", ifMatch: approved.ETag);
        var again = await tracker.Officer.GetAsync($"letters/{letter.Id}");

        Assert.Equal(OK, issued.Status);
        Assert.NotEqual(seen, approved.ETag);
        Assert.Equal(issued.ETag, again.ETag);
    }

    [Fact]
    public async Task Roles_WithoutTheRight_AreRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var at = $"letters/{letter.Id}";
        var request = $"response-requests/{(await letter.RequestAsync(Trust))["id"]}";
        var stranger = new ApiClient(new() { BaseAddress = tracker.Nobody.Http.BaseAddress });
        stranger.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "trk_0000");

        foreach (var path in new[] { at, $"{at}/document", $"{at}/reminder-plan", $"{at}/events", "overdue", "recommendations", "commissions", "organisations", "response-duties", "clock" })
        {
            await tracker.RefusesAsync(() => tracker.Nobody.GetAsync(path), Unauthorized, "http-401");
            await tracker.RefusesAsync(() => stranger.GetAsync(path), Unauthorized, "http-401");
        }

        await tracker.RefusesAsync(() => tracker.Nobody.PostAsync("letters", Draft(Trust)), Unauthorized, "http-401");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{at}/withdraw", Reason, ifMatch: "*"), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{at}/close", Reason, ifMatch: "*"), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{at}/approve", ifMatch: "*"), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{request}/override", new { on = "2023-09-01", reason = "Mine." }, ifMatch: "*"), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync("letters", Draft(Trust)), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"{at}/responses", new { organisation = Trust, kind = "holding" }), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Administrator.GetAsync(at), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Administrator.PostAsync("letters", Draft(Trust)), Forbidden, "http-403");
    }

    /// <summary>Not even that the letter exists is told.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task OtherCommission_OnEveryRouteOfALetter_IsNotFound(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var other = Draft(Wardens);
        other["commission"] = "Markets Scrutiny Commission";
        _ = await IssuedAsync(tracker, other);
        var officer = await tracker.SignInAsync("officer@markets.test", Role.Officer, "Markets Scrutiny Commission");
        var chair = await tracker.SignInAsync("chair@markets.test", Role.Chair, "Markets Scrutiny Commission");
        var seen = await letter.ReadAsync();
        var (at, request) = ($"letters/{letter.Id}", $"response-requests/{seen["responseRequests"]![0]!["id"]}");
        var commission = $"commissions/{seen["commissionId"]}";

        foreach (var path in new[] { at, $"{at}/document", $"{at}/reminder-plan", $"{at}/events", $"workflows/instances/{seen["workflowInstanceId"]}/journal" })
        {
            await tracker.RefusesAsync(() => officer.GetAsync(path), NotFound, "not-found");
        }

        (ApiClient By, string Path, object? Body)[] attempts =
        [
            (chair, $"{at}/approve", null), (officer, $"{at}/issue", null), (chair, $"{at}/withdraw", Reason), (chair, $"{at}/close", Reason),
            (officer, $"{at}/strike-reminder", new { organisationId = letter.Id, rule = "chase" }),
            (officer, $"{at}/responses", new { organisation = Trust, kind = "holding" }),
            (officer, $"{request}/extend", new { until = "2023-09-01", reason = "Asked for." }),
            (officer, $"{request}/pause", new { category = "court", reason = "An inquest.", effectiveOn = "2023-07-04" }),
            (officer, $"{request}/restart", new { effectiveOn = "2023-07-04" }),
            (chair, $"{request}/override", new { on = "2023-09-01", reason = "Decided." }),
            (officer, "letters", Draft(Trust)),
        ];
        foreach (var (by, path, body) in attempts)
        {
            await tracker.RefusesAsync(() => by.PostAsync(path, body, ifMatch: "*"), NotFound, "not-found");
        }

        await tracker.RefusesAsync(() => officer.PutAsync($"{commission}/letterhead", new { email = "us@markets.test" }, ifMatch: "*"), NotFound, "not-found");
        await letter.LiveToAsync("2023-08-14T10:00Z");
        Assert.Equal(Wardens, Assert.Single((await officer.GetAsync("overdue")).Ok["items"]!.AsArray())!["organisation"]!.GetValue<string>());
        Assert.All((await officer.GetAsync("recommendations")).Ok["items"]!.AsArray(), r => Assert.NotEqual(letter.Id, r!["letterId"]!.GetValue<Guid>()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task IdempotencyKey_SentAgain_GivesTheSameAnswerAndOneEvent(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var body = new { organisation = Trust, kind = "holding", text = "We are looking into it." };

        var first = await tracker.Officer.PostAsync($"letters/{letter.Id}/responses", body, key: "k-1");
        var between = await Refusals.SnapshotAsync(tracker);
        var second = await tracker.Officer.PostAsync($"letters/{letter.Id}/responses", body, key: "k-1");

        Assert.Equal((first.Status, first.Ok.ToJsonString()), (second.Status, second.Ok.ToJsonString()));
        Assert.Equal(between, await Refusals.SnapshotAsync(tracker));
        Assert.Equal(1, await tracker.StoredAsync(db => db.Events.CountAsync(e => e.Action == "RecordResponse")));
        await tracker.RefusesAsync(
            () => tracker.Officer.PostAsync($"letters/{letter.Id}/responses", new { organisation = Trust, kind = "interim" }, key: "k-1"), UnprocessableEntity, "idempotency.key-reused");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("letters", Draft(Trust), key: "k-1"), UnprocessableEntity, "idempotency.key-reused");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("letters", Draft(Trust), key: new string('k', 201)), BadRequest, "invalid");
        Assert.Equal(Created, (await tracker.SignInAsync("second@northmere.test", Role.Officer).ContinueWith(c => c.Result.PostAsync("letters", Draft(Trust), key: "k-1"), TaskScheduler.Default).Unwrap()).Status);
    }

    [Fact]
    public async Task DueDate_ChangesThatCannotBe_AreRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft["recipients"]![0]!["duty"] = "crime-and-disorder-committee";
        var letter = await IssuedAsync(tracker, draft);
        await letter.LiveToAsync("2023-07-10T09:00Z");
        var (officer, chair) = (tracker.Officer, tracker.Chair);
        async Task RefusesAsync(ApiClient by, string change, object body, string rule) =>
            await tracker.RefusesAsync(() => letter.ChangeDueDateAsync(by, Trust, change, body), Conflict, rule);
        object Until(string until) => new { until, reason = "Asked for." };
        object Pause(string effectiveOn) => new { category = "court", reason = "An inquest is open.", effectiveOn };

        await RefusesAsync(officer, "extend", Until("2023-08-11"), "request.extension-not-later");
        await RefusesAsync(officer, "extend", Until("2023-09-09"), "request.extension-over-cap");
        await RefusesAsync(officer, "extend", new { until = "2023-09-01", reason = " " }, "request.extension-reason");
        await RefusesAsync(officer, "pause", Pause("2023-07-11"), "request.pause-in-future");
        await RefusesAsync(officer, "pause", Pause("2023-07-03"), "request.pause-before-letter");
        await RefusesAsync(officer, "restart", new { effectiveOn = "2023-07-10" }, "request.not-paused");
        await RefusesAsync(chair, "override", new { on = "2023-07-03", reason = "Decided." }, "request.due-before-letter");
        _ = (await letter.ChangeDueDateAsync(officer, Trust, "pause", Pause("2023-07-06"))).Ok;
        await RefusesAsync(officer, "pause", Pause("2023-07-06"), "request.already-paused");
        await RefusesAsync(officer, "restart", new { effectiveOn = "2023-07-05" }, "request.restart-before-pause");
        _ = (await letter.ChangeDueDateAsync(officer, Trust, "restart", new { effectiveOn = "2023-07-06" })).Ok;
        var byOfficer = (await letter.ChangeDueDateAsync(officer, Trust, "extend", Until("2023-09-08"))).Ok;
        var byChair = (await letter.ChangeDueDateAsync(chair, Trust, "extend", Until("2023-12-01"))).Ok;
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        await RefusesAsync(chair, "extend", Until("2024-01-10"), "request.answered");

        Assert.Equal(["2023-09-08", "2023-12-01"], new[] { byOfficer, byChair }.Select(r => r["dueOn"]!.GetValue<string>()));
        Assert.Equal("2023-08-11", byChair["originalDueOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Clock_MovedWrongly_StandsStill()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        _ = await IssuedAsync(tracker, Trust);
        Task<Answer> Advance(object body) => tracker.Officer.PostAsync("clock/advance", body);

        await tracker.RefusesAsync(() => Advance(new { to = "2023-07-04T08:59Z" }), Conflict, "clock.backwards");
        await tracker.RefusesAsync(() => Advance(new { to = "2033-08-01" }), Conflict, "clock.too-far");
        await tracker.RefusesAsync(() => Advance(new { by = "-1.00:00:00" }), BadRequest, "invalid");
        await tracker.RefusesAsync(() => Advance(new { by = "1.00:00:00", to = "2023-07-05" }), BadRequest, "invalid");
        await tracker.RefusesAsync(() => Advance(new JsonObject()), BadRequest, "invalid");
        await tracker.RefusesAsync(() => Advance(new { to = "tomorrow" }), BadRequest, "request.malformed");
    }

    private static async Task AssertGuardedAsync(TestTracker tracker, ApiClient by, string path, object? body)
    {
        await tracker.RefusesAsync(() => by.PostAsync(path, body, ifMatch: "\"99\""), PreconditionFailed, "stale");
        await tracker.RefusesAsync(() => by.PostAsync(path, body), PreconditionRequired, "if-match-required");
    }
}
