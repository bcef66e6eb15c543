using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Persistence;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>The shipped definitions of a letter and of its response requests, to each of their ends and along each of their branches.</summary>
public sealed class DefinitionTests
{
    private const string Start = "2023-07-04T09:00Z";

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Validate_ShippedDefinition_FindsNothing(string file)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows", file));

        var findings = DefinitionValidator.Validate(json, ActivityRegistry.Of(typeof(TrackerDb).Assembly));

        Assert.Empty(findings);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ResponseRequest_NobodyAnswers_GoesDownTheWholeLadder(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await letter.LiveToAsync("2023-08-29T10:00Z");

        var life = await letter.LifeAsync(Trust);
        Assert.Equal(
            ["Start Done", "Ask ByTheLetter", "Wait Clock, Answer, Withdrawal, Closing",
             "NextReminder Acknowledge", "AskToAcknowledge Queued", "NextReminder DueSoon", "SayDueSoon Queued", "NextReminder DueSoon", "SayDueSoon Queued",
             "NextReminder Overdue", "BecomeOverdue Done", "NextReminder Chase", "Chase Queued", "NextReminder Chase", "Chase Queued", "NextReminder Escalate", "Escalate Queued"],
            life.Steps);
        Assert.Equal("Running", life.Status);
        Assert.Equal(
            ["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge", "07-28 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023",
             "08-14 Overdue, reminder 1", "08-21 Overdue, reminder 2", "08-29 Overdue, reminder 3"],
            letter.MailTo(AddressOf(Trust)));
        Assert.Equal(["08-29 Overdue, reminder 3"], letter.MailTo(BoardOf(Trust)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ResponseRequest_AnsweredInTime_EndsAndTellsTheLetter(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-08-11T10:00Z");

        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        var afterFirst = await letter.LifeAsync();
        _ = (await letter.RespondAsync(Wardens, "substantive")).Ok;
        await letter.LiveToAsync("2023-12-01");

        var life = await letter.LifeAsync(Trust);
        Assert.Equal(["Answered Done", "Timeliness InTime", "InTime Done", "Ended Done", "TellLetter Done", "End Done"], life.After("SayDueSoon Queued"));
        Assert.Equal("Finished", life.Status);
        Assert.Equal("Running", afterFirst.Status);
        var whole = await letter.LifeAsync();
        Assert.Equal(["UntilSummary AllAnswered", "MakeSummary Done", "UntilMeeting NoMeeting", "SayNoMeeting Done"], whole.After("Wait Follow-up, Withdrawn, Closed"));
        Assert.Equal("Running", whole.Status);
        Assert.Equal("answered", (await letter.ReadAsync())["state"]!.GetValue<string>());
        Assert.Equal(4, letter.MailTo(AddressOf(Trust)).Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ResponseRequest_AnsweredLate_RecordsTheLateness(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-12T10:00Z");

        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        await letter.LiveToAsync("2023-12-01");

        var life = await letter.LifeAsync(Trust);
        Assert.Equal(["Answered Done", "Timeliness Late", "Late Done", "Ended Done", "TellLetter Done", "End Done"], life.After("BecomeOverdue Done"));
        Assert.Equal("Finished", life.Status);
        Assert.Equal(1, (await letter.RequestAsync(Trust))["daysLate"]!.GetValue<int>());
        Assert.Equal(4, letter.MailTo(AddressOf(Trust)).Count);
    }

    [Theory]
    [InlineData("acknowledgement")]
    [InlineData("holding")]
    [InlineData("interim")]
    public async Task ResponseRequest_Acknowledged_IsNotAskedToAcknowledgeAndIsStillChased(string kind)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        _ = (await letter.RespondAsync(Trust, kind)).Ok;
        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.DoesNotContain("AskToAcknowledge Queued", (await letter.LifeAsync(Trust)).Steps);
        Assert.Equal(["07-28 Reply due on 11 August 2023", "08-08 Reply due on 11 August 2023", "08-14 Overdue, reminder 1"], letter.MailTo(AddressOf(Trust)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ResponseRequest_Extended_StartsANewLadderFromTheNewDate(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-01T10:00Z");

        var extended = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "extend", new { until = "2023-09-01", reason = "Their harbour master is new." })).Ok;
        await letter.LiveToAsync("2023-09-04T10:00Z");

        Assert.Equal(("2023-09-01", "2023-08-11"), (extended["dueOn"]!.GetValue<string>(), extended["originalDueOn"]!.GetValue<string>()));
        Assert.Equal(
            ["07-28 Reply due on 11 August 2023", "08-17 Reply due on 1 September 2023", "08-29 Reply due on 1 September 2023", "09-04 Overdue, reminder 1"],
            letter.MailTo(AddressOf(Trust)).Skip(2));
        Assert.Equal(
            ["NextReminder DeadlineChanged", "NewDeadline Done", "NextReminder DueSoon", "SayDueSoon Queued", "NextReminder DueSoon", "SayDueSoon Queued",
             "NextReminder Overdue", "BecomeOverdue Done", "NextReminder Chase", "Chase Queued"],
            (await letter.LifeAsync(Trust)).Steps.SkipWhile(s => s != "NextReminder DeadlineChanged"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ResponseRequest_PausedAndRestarted_HearsNothingMeanwhileAndHasTheDaysLeft(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-07-20T10:00Z");

        var paused = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "pause", new { category = "court", reason = "An inquest is open.", effectiveOn = "2023-07-20" })).Ok;
        await letter.LiveToAsync("2023-08-21T10:00Z");
        var meanwhile = letter.MailTo(AddressOf(Trust));
        var restarted = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "restart", new { effectiveOn = "2023-08-21" })).Ok;
        await letter.LiveToAsync("2023-09-13T10:00Z");

        Assert.Equal("paused", paused["state"]!.GetValue<string>());
        Assert.Equal(2, meanwhile.Count);
        Assert.Equal("2023-09-12", restarted["dueOn"]!.GetValue<string>());
        Assert.Equal(
            ["08-29 Reply due on 12 September 2023", "09-07 Reply due on 12 September 2023", "09-13 Overdue, reminder 1"],
            letter.MailTo(AddressOf(Trust)).Skip(2));
        Assert.Equal(2, (await letter.LifeAsync(Trust)).Steps.Count(s => s == "NewDeadline Done"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Letter_Withdrawn_TellsTheAddresseesAndRemindsNobodyAnyMore(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-07-20T10:00Z");
        _ = (await letter.RespondAsync(Wardens, "substantive")).Ok;

        _ = (await letter.EndAsync("withdraw")).Ok;
        await letter.LiveToAsync("2023-12-01");

        AssertEnded(await letter.LifeAsync(), "Withdrawn Done", "SendWithdrawal Done");
        AssertRequestEnded(await letter.LifeAsync(Trust), "Withdrawn Done");
        Assert.Equal("answered", (await letter.RequestAsync(Wardens))["state"]!.GetValue<string>());
        Assert.Equal("withdrawn", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
        Assert.Equal(["07-04 HSC/2023-24/01/1", "07-11 Please acknowledge", "07-20 Withdrawn"], letter.MailTo(AddressOf(Trust)));
        Assert.Equal("07-20 Withdrawn", letter.MailTo(AddressOf(Wardens))[^1]);
        Assert.Contains("The reason: The harbour is to be sold.", tracker.Mail[^1].Words, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Letter_Closed_EndsEveryOpenRequestWithoutAWord(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-14T10:00Z");
        var before = tracker.Mail.Count;

        _ = (await letter.EndAsync("close")).Ok;
        await letter.LiveToAsync("2023-12-01");

        AssertEnded(await letter.LifeAsync(), "Closed Done", "SayClosed Done");
        AssertRequestEnded(await letter.LifeAsync(Trust), "Closed Done");
        Assert.Equal("closed", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
        Assert.Equal(before, tracker.Mail.Count);
    }

    private static void AssertEnded(Life life, params string[] by)
    {
        Assert.Equal(["Start Done", "SendLetter Sent", "OpenRequests Done", "Wait Follow-up, Withdrawn, Closed", .. by, "Ended Done", "End Done"], life.Steps);
        Assert.Equal("Finished", life.Status);
    }

    private static void AssertRequestEnded(Life life, string by)
    {
        Assert.Equal([by, "Ended Done", "TellLetter Done", "End Done"], life.Steps.TakeLast(4));
        Assert.Equal("Finished", life.Status);
    }
}
