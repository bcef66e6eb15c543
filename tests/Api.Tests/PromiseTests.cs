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

/// <summary>"You will have it by then": kept beside the due date, asked about once, and remembered when it was not kept.</summary>
public sealed class PromiseTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Promise_AfterTheDueDate_HoldsRemindersButOneQuestionAndMovesNoDate(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-07-20T12:00Z");

        var row = (await PromiseAsync(letter, "2023-08-22", "The board meets on the 20th.")).Ok;
        var planned = await PlanAsync(letter, "planned");
        await letter.LiveToAsync("2023-09-06T12:00Z");

        Assert.Equal(("2023-08-22", "2023-08-11", "2023-08-11"), (Text(row["promisedOn"]), Text(row["dueOn"]), Text(row["originalDueOn"])));
        Assert.Equal(("The board meets on the 20th.", "officer@northmere.test"), (Text(row["promises"]![0]!["note"]), Text(row["promises"]![0]!["recordedBy"])));
        Assert.Equal(
            ["07-11 Please acknowledge", "07-28 Reply promised for 22 August 2023", "08-29 Overdue, reminder 3", "09-05 Overdue, reminder 4"],
            letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["07-28", "08-29", "09-05"], planned.Take(3));
        Assert.Equal(["08-14", "08-21", "08-29", "09-05"], letter.MailTo(AddressOf(Wardens)).Select(m => m[..5]).Where(d => string.CompareOrdinal(d, "08-11") > 0));
        Assert.Contains("You told us that you would reply by Tuesday 22 August 2023. Is that still so?", WordsOn(tracker, 7, 28), StringComparison.Ordinal);
        Assert.Contains("You told us that you would reply by Tuesday 22 August 2023.", WordsOn(tracker, 8, 29), StringComparison.Ordinal);
        Assert.Contains("It is 18 days late.", WordsOn(tracker, 8, 29), StringComparison.Ordinal);
        Assert.Equal(26, (int)(await letter.RequestAsync(Trust))["daysLate"]!);
        Assert.Equal(
            ["due-soon-3 1 A reply is promised for 22 August 2023.", "chase 1 A reply is promised for 22 August 2023.", "chase 2 A reply is promised for 22 August 2023."],
            await SkippedAsync(letter));
    }

    /// <summary>The sleep of the workflow is right after every change of the promise: broken, renewed, brought forward.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Promise_RenewedAndBroughtForward_IsTheLastOneThatCounts(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-12T12:00Z");

        _ = (await PromiseAsync(letter, "2023-09-08")).Ok;
        await letter.LiveToAsync("2023-08-22T12:00Z");
        var row = (await PromiseAsync(letter, "2023-08-25")).Ok;
        await letter.LiveToAsync("2023-08-29T12:00Z");
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;

        Assert.Equal(["2023-09-08", "2023-08-25"], row["promises"]!.AsArray().Select(p => Text(p!["on"])));
        Assert.Equal(["08-14 Reply promised for 8 September 2023", "08-29 Overdue, reminder 3"], letter.MailTo(AddressOf(Trust)).TakeLast(2));
        Assert.Equal("answeredLate", Text((await letter.RequestAsync(Trust))["state"]));
    }

    [Fact]
    public async Task Promise_Downtime_AsksNothingTwice()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-07-20T12:00Z");
        _ = (await PromiseAsync(letter, "2023-08-22")).Ok;

        await tracker.WakeUpAtAsync("2023-08-15T10:00Z");
        await tracker.SettleAsync();
        var asked = letter.MailTo(AddressOf(Trust));
        await tracker.WakeUpAtAsync("2023-08-23T10:00Z");
        await tracker.SettleAsync();

        Assert.Equal("08-15 Reply promised for 22 August 2023", asked[^1]);
        Assert.Equal(asked, letter.MailTo(AddressOf(Trust)));
    }

    [Fact]
    public async Task Promise_ThatCannotBe_IsRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var (letter, ended) = (await IssuedAsync(tracker, Trust), await IssuedAsync(tracker, Trust));
        var withdrawn = await IssuedAsync(tracker, Trust);
        _ = (await ended.EndAsync("close")).Ok;
        _ = (await withdrawn.EndAsync("withdraw")).Ok;
        async Task RefusesAsync(TrackedLetter of, string on, string rule) => await tracker.RefusesAsync(() => PromiseAsync(of, on), Conflict, rule);

        await RefusesAsync(letter, "2023-07-03", "request.promise-in-past");
        await RefusesAsync(letter, "2023-09-09", "request.promise-over-cap");
        await RefusesAsync(ended, "2023-08-01", "request.closed");
        await RefusesAsync(withdrawn, "2023-08-01", "request.withdrawn");
        await tracker.RefusesAsync(() => PromiseAsync(letter, "2023-08-01", new string('n', 501)), BadRequest, "invalid");
        _ = (await letter.ChangeDueDateAsync(tracker.Chair, Trust, "promise", new { on = "2023-09-09" })).Ok;
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        await RefusesAsync(letter, "2023-08-01", "request.answered");
    }

    [Fact]
    public async Task Promise_WithoutDueDate_IsKept()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft.Remove("responseDue");
        var letter = await IssuedAsync(tracker, draft);

        var row = (await PromiseAsync(letter, "2023-07-20")).Ok;
        await letter.LiveToAsync("2023-08-01T12:00Z");

        Assert.Null(row["dueOn"]);
        Assert.Equal("2023-07-20", Text(row["promisedOn"]));
        Assert.Equal(["07-11 Reply promised for 20 July 2023"], letter.MailTo(AddressOf(Trust)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task GetResponseRequest_AfterManyDecisions_TellsEachInWordsWithWhoAndWhy(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-07-12T12:00Z");
        _ = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "extend", new { until = "2023-08-18", reason = "Staff are ill." })).Ok;
        _ = (await letter.ChangeDueDateAsync(tracker.Chair, Trust, "pause", new { category = "court", reason = "An inquest is open.", effectiveOn = "2023-07-12" })).Ok;
        await letter.LiveToAsync("2023-07-13T12:00Z");
        _ = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "restart", new { effectiveOn = "2023-07-13" })).Ok;
        _ = (await PromiseAsync(letter, "2023-08-01")).Ok;
        _ = (await letter.ChangeDueDateAsync(tracker.Chair, Trust, "override", new { on = "2023-09-01", reason = "Agreed." })).Ok;
        var path = $"response-requests/{(await letter.RequestAsync(Trust))["id"]}";
        var stranger = await tracker.SignInAsync("officer@markets.test", Role.Officer, await OtherCommissionAsync(tracker));

        var answer = await tracker.Officer.GetAsync(path);

        Assert.Equal($"\"{answer.Ok["responseRequest"]!["version"]}\"", answer.ETag);
        Assert.Equal(
            [
                "officer@northmere.test: Due Friday 11 August 2023: the date stated in the letter of 4 July 2023; ; 2023-08-11",
                "officer@northmere.test: Extended until 18 August 2023; Staff are ill.; 2023-08-18",
                "chair@northmere.test: Paused from 12 July 2023 (court); An inquest is open.; 2023-08-18",
                "officer@northmere.test: Restarted on 13 July 2023, adding the days paused; ; 2023-08-19",
                "chair@northmere.test: Set to 1 September 2023 by decision; Agreed.; 2023-09-01",
            ],
            answer.Ok["ledger"]!.AsArray().Select(l => $"{l!["by"]}: {l["what"]}; {l["reason"]}; {l["dueOn"]}"));
        Assert.Equal("2023-08-01", Text(Assert.Single(answer.Ok["promises"]!.AsArray())!["on"]));
        Assert.Equal("acknowledge sent", string.Join(", ", answer.Ok["reminders"]!.AsArray().Select(r => $"{r!["rule"]} {r["outcome"]}")));
        await tracker.RefusesAsync(() => stranger.GetAsync(path), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.PostAsync($"{path}/promise", new { on = "2023-08-01" }, ifMatch: "*"), NotFound, "not-found");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{path}/promise", new { on = "2023-08-01" }, ifMatch: "\"99\""), PreconditionFailed, "stale");
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"{path}/promise", new { on = "2023-08-01" }), PreconditionRequired, "if-match-required");
    }

    private static Task<Answer> PromiseAsync(TrackedLetter letter, string on, string? note = null) =>
        letter.ChangeDueDateAsync(letter.Tracker.Officer, Trust, "promise", new { on, note });

    private static async Task<string> OtherCommissionAsync(TestTracker tracker)
    {
        var draft = Draft(Wardens);
        draft["commission"] = "Markets Scrutiny Commission";
        _ = await IssuedAsync(tracker, draft);
        return "Markets Scrutiny Commission";
    }

    /// <summary>The days on which the plan says that something goes to the trust, or does not.</summary>
    private static async Task<IEnumerable<string>> PlanAsync(TrackedLetter letter, string status) =>
        (await letter.Tracker.Officer.GetAsync($"letters/{letter.Id}/reminder-plan")).Ok["messages"]!.AsArray()
            .Where(m => m!["organisation"]?.GetValue<string>() == Trust && Text(m["status"]) == status).Select(m => Text(m!["on"])[5..]);

    private static async Task<IEnumerable<string>> SkippedAsync(TrackedLetter letter)
    {
        var id = (await letter.RequestAsync(Trust))["id"]!.GetValue<Guid>();
        var reminders = await letter.Tracker.StoredAsync(db => db.Set<Reminder>().AsNoTracking().Where(r => r.ResponseRequestId == id && r.Outcome == ReminderOutcome.Skipped).ToListAsync());
        return reminders.OrderBy(r => r.PlannedOn).Select(r => $"{r.Rule} {r.Occurrence} {r.Reason}");
    }

    private static string WordsOn(TestTracker tracker, int month, int day) =>
        tracker.Mail.Single(m => m.On == new DateOnly(2023, month, day) && m.To.Contains(AddressOf(Trust), StringComparison.Ordinal)).Words;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
