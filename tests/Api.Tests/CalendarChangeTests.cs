using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Access;
using Tracker.Workflow.Responses;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Answer = Tracker.Api.Tests.Support.Answer;

namespace Tracker.Api.Tests;

/// <summary>A bank holiday that was proclaimed after letters had gone: shown first, then applied exactly as shown.</summary>
public sealed class CalendarChangeTests
{
    private const string Start = "2023-07-04T09:00Z";
    private const string England = "calendars/england-and-wales";
    private const string Markets = "Markets Scrutiny Commission";
    private static readonly object Coronation = new { added = new[] { new { on = "2023-07-10", title = "Coronation" } } };

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Impact_NewHoliday_ListsWhatCountsWorkingDaysAndChangesNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var counted = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        _ = await IssuedAsync(tracker, Wardens);
        var before = await Refusals.SnapshotAsync(tracker);

        var impact = (await tracker.Officer.PostAsync($"{England}/impact", Coronation)).Ok;

        var moved = Assert.Single(impact["moved"]!.AsArray())!;
        Assert.Equal((Trust, "2023-08-01", "2023-08-02"), (Text(moved["organisation"]), Text(moved["from"]), Text(moved["to"])));
        Assert.Equal(Text((await counted.ReadAsync())["reference"]), Text(moved["reference"]));
        Assert.Contains("Monday 10 July 2023 (Coronation)", Text(moved["explanation"]), StringComparison.Ordinal);
        Assert.Equal((false, false, 1, 0), ((bool)moved["isStatutory"]!, (bool)moved["isPaused"]!, (int)impact["untouched"]!, (int)impact["movedIntoThePast"]!));
        Assert.Equal(before, await Refusals.SnapshotAsync(tracker));
        Assert.Equal(["2026-11"], await VersionsAsync(tracker));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Apply_AsConfirmed_MovesTheDateAndItsReminders(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var counted = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        var stated = await IssuedAsync(tracker, Wardens);

        var applied = (await ApplyAsync(tracker, Coronation)).Ok;
        var later = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        await counted.LiveToAsync("2023-08-03T12:00Z");

        Assert.Equal(("2026-11.01", 1), (Text(applied["version"]), (int)applied["moved"]!));
        Assert.Equal(["2026-11", "2026-11.01"], await VersionsAsync(tracker));
        var (trust, wardens) = (await counted.RequestAsync(Trust), await stated.RequestAsync(Wardens));
        Assert.Equal(("2023-08-02", "2023-08-01"), (Text(trust["dueOn"]), Text(trust["originalDueOn"])));
        Assert.Equal(("2023-08-11", "2023-08-11"), (Text(wardens["dueOn"]), Text(wardens["originalDueOn"])));
        Assert.Equal("2023-08-02", Text((await later.RequestAsync(Trust))["dueOn"]));
        Assert.Equal(
            ["07-12 Please acknowledge", "07-19 Reply due on 2 August 2023", "07-28 Reply due on 2 August 2023", "08-03 Overdue, reminder 1"],
            counted.MailTo(AddressOf(Trust)).Where(m => !m.Contains("HSC", StringComparison.Ordinal)).Distinct());
        Assert.Equal(["07-12 Please acknowledge", "07-28 Reply due on 11 August 2023"], stated.MailTo(AddressOf(Wardens)).Skip(1));
        var told = Assert.Single(await EventsAsync(counted), e => Text(e!["action"]) == nameof(ApplyCalendarChange))!;
        Assert.Equal("Proclaimed.", Text(told["reason"]));
        Assert.Contains("Harbour Trust is due on 2 August 2023 instead of 1 August 2023", Text(told["summary"]), StringComparison.Ordinal);
        Assert.DoesNotContain(await EventsAsync(stated), e => Text(e!["action"]) == nameof(ApplyCalendarChange));
        await AssertFoldedAsync(tracker);
    }

    /// <summary>Ten working days before an unmoved date are another day by now, and it is not slept through.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Apply_HolidayBeforeAStatedDate_MovesOnlyItsReminder(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Wardens);
        await letter.LiveToAsync("2023-07-12T09:00Z");

        var applied = (await ApplyAsync(tracker, new { added = new[] { new { on = "2023-08-02", title = "Jubilee" } } })).Ok;
        await letter.LiveToAsync("2023-08-08T12:00Z");

        Assert.Equal(0, (int)applied["moved"]!);
        Assert.Equal("2023-08-11", Text((await letter.RequestAsync(Wardens))["dueOn"]));
        Assert.Equal(["07-11 Please acknowledge", "07-27 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023"], letter.MailTo(AddressOf(Wardens)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Apply_SomethingElseWouldMoveByNow_IsRefusedAndChangesNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        _ = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        var seen = (await tracker.Officer.PostAsync($"{England}/impact", Coronation)).Ok;
        _ = await IssuedAsync(tracker, InWorkingDays(10, Wardens));

        await tracker.RefusesAsync(() => ConfirmAsync(tracker.Officer, Coronation, Text(seen["fingerprint"])), Conflict, "calendar.impact-changed");

        Assert.Equal(["2026-11"], await VersionsAsync(tracker));
        _ = (await ApplyAsync(tracker, Coronation)).Ok;
        await AssertFoldedAsync(tracker);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Apply_ByTwoAtTheSameTime_IsDoneOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        var seen = (await tracker.Officer.PostAsync($"{England}/impact", Coronation)).Ok;

        var answers = await Task.WhenAll(new[] { tracker.Officer, tracker.Chair }.Select(by => ConfirmAsync(by, Coronation, Text(seen["fingerprint"]))));

        Assert.Equal([OK, Conflict], answers.Select(a => a.Status).Order());
        Assert.Equal(["2026-11", "2026-11.01"], await VersionsAsync(tracker));
        Assert.Equal("2023-08-02", Text((await letter.RequestAsync(Trust))["dueOn"]));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Impact_OfTwoCommissions_IsSeenByEachAndAppliedByWhoWorksForBoth(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        _ = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        var other = InWorkingDays(20, Wardens);
        other["commission"] = Markets;
        var letter = await IssuedAsync(tracker, other);
        var officer = await tracker.SignInAsync("officer@markets.test", Role.Officer, Markets);

        var own = (await officer.PostAsync($"{England}/impact", Coronation)).Ok;
        var all = (await tracker.Officer.PostAsync($"{England}/impact", Coronation)).Ok;

        Assert.Equal([Wardens], own["moved"]!.AsArray().Select(m => Text(m!["organisation"])));
        Assert.Equal(2, all["moved"]!.AsArray().Count);
        await tracker.RefusesAsync(() => ConfirmAsync(officer, Coronation, Text(own["fingerprint"])), Conflict, "calendar.not-yours");
        await tracker.RefusesAsync(() => ConfirmAsync(officer, Coronation, Text(all["fingerprint"])), Conflict, "calendar.not-yours");
        await tracker.RefusesAsync(() => tracker.Administrator.PostAsync($"{England}/impact", Coronation), Forbidden, "http-403");
        _ = (await ConfirmAsync(tracker.Chair, Coronation, Text(all["fingerprint"]))).Ok;
        Assert.Equal("2023-08-02", Text((await letter.RequestAsync(Wardens))["dueOn"]));
    }

    /// <summary>A holiday that is taken back brings dates forward, also of a clock that stands still, and some into the past.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Apply_HolidaysAddedAndTakenBack_LeavesOnlyAnsweredAndEndedLettersAlone(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var (open, paused) = (await IssuedAsync(tracker, InWorkingDays(5, Trust)), await IssuedAsync(tracker, InWorkingDays(5, Wardens)));
        var (answered, withdrawn) = (await IssuedAsync(tracker, InWorkingDays(5, Trust)), await IssuedAsync(tracker, InWorkingDays(5, Trust)));
        _ = (await ApplyAsync(tracker, Coronation)).Ok;
        _ = (await answered.RespondAsync(Trust, "substantive")).Ok;
        _ = (await withdrawn.EndAsync("withdraw")).Ok;
        await open.LiveToAsync("2023-07-12T12:00Z");
        _ = (await paused.ChangeDueDateAsync(tracker.Officer, Wardens, "pause", new { category = "court", reason = "An inquest is open.", effectiveOn = "2023-07-12" })).Ok;

        var takenBack = new { removed = new[] { "2023-07-10" } };
        var impact = (await tracker.Officer.PostAsync($"{England}/impact", takenBack)).Ok;
        _ = (await ApplyAsync(tracker, takenBack)).Ok;

        Assert.Equal([(false, "2023-07-12"), (true, "2023-07-12")], impact["moved"]!.AsArray().Select(m => ((bool)m!["isPaused"]!, Text(m["from"]))).Order());
        Assert.Equal((2, 0), ((int)impact["movedIntoThePast"]!, (int)impact["untouched"]!));
        Assert.Equal("2023-07-11", Text((await open.RequestAsync(Trust))["dueOn"]));
        Assert.Equal("overdue", Text((await open.RequestAsync(Trust))["state"]));
        Assert.Equal("2023-07-12", Text((await answered.RequestAsync(Trust))["dueOn"]));
        Assert.Equal("2023-07-12", Text((await withdrawn.RequestAsync(Trust))["dueOn"]));
        Assert.Equal(["2026-11", "2026-11.01", "2026-11.02"], await VersionsAsync(tracker));
        await AssertFoldedAsync(tracker);
    }

    [Fact]
    public async Task Apply_WhatCannotBe_IsRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        _ = await IssuedAsync(tracker, InWorkingDays(20, Trust));
        async Task RefusesAsync(string path, object body, string rule, System.Net.HttpStatusCode status = Conflict) =>
            await tracker.RefusesAsync(() => tracker.Officer.PostAsync(path, body), status, rule);
        object Added(string on) => new { added = new[] { new { on, title = "Jubilee" } } };

        await RefusesAsync("calendars/atlantis/impact", Coronation, "calendar.unknown");
        await RefusesAsync($"{England}/impact", Added("2023-08-28"), "calendar.already-holiday");
        await RefusesAsync($"{England}/impact", Added("2023-07-08"), "calendar.already-holiday");
        await RefusesAsync($"{England}/impact", new { removed = new[] { "2023-07-10" } }, "calendar.not-a-holiday");
        await RefusesAsync($"{England}/impact", Added("2099-07-08"), "calendar.year-missing");
        await RefusesAsync($"{England}/impact", new { added = new[] { new { on = "2023-07-10", title = "" } } }, "invalid", BadRequest);
        var seen = Text((await tracker.Officer.PostAsync($"{England}/impact", Coronation)).Ok["fingerprint"]);
        await tracker.RefusesAsync(() => ConfirmAsync(tracker.Officer, Coronation, seen, version: "2025"), Conflict, "calendar.version-not-later");
        await tracker.RefusesAsync(() => ConfirmAsync(tracker.Officer, Coronation, seen, version: "next year"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => ConfirmAsync(tracker.Officer, Added("2023-07-11"), seen), Conflict, "calendar.impact-changed");
        Assert.Equal("2027-01", Text((await ConfirmAsync(tracker.Officer, Coronation, seen, version: "2027-01")).Ok["version"]));
    }

    [Fact]
    public async Task ListCalendars_OfAYear_SaysWhatIsKnown()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        _ = (await ApplyAsync(tracker, Coronation)).Ok;

        var now = Assert.Single((await tracker.Officer.GetAsync("calendars")).Ok.AsArray())!;
        var unknown = Assert.Single((await tracker.Officer.GetAsync("calendars?year=2099")).Ok.AsArray())!;

        Assert.Equal(("england-and-wales", 2023), (Text(now["name"]), (int)now["year"]!));
        Assert.Contains(now["holidays"]!.AsArray(), h => Text(h!["on"]) == "2023-07-10" && Text(h["title"]) == "Coronation");
        Assert.Equal(("2026-11", "Proclaimed.", "officer@northmere.test"), (
            Text(now["versions"]![1]!["edition"]!["buildsOn"]), Text(now["versions"]![1]!["edition"]!["reason"]), Text(now["versions"]![1]!["edition"]!["appliedBy"])));
        Assert.Null(now["versions"]![0]!["edition"]);
        Assert.Contains(2028, now["years"]!.AsArray().Select(y => (int)y!));
        Assert.DoesNotContain(2028, now["publishedYears"]!.AsArray().Select(y => (int)y!));
        Assert.Null(unknown["holidays"]);
    }

    private static JsonObject InWorkingDays(int days, string organisation)
    {
        var draft = Draft(organisation);
        draft.Remove("responseDue");
        draft["responseRule"] = new JsonObject { ["kind"] = "working-days", ["days"] = days, ["anchor"] = "issue", ["counting"] = "from" };
        return draft;
    }

    /// <summary>Looks at the impact and confirms it.</summary>
    private static async Task<Answer> ApplyAsync(TestTracker tracker, object change) =>
        await ConfirmAsync(tracker.Officer, change, Text((await tracker.Officer.PostAsync($"{England}/impact", change)).Ok["fingerprint"]));

    private static async Task<Answer> ConfirmAsync(ApiClient by, object change, string fingerprint, string? version = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(change)!;
        (body["reason"], body["fingerprint"]) = ("Proclaimed.", fingerprint);
        body["version"] = version;
        return await by.PostAsync($"{England}/apply", body);
    }

    private static async Task<IEnumerable<string>> VersionsAsync(TestTracker tracker) =>
        (await tracker.Officer.GetAsync("calendars")).Ok[0]!["versions"]!.AsArray().Select(v => Text(v!["version"]));

    private static async Task<JsonArray> EventsAsync(TrackedLetter letter) => (await letter.Tracker.Officer.GetAsync($"letters/{letter.Id}/events")).Ok["items"]!.AsArray();

    private static async Task AssertFoldedAsync(TestTracker tracker)
    {
        var stored = await tracker.StoredAsync(db => db.ResponseRequests.AsNoTracking().ToListAsync());
        var folded = await tracker.ServeAsync((DueDates dueDates) => stored.ToDictionary(r => r.Id, r => dueDates.Of(r.Ledger).Fold()));
        Assert.All(stored, r => Assert.Equal(
            (folded[r.Id].DueOn, folded[r.Id].OriginalDueOn, folded[r.Id].StatutoryOn, folded[r.Id].PausedOn, folded[r.Id].Version),
            (r.DueOn, r.OriginalDueOn, r.StatutoryOn, r.PausedOn, r.DeadlineVersion)));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
