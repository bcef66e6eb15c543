using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Responses;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>Who is reminded of what, when, and never twice.</summary>
public sealed class ReminderTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task DueWork_RunAgainAndAtTheSameTime_SendsNothingTwice(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        tracker.Clock.Set(new(2023, 7, 11, 8, 0, 0, TimeSpan.Zero));
        var work = tracker.Service<DueWork>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => work.RunOnceAsync(CancellationToken.None))));
        await tracker.SettleAsync();
        await tracker.SettleAsync();

        Assert.Equal(["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge"], letter.MailTo(AddressOf(Trust)));
        Assert.Equal(["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge"], letter.MailTo(AddressOf(Wardens)));
        Assert.Equal(["acknowledge 1 Sent", "acknowledge 1 Sent"], await RemindersAsync(tracker));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Downtime_OverSeveralSteps_SendsTheLatestAndMarksTheOthersMissed(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await tracker.WakeUpAtAsync("2023-08-22T10:00Z");
        await tracker.SettleAsync();

        Assert.Equal(["07-04 HSC/2023-24/01/1", "08-22 Overdue, reminder 2"], letter.MailTo(AddressOf(Trust)));
        Assert.Equal(["acknowledge 1 Missed", "due-soon-10 1 Missed", "due-soon-3 1 Missed", "chase 1 Missed", "chase 2 Sent"], await RemindersAsync(tracker));
        Assert.Equal(1, (await letter.RequestAsync(Trust))["remindersSent"]!.GetValue<int>());
    }

    /// <summary>A due-soon reminder that could only go after the due date would say something untrue.</summary>
    [Fact]
    public async Task Downtime_PastTheDueDateBeforeTheFirstChase_SendsNoStaleReminder()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await tracker.WakeUpAtAsync("2023-08-12T10:00Z");
        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.Equal(["08-14 Overdue, reminder 1"], letter.MailTo(AddressOf(Trust)).Skip(1));
    }

    /// <summary>Back on a Saturday, the latest step waits for Monday morning.</summary>
    [Fact]
    public async Task Downtime_UntilAWeekend_SendsOnTheNextWorkingDay()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await tracker.WakeUpAtAsync("2023-07-29T10:00Z");
        var onSaturday = letter.MailTo(AddressOf(Trust)).Count;
        await letter.LiveToAsync("2023-07-31T10:00Z");

        Assert.Equal(1, onSaturday);
        Assert.Equal(["07-31 Reply due on 11 August 2023"], letter.MailTo(AddressOf(Trust)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task QuietPeriod_SetAfterIssue_MovesTheReminderToTheNextWorkingDayAfterIt(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await SetRemindersAsync(tracker, r => r["quietPeriods"] = new JsonArray(new JsonObject { ["from"] = "2023-07-27", ["until"] = "2023-07-31", ["name"] = "Recess" }));
        await letter.LiveToAsync("2023-07-31T22:00Z");
        var during = letter.MailTo(AddressOf(Trust));
        await letter.LiveToAsync("2023-08-01T10:00Z");

        Assert.Equal("07-11 Please acknowledge", during[^1]);
        Assert.Equal("08-01 Reply due on 11 August 2023", letter.MailTo(AddressOf(Trust))[^1]);
    }

    /// <summary>One message per letter, even where both wait for the same morning.</summary>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task QuietPeriod_TwoLettersToTheSameOrganisation_EachHasItsOwnMessageAfterIt(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var second = Draft(Trust);
        (second["subject"], second["responseDue"]) = ("Rails on the quay", "2023-08-14");
        _ = (await IssuedAsync(tracker, Trust), await IssuedAsync(tracker, second));
        await SetRemindersAsync(tracker, r => r["quietPeriods"] = new JsonArray(new JsonObject { ["from"] = "2023-07-26", ["until"] = "2023-08-01", ["name"] = "A quiet week" }));

        _ = await LetterStory.AdvanceAsync(tracker.Officer, "2023-08-01T22:00Z");
        var during = tracker.Mail.Count;
        _ = await LetterStory.AdvanceAsync(tracker.Officer, "2023-08-02T10:00Z");

        Assert.Equal(4, during); // two letters, two requests to acknowledge
        Assert.Equal(
            ["2023-08-02 Reply due on 11 August 2023: Lamps on the quay", "2023-08-02 Reply due on 14 August 2023: Rails on the quay"],
            tracker.Mail.Skip(during).Select(m => $"{m.On:yyyy-MM-dd} {m.Subject.Split(": ")[0]}: {m.Subject.Split(": ")[^1]}").Order());
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task StruckReminder_OfOneOrganisation_GoesToTheOtherOnly(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await DraftedAsync(tracker, Draft(Trust, Wardens));
        var trust = (await tracker.Officer.GetAsync("organisations")).Ok.AsArray().Single(o => o!["name"]!.GetValue<string>() == Trust)!["id"]!.GetValue<Guid>();

        _ = (await tracker.Officer.PostAsync($"letters/{letter.Id}/strike-reminder", new { organisationId = trust, rule = "due-soon-10" }, ifMatch: "*")).Ok;
        await letter.IssueAsync();
        var planned = await PlannedAsync(letter, Trust, "due-soon-10");
        await letter.LiveToAsync("2023-08-08T10:00Z");

        Assert.Equal("struck", planned);
        Assert.Equal(["07-11 Please acknowledge", "08-08 Reply due on 11 August 2023"], letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["07-11 Please acknowledge", "07-28 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023"], letter.MailTo(AddressOf(Wardens)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task PartialAnswer_OfOneRecommendation_NarrowsTheNextChase(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-10T10:00Z");

        var filed = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "2", part = "a", position = "accepted" })).Ok;
        await letter.LiveToAsync("2023-08-14T10:00Z");
        var chase = tracker.Mail[^1];
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "2", part = "a", position = "accepted" }, new { recommendation = "2", part = "b", position = "rejected" })).Ok;
        await letter.LiveToAsync("2023-12-01");

        Assert.Equal("acknowledged", filed["responseRequests"]![0]!["state"]!.GetValue<string>());
        Assert.StartsWith("Overdue, reminder 1", chase.Subject, StringComparison.Ordinal);
        Assert.Contains("Still unanswered:", chase.Words, StringComparison.Ordinal);
        Assert.Contains("Publish a plan.", chase.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mend every lamp", chase.Words, StringComparison.Ordinal);
        Assert.Equal("08-14 Overdue, reminder 1", letter.MailTo(AddressOf(Trust))[^1]);
        Assert.Equal("answeredLate", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Copies_OfTheLetter_GoOnceWithoutLinkAndAreNeverFollowedByReminders(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var draft = Draft(Trust);
        draft["cc"] = new JsonArray(new JsonObject { ["name"] = "Ward member", ["email"] = "member@harbour.test" }, new JsonObject { ["name"] = "Without address" });
        var letter = await IssuedAsync(tracker, draft);

        await letter.LiveToAsync("2023-10-01");

        Assert.Equal(["07-04 Copy"], letter.MailTo("member@harbour.test"));
        Assert.DoesNotContain("/respond/", tracker.Mail.Single(m => m.To.Contains("member@", StringComparison.Ordinal)).Words, StringComparison.Ordinal);
        Assert.True(letter.MailTo(AddressOf(Trust)).Count > 8);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task MinimumGap_StepTooSoonAfterAnother_IsSkippedAndRecorded(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await SetRemindersAsync(tracker, r => r["dueSoonDaysBefore"] = new JsonArray(10, 8, 3));
        await letter.LiveToAsync("2023-08-08T10:00Z");

        Assert.Equal(["07-11 Please acknowledge", "07-28 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023"], letter.MailTo(AddressOf(Trust)).Skip(1));
        Assert.Equal(["acknowledge 1 Sent", "due-soon-10 1 Sent", "due-soon-8 1 Skipped", "due-soon-3 1 Sent"], await RemindersAsync(tracker));
        Assert.Equal("skipped", await PlannedAsync(letter, Trust, "due-soon-8"));
    }

    [Fact]
    public async Task SetReminders_OutOfRange_IsRefusedAndChangesNothing()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var commission = await CommissionAsync(tracker);
        var reminders = commission["reminders"]!.DeepClone();
        reminders["chaseEveryDays"] = 0;

        var answer = await tracker.Officer.PutAsync($"commissions/{commission["id"]}/reminders", reminders, ifMatch: "*");

        Assert.Equal("commission.reminders-out-of-range", answer.Rule);
        Assert.Equal(commission.ToJsonString(), (await CommissionAsync(tracker)).ToJsonString());
        Assert.Equal("planned", await PlannedAsync(letter, Trust, "chase"));
    }

    private static async Task SetRemindersAsync(TestTracker tracker, Action<JsonNode> change)
    {
        var commission = await CommissionAsync(tracker);
        var reminders = commission["reminders"]!.DeepClone();
        change(reminders);
        _ = (await tracker.Officer.PutAsync($"commissions/{commission["id"]}/reminders", reminders, ifMatch: $"\"{commission["version"]}\"")).Ok;
    }

    private static async Task<JsonNode> CommissionAsync(TestTracker tracker) => Assert.Single((await tracker.Officer.GetAsync("commissions")).Ok.AsArray())!;

    private static async Task<string> PlannedAsync(TrackedLetter letter, string organisation, string rule) =>
        (await letter.Tracker.Officer.GetAsync($"letters/{letter.Id}/reminder-plan")).Ok["messages"]!.AsArray()
            .First(m => m!["organisation"]?.GetValue<string>() == organisation && m["rule"]!.GetValue<string>() == rule)!["status"]!.GetValue<string>();

    /// <summary>What was dealt with, in the order planned.</summary>
    private static async Task<IEnumerable<string>> RemindersAsync(TestTracker tracker)
    {
        var reminders = await tracker.StoredAsync(db => db.Set<Reminder>().AsNoTracking().ToListAsync());
        return reminders.OrderBy(r => r.PlannedOn).Select(r => $"{r.Rule} {r.Occurrence} {r.Outcome}");
    }
}
