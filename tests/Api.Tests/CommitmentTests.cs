using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Access;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>Promises: recorded, asked about along each branch of their workflow, reported on, and closed by the commission alone.</summary>
public sealed class CommitmentTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Answer_WithAPromise_RecordsItWithItsLinksAndItsExactness(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);

        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09", "by September");

        var seen = await promise.ReadAsync();
        var read = await letter.ReadAsync();
        Assert.Equal("2023-09", seen["due"]!.GetValue<string>());
        Assert.Equal("by September", seen["dueWords"]!.GetValue<string>());
        Assert.Equal("2023-07-04", seen["madeOn"]!.GetValue<string>());
        Assert.Equal("acceptedInPart", seen["position"]!.GetValue<string>());
        Assert.Equal((Trust, "open", "amber"), (seen["organisation"]!.GetValue<string>(), seen["state"]!.GetValue<string>(), seen["colour"]!.GetValue<string>()));
        Assert.Equal(
            (letter.Id, read["recommendations"]![0]!["id"]!.GetValue<Guid>(), read["responses"]![0]!["id"]!.GetValue<Guid>(), read["caseId"]!.GetValue<Guid>()),
            (seen["letterId"]!.GetValue<Guid>(), seen["recommendationId"]!.GetValue<Guid>(), seen["responseId"]!.GetValue<Guid>(), seen["caseId"]!.GetValue<Guid>()));
        Assert.Equal("officer@northmere.test recorded a promise of Harbour Trust, made 4 July 2023, due by the end of September 2023: We will mend the lamps.", Assert.Single(await promise.HistoryAsync()));
        Assert.DoesNotContain("2023-09-30", seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Commitment_NobodyReports_IsAskedAlongEveryBranch(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");

        await letter.LiveToAsync("2024-01-10T10:00Z");

        var life = await promise.LifeAsync();
        Assert.Equal(
            ["Start Done", "Wait Clock, Closing", "NextQuestion BeforeDate", "AskBeforeDate Queued", "NextQuestion OnDate", "AskOnDate Queued",
             "NextQuestion AfterDate", "AskAgain Queued", "NextQuestion AfterDate", "AskAgain Queued", "NextQuestion AfterDate", "AskAgain Queued", "NextQuestion Review", "Review Queued"],
            life.Steps);
        Assert.Equal("Running", life.Status);
        Assert.Equal(
            ["09-18 Promised by the end of September 2023", "10-02 Promised by the end of September 2023, how far are you?", "10-30 Promised by the end of September 2023, question 2",
             "11-27 Promised by the end of September 2023, question 3", "12-27 Promised by the end of September 2023, question 4", "01-04 Your promise of 4 July 2023, how far are you?"],
            letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(("overdue", "red", 102), ((await promise.ReadAsync())["state"]!.GetValue<string>(), (await promise.ReadAsync())["colour"]!.GetValue<string>(), (await promise.ReadAsync())["daysOverdue"]!.GetValue<int>()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Question_OfAPromiseInAnAnswer_SaysWhatWasPromisedAndThreads(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = await TrackedPromise.AnsweredAsync(letter, "2023-09");

        await letter.LiveToAsync("2023-09-18T10:00Z");

        var question = tracker.Mail[^1];
        Assert.Contains("You promised it by the end of September 2023.", question.Words, StringComparison.Ordinal);
        Assert.Contains("We will mend the lamps.", question.Words, StringComparison.Ordinal);
        Assert.Contains("in answer to our letter of 4 July 2023 about Lamps on the quay", question.Words, StringComparison.Ordinal);
        Assert.Contains("Harbour Master", question.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("30 September", question.Words, StringComparison.Ordinal);
        Assert.NotNull(question.InReplyTo);
        Assert.Equal("auto-generated", question.AutoSubmitted);
        Assert.Contains("HSC/2023-24/01/1", question.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Commitment_Revised_IsAskedFromTheNewDateAndKeepsTheFirst(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        await letter.LiveToAsync("2023-09-20T10:00Z");

        _ = (await promise.ChangeAsync(tracker.Officer, "revise", new { due = "2023-11-30", reason = "The contractor is late." })).Ok;
        await letter.LiveToAsync("2023-12-05T10:00Z");

        var seen = await promise.ReadAsync();
        Assert.Equal(
            ["09-18 Promised by the end of September 2023", "11-16 Promised by 30 November 2023", "12-01 Promised by 30 November 2023, how far are you?"],
            letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(
            ["NextQuestion DateChanged", "NewDate Done", "NextQuestion BeforeDate", "AskBeforeDate Queued", "NextQuestion OnDate", "AskOnDate Queued"],
            (await promise.LifeAsync()).Steps.SkipWhile(s => s != "NextQuestion DateChanged"));
        Assert.Equal(("2023-09", 1, 61), (seen["promised"]!["due"]!.GetValue<string>(), seen["slipped"]!["times"]!.GetValue<int>(), seen["slipped"]!["days"]!.GetValue<int>()));
        Assert.Equal((Trust, "The contractor is late."), (seen["revisions"]![0]!["saidBy"]!.GetValue<string>(), seen["revisions"]![0]!["reason"]!.GetValue<string>()));
        Assert.Contains("at first by the end of September 2023", tracker.Mail[^1].Words, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Commitment_ClaimedCompleted_IsAskedNoMoreAndStaysOpenUntilTakenBack(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        await letter.LiveToAsync("2023-09-20T10:00Z");

        var claimed = (await promise.ReportAsync("completed")).Ok;
        await letter.LiveToAsync("2024-01-20T10:00Z");
        var meanwhile = letter.MailTo(AddressOf(Trust)).Count;
        var between = await promise.ReadAsync();
        _ = (await promise.ReportAsync("atRisk")).Ok;
        await letter.LiveToAsync("2024-01-31T10:00Z");

        Assert.Equal(("waitingForCommission", "open", "green"), (claimed["state"]!.GetValue<string>(), claimed["view"]!.GetValue<string>(), claimed["colour"]!.GetValue<string>()));
        Assert.Equal(2, meanwhile);
        Assert.Equal("waitingForCommission", between["state"]!.GetValue<string>());
        Assert.Contains(await promise.HistoryAsync(), h => h.Contains("completed, which waits for the commission", StringComparison.Ordinal));
        Assert.Contains("Claimed Done", (await promise.LifeAsync()).Steps);
        Assert.Equal("Running", (await promise.LifeAsync()).Status);
        Assert.Equal(["01-25 Promised by the end of September 2023, question 5"], letter.MailTo(AddressOf(Trust)).Skip(2));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Commitment_Closed_EndsItsWorkflowAndReopenedStartsAnother(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        await letter.LiveToAsync("2023-10-03T10:00Z");

        var closed = (await promise.CloseAsync()).Ok;
        var first = await promise.LifeAsync();
        await letter.LiveToAsync("2023-12-01");
        var whileClosed = letter.MailTo(AddressOf(Trust)).Count;
        var reopened = (await promise.ChangeAsync(tracker.Chair, "reopen", new { reason = "They are dark again." })).Ok;
        await letter.LiveToAsync("2023-12-04T10:00Z");

        Assert.Equal(("closed", "closed", "implemented"), (closed["state"]!.GetValue<string>(), closed["view"]!.GetValue<string>(), closed["end"]!.GetValue<string>()));
        Assert.Equal(["Closed Done", "Ended Done", "End Done"], first.After("AskOnDate Queued"));
        Assert.Equal("Finished", first.Status);
        Assert.Equal(3, whileClosed);
        Assert.Equal("overdue", reopened["state"]!.GetValue<string>());
        Assert.Equal(["Start Done", "Wait Clock, Closing", "NextQuestion OnDate", "AskOnDate Queued"], (await promise.LifeAsync()).Steps);
        Assert.Equal(["12-04 Promised by the end of September 2023, how far are you?"], letter.MailTo(AddressOf(Trust)).Skip(3));
        await tracker.RefusesAsync(() => promise.ChangeAsync(tracker.Chair, "reopen", new { reason = "Again." }), Conflict, "commitment.not-closed");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Downtime_OverSeveralQuestions_SendsTheLatestOnceAndMarksTheOthersMissed(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");

        await tracker.WakeUpAtAsync("2023-11-06T10:00Z");
        await tracker.SettleAsync();

        Assert.Equal(["11-06 Promised by the end of September 2023, question 2"], letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["before-date missed", "on-date missed", "after-date sent"], await QuestionsAsync(promise));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task DueWork_RunAtTheSameTime_AsksNothingTwice(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        tracker.Clock.Set(new(2023, 9, 18, 8, 0, 0, TimeSpan.Zero));
        var work = tracker.Service<DueWork>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => work.RunOnceAsync(CancellationToken.None))));
        await tracker.SettleAsync();
        await tracker.SettleAsync();

        Assert.Equal(["09-18 Promised by the end of September 2023"], letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["before-date sent"], await QuestionsAsync(promise));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task FollowUp_OwnRuleAndAQuietPeriodSetLater_AreFollowedBySleepingPromises(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var commission = Assert.Single((await tracker.Officer.GetAsync("commissions")).Ok.AsArray())!;
        var reminders = commission["reminders"]!.DeepClone();
        reminders["quietPeriods"] = new JsonArray(new JsonObject { ["from"] = "2023-10-02", ["until"] = "2023-10-06", ["name"] = "Recess" });

        var changed = (await tracker.Officer.PutAsync($"commissions/{commission["id"]}/follow-up", new { askDaysBefore = (int?)null, askEveryDays = 5, reviewAfterMonths = new[] { 1 } }, ifMatch: "*")).Ok;
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        _ = (await tracker.Officer.PutAsync($"commissions/{commission["id"]}/reminders", reminders, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-10-16T10:00Z");

        Assert.Null(changed["followUp"]!["askDaysBefore"]);
        Assert.Equal(
            ["08-04 Your promise of 4 July 2023, how far are you?", "10-09 Promised by the end of September 2023, how far are you?", "10-16 Promised by the end of September 2023, question 2"],
            letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["review-1 sent", "on-date sent", "after-date sent"], await QuestionsAsync(promise));
        await tracker.RefusesAsync(
            () => tracker.Officer.PutAsync($"commissions/{commission["id"]}/follow-up", new { askEveryDays = 0 }, ifMatch: "*"), Conflict, "commission.follow-up-out-of-range");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task PressRelease_OfABodyWithoutContacts_IsRecordedAsNotSentAndThenReachesItsContacts(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        _ = await IssuedAsync(tracker, Trust);
        _ = (await tracker.Officer.PostAsync("organisations", new { name = "Ferry Company" })).Ok;
        var recorded = (await TrackedPromise.RecordAsync(
            tracker.Officer, "ferry company", new { text = "A new ferry.", due = "2023-07-31" }, new { text = "A new pier.", dueWords = "in due course" })).Ok["items"]!.AsArray();
        var promise = new TrackedPromise(tracker, recorded[0]!["id"]!.GetValue<Guid>());
        var letter = new TrackedLetter(tracker, Guid.Empty);

        await letter.LiveToAsync("2023-07-20T10:00Z");
        var before = await promise.ReadAsync();
        _ = (await tracker.Officer.PostAsync("organisations", new
        {
            name = "Ferry Company",
            contacts = new object[] { new { name = "Purser", email = "purser@ferry.test" }, new { name = "Owner", email = "owner@ferry.test", isEscalation = true } },
        })).Ok;
        await letter.LiveToAsync("2023-08-01T10:00Z");

        Assert.Equal(["before-date notSent", "on-date sent"], await QuestionsAsync(promise));
        Assert.Equal("Ferry Company could not be asked how far its promise due by 31 July 2023 is: A new ferry.", before["history"]![1]!["summary"]!.GetValue<string>());
        Assert.Equal("Nobody of this organisation has an address to ask at.", before["history"]![1]!["reason"]!.GetValue<string>());
        Assert.Equal(["08-01 Promised by 31 July 2023, how far are you?"], letter.MailTo("purser@ferry.test"));
        Assert.Empty(letter.MailTo("owner@ferry.test"));
        Assert.Contains("(press release of 1 July 2023)", tracker.Mail[^1].Words, StringComparison.Ordinal);
        Assert.Contains("AskBeforeDate NotSent", (await promise.LifeAsync()).Steps);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task List_FiltersSortsAndPages_GivesEveryRowOnceInOrder(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        _ = await IssuedAsync(tracker, Trust, Wardens);
        string?[] dues = ["2023-09", null, "2023-07-10", "2024", "2023-07-10", null, "2023-12-01"];
        foreach (var (due, i) in dues.Select((d, i) => (d, i)))
        {
            _ = (await TrackedPromise.RecordAsync(tracker.Officer, new
            {
                organisation = i % 2 == 0 ? Trust : Wardens,
                @case = "Lamps on the quay",
                madeOn = $"{2018 + (i % 6)}-03-01",
                theme = i < 4 ? "Lamps" : "Piers",
                commitments = new[] { new { text = $"Promise {i}", due } },
            })).Ok;
        }

        var closed = new TrackedPromise(tracker, (await ListedAsync(tracker, "sort=due"))[0]["id"]!.GetValue<Guid>());
        _ = (await closed.CloseAsync()).Ok;
        _ = (await tracker.Officer.PostAsync("clock/advance", new { to = "2023-07-11T10:00Z" })).Ok;

        var all = await ListedAsync(tracker, "size=2");
        Assert.Equal(["2023-07-10", "2023-09", "2023-12-01", "2024", null, null, "2023-07-10"], all.Select(r => r["due"]?.GetValue<string>()));
        Assert.Equal(7, all.Select(r => r["id"]!.GetValue<Guid>()).Distinct().Count());
        Assert.Equal(closed.Id, all[^1]["id"]!.GetValue<Guid>());
        Assert.Equal(["2023-07-10"], (await ListedAsync(tracker, "state=overdue&size=1")).Select(r => r["due"]!.GetValue<string>()));
        Assert.Equal(6, (await ListedAsync(tracker, "state=open&size=3")).Count);
        Assert.Equal([closed.Id], (await ListedAsync(tracker, "state=closed&size=1")).Select(r => r["id"]!.GetValue<Guid>()));
        Assert.Equal(["2021-03-01", "2020-03-01"], (await ListedAsync(tracker, "theme=Lamps&since=2020&sort=made&size=1")).Select(r => r["madeOn"]!.GetValue<string>()));
        Assert.Equal(["2023", "2022", "2021", "2020", "2019", "2018", "2018"], (await ListedAsync(tracker, "sort=made&size=2")).Select(r => r["madeOn"]!.GetValue<string>()[..4]));
        var organisation = all[0]["organisationId"]!.GetValue<Guid>();
        Assert.All(await ListedAsync(tracker, $"organisationId={organisation}&size=1"), r => Assert.Equal(organisation, r["organisationId"]!.GetValue<Guid>()));
        Assert.Equal(7, (await ListedAsync(tracker, $"commissionId={all[0]["commissionId"]}")).Count);
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("commitments?state=lost"), BadRequest, "request.malformed");
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("commitments?after=x"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("commitments?sort=made&after=0.20230710.00000000000000000000000000000000"), BadRequest, "invalid");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task FollowedCommitments_OfARecommendation_AreClosedAndOnlyThoseReopened(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        var recommendation = (await promise.ReadAsync())["recommendationId"]!.GetValue<Guid>();
        var recorded = await TrackedPromise.RecordAsync(tracker.Officer, new { organisation = Trust, letterId = letter.Id, recommendation = "1", madeOn = "2023-07-04", commitments = new[] { new { text = "And the poles." } } });
        var other = new TrackedPromise(tracker, recorded.Ok["items"]![0]!["id"]!.GetValue<Guid>());
        _ = (await other.CloseAsync()).Ok;

        var closed = await WithAsync(tracker, (f, ct) => f.CloseOfAsync(recommendation, ClosingReason.NoFurtherAction, "The recommendation is closed.", ct));
        var ended = await promise.LifeAsync();
        var seen = await promise.ReadAsync();
        var reopened = await WithAsync(tracker, (f, ct) => f.ReopenOfAsync(recommendation, "The recommendation is open again.", ct));

        Assert.Equal((1, 1), (closed, reopened));
        Assert.Equal("Finished", ended.Status);
        Assert.Equal(("noFurtherAction", "The recommendation is closed."), (seen["end"]!.GetValue<string>(), seen["endReason"]!.GetValue<string>()));
        Assert.Equal("open", (await promise.ReadAsync())["state"]!.GetValue<string>());
        Assert.Equal("Running", (await promise.LifeAsync()).Status);
        Assert.Equal("closed", (await other.ReadAsync())["state"]!.GetValue<string>());
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Changes_StaleOrWithoutTheRight_AreRefusedAndChangeNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");
        var stranger = await StrangerAsync(tracker);
        var (officer, chair) = (tracker.Officer, tracker.Chair);
        (ApiClient By, string How, object Body)[] changes =
        [
            (officer, "progress", new { implementation = "onTrack" }), (officer, "revise", new { due = "2023-10", reason = "Late." }), (officer, "view", new { view = "satisfied" }),
            (officer, "colour", new { colour = "red", reason = "We looked." }), (chair, "close", new { end = "superseded", reason = "Sold." }), (chair, "reopen", new { reason = "Not sold." }),
        ];

        foreach (var (by, how, body) in changes)
        {
            await tracker.RefusesAsync(() => promise.ChangeAsync(by, how, body, "\"99\""), PreconditionFailed, "stale");
            await tracker.RefusesAsync(() => by.PostAsync($"commitments/{promise.Id}/{how}", body), PreconditionRequired, "if-match-required");
            await tracker.RefusesAsync(() => promise.ChangeAsync(stranger, how, body), how is "progress" or "revise" ? Forbidden : NotFound, how is "progress" or "revise" ? "http-403" : "not-found");
            await tracker.RefusesAsync(() => promise.ChangeAsync(tracker.Nobody, how, body), Unauthorized, "http-401");
        }

        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "close", new { end = "implemented", reason = "Mine." }), Forbidden, "http-403");
        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "reopen", new { reason = "Mine." }), Forbidden, "http-403");
        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "revise", new { due = "2023-10", reason = " " }), Conflict, "commitment.revision-reason");
        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "revise", new { due = "soon", reason = "Late." }), BadRequest, "invalid");
        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "progress", new { implementation = "onTrack", due = "2023-10" }), Conflict, "commitment.revision-reason");
        await tracker.RefusesAsync(() => promise.ChangeAsync(officer, "progress", new { implementation = "onTrack", reportedOn = "2023-07-05" }), Conflict, "commitment.report-in-future");
        await tracker.RefusesAsync(() => stranger.GetAsync($"commitments/{promise.Id}"), NotFound, "not-found");
        await tracker.RefusesAsync(() => TrackedPromise.RecordAsync(officer, "Nobody Ltd", new { text = "Something." }), NotFound, "not-found");
        await tracker.RefusesAsync(() => TrackedPromise.RecordAsync(officer, Trust), BadRequest, "invalid");
        Assert.Empty((await stranger.GetAsync("commitments")).Ok["items"]!.AsArray());
        Assert.Equal((0, 0), ((await promise.ReadAsync())["reports"]!.AsArray().Count, (await promise.ReadAsync())["revisions"]!.AsArray().Count));
    }

    [Fact]
    public async Task Axes_ReportViewAndPosition_AreKeptApart()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var promise = await TrackedPromise.AnsweredAsync(letter, "2023-09");

        var viewed = await promise.ChangeAsync(tracker.Officer, "view", new { view = "notSatisfied" });
        var reported = await promise.ChangeAsync(
            tracker.Officer, "progress",
            new { implementation = "offTrack", ownWords = "somewhat behind", text = "Poles are missing.", evidence = "https://trust.test/poles", due = "2023-11", dueWords = "before winter", reason = "No poles." }, viewed.ETag!);
        var coloured = await promise.ChangeAsync(tracker.Chair, "colour", new { colour = "amber", reason = "The poles came." }, reported.ETag!);

        var seen = coloured.Ok;
        Assert.Equal(("offTrack", "notSatisfied", "acceptedInPart"), (seen["implementation"]!.GetValue<string>(), seen["view"]!.GetValue<string>(), seen["position"]!.GetValue<string>()));
        Assert.Equal(("red", "amber"), (reported.Ok["colour"]!.GetValue<string>(), seen["colour"]!.GetValue<string>()));
        Assert.Equal("somewhat behind", seen["reports"]![0]!["ownWords"]!.GetValue<string>());
        Assert.Equal(seen["reports"]![0]!["id"]!.GetValue<Guid>(), seen["revisions"]![0]!["reportId"]!.GetValue<Guid>());
        Assert.Equal(("2023-11", "before winter"), (seen["due"]!.GetValue<string>(), seen["dueWords"]!.GetValue<string>()));
        Assert.Equal(coloured.ETag, (await tracker.Officer.GetAsync($"commitments/{promise.Id}")).ETag);
        Assert.Equal(4, (await promise.HistoryAsync()).Count);
    }

    private static async Task<IReadOnlyList<string>> QuestionsAsync(TrackedPromise promise) =>
        [.. (await promise.ReadAsync())["questions"]!.AsArray().Select(q => $"{q!["rule"]} {q["outcome"]}")];

    /// <summary>All pages of a list.</summary>
    private static async Task<List<JsonNode>> ListedAsync(TestTracker tracker, string query)
    {
        var (rows, after) = (new List<JsonNode>(), "");
        do
        {
            var page = (await tracker.Officer.GetAsync($"commitments?{query}{after}")).Ok;
            rows.AddRange(page["items"]!.AsArray().Select(r => r!));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);
        return rows;
    }

    /// <summary>The chair of another commission.</summary>
    private static async Task<ApiClient> StrangerAsync(TestTracker tracker)
    {
        var other = Draft(Wardens);
        other["commission"] = "Markets Scrutiny Commission";
        _ = await DraftedAsync(tracker, other);
        return await tracker.SignInAsync("chair@markets.test", Role.Chair, "Markets Scrutiny Commission");
    }

    private static async Task<int> WithAsync(TestTracker tracker, Func<FollowedCommitments, CancellationToken, Task<int>> change)
    {
        await using var scope = tracker.Service<IServiceScopeFactory>().CreateAsyncScope();
        var (db, followed) = (scope.ServiceProvider.GetRequiredService<TrackerDb>(), scope.ServiceProvider.GetRequiredService<FollowedCommitments>());
        return await db.InTransactionAsync(ct => change(followed, ct), _ => Task.FromResult(false), CancellationToken.None);
    }
}
