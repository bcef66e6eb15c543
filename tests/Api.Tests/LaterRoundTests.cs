using System.Net;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>What a later round, a re-issue and a late decision do to what was asked before; each was found by <see cref="LetterModelTests"/> or while writing it.</summary>
public sealed class LaterRoundTests
{
    private const string Start = "2023-07-04T09:00Z";
    private static readonly object First = new { recommendation = "1", position = "accepted" };
    private static readonly object Second = new { recommendation = "2", position = "accepted" };

    [Fact]
    public async Task Respond_FirstRoundOpenWhileTheSecondIsAnswered_AnswersTheFirst()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "substantive", First)).Ok;
        _ = (await tracker.Chair.PostAsync($"recommendations/{await IdOfAsync(letter, 0)}/assess", Wanted("2023-08-01"), "*")).Ok;
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", text = "More of it." })).Ok;

        var interim = await letter.RespondAsync(Trust, "interim", new { recommendation = "2", part = "a", position = "accepted" });
        var last = await letter.RespondAsync(Trust, "substantive", Second);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (interim.Status, last.Status));
        Assert.Equal(["answered", "answered"], last.Body!["responseRequests"]!.AsArray().Select(r => r!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Respond_OneReplyToTheOpenRoundAfterTheNewestIsAnswered_IsNotRefusedHalfway()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "substantive", First)).Ok;
        _ = (await tracker.Chair.PostAsync($"recommendations/{await IdOfAsync(letter, 0)}/assess", Wanted("2023-08-01"), "*")).Ok;
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", text = "More of it." })).Ok;

        var whole = await letter.RespondAsync(Trust, "substantive");

        Assert.Equal(HttpStatusCode.Created, whole.Status);
        Assert.Equal("answered", (await letter.ReadAsync())["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Reminder_AllAnsweredInAnInterimReply_NamesNothingThatIsClosed()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "interim", First, Second)).Ok;
        _ = (await tracker.Chair.PostAsync($"recommendations/{await IdOfAsync(letter, 0)}/close", new { reason = "implemented", words = "Done." }, "*")).Ok;

        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.StartsWith("Overdue", tracker.Mail[^1].Subject, StringComparison.Ordinal);
        Assert.Contains("Publish a plan", tracker.Mail[^1].Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mend every lamp", tracker.Mail[^1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_ProposalWhoseDateHasPassed_IsRefusedAndAsksNobody()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var proposed = (await tracker.Officer.PostAsync($"recommendations/{await IdOfAsync(letter, 0)}/assess", Wanted("2023-07-10"), "*")).Ok;
        await letter.LiveToAsync("2023-07-12T10:00Z");

        _ = await tracker.RefusesAsync(
            () => tracker.Chair.PostAsync($"assessments/{proposed["assessment"]!["id"]}/decide", new { agree = true }, "*"), HttpStatusCode.Conflict, "assessment.due-in-past");
    }

    [Fact]
    public async Task Correct_AnewAfterAPause_IsDueOnTheDayThatTheLetterNowStates()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "pause", new { category = "election", reason = "There is one.", effectiveOn = "2023-07-04" })).Ok;
        await letter.LiveToAsync("2023-07-14T10:00Z");
        _ = (await letter.ChangeDueDateAsync(tracker.Officer, Trust, "restart", new { effectiveOn = "2023-07-14" })).Ok;

        _ = (await AnewAsync(letter, "2023-09-29")).Ok;

        Assert.Equal("2023-09-29", (await letter.RequestAsync(Trust))["dueOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Correct_AnewAfterTheMeetingMoved_CountsToTheMeetingAsItIsNow()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft.Remove("responseDue");
        draft["followUpMeetingDate"] = "2023-09-12";
        var letter = await IssuedAsync(tracker, draft);
        _ = (await tracker.Officer.PostAsync($"meetings/{(await letter.ReadAsync())["meetingId"]}/move", new { on = "2023-10-10", reason = "The hall is taken." }, "*")).Ok;
        var before = (await letter.RequestAsync(Trust))["dueOn"]!.GetValue<string>();

        _ = (await AnewAsync(letter)).Ok;

        Assert.Equal("2023-09-28", before);
        Assert.Equal(before, (await letter.RequestAsync(Trust))["dueOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Correct_Anew_LeavesTheDateOfWhoWasAskedInstead()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "notForUs" })).Ok;
        _ = (await tracker.Officer.PostAsync(
            $"recommendations/{await IdOfAsync(letter, 0)}/ask-instead", new { insteadOf = Trust, organisation = Wardens, name = "Head", email = AddressOf(Wardens), dueOn = "2023-07-20" }, "*")).Ok;

        _ = (await AnewAsync(letter, "2023-09-29")).Ok;
        await tracker.SettleAsync();

        Assert.Equal(("2023-09-29", "2023-07-20"), ((await letter.RequestAsync(Trust))["dueOn"]!.GetValue<string>(), (await letter.RequestAsync(Wardens))["dueOn"]!.GetValue<string>()));
        Assert.Contains("stays Thursday 20 July 2023", tracker.Mail.Single(m => m.To.Contains(AddressOf(Wardens), StringComparison.Ordinal) && m.Subject.StartsWith("Corrected", StringComparison.Ordinal)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_AnewAfterTheRepliesWereDueBeforeACancelledMeeting_WantsADate()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft.Remove("responseDue");
        draft["followUpMeetingDate"] = "2023-09-12";
        var letter = await IssuedAsync(tracker, draft);
        _ = (await tracker.Officer.PostAsync($"meetings/{(await letter.ReadAsync())["meetingId"]}/cancel", new { reason = "No quorum." }, "*")).Ok;
        await letter.LiveToAsync("2023-09-20T10:00Z");

        _ = await tracker.RefusesAsync(() => AnewAsync(letter), HttpStatusCode.Conflict, "letter.due-date-passed");
    }

    [Fact]
    public async Task Respond_PromiseInAReplyToAClosedLetter_IsKeptAndNotFollowedUntilReopened()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await tracker.Chair.PostAsync($"letters/{letter.Id}/close", new { reason = "Enough of it." }, "*")).Ok;
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", commitments = new[] { new { text = "We will mend it.", due = "2023-08-01" } } })).Ok;
        var late = await OpenPromisesAsync(letter);

        _ = (await tracker.Chair.PostAsync($"recommendations/{await IdOfAsync(letter, 0)}/reopen", new { reason = "It came up again." }, "*")).Ok;

        Assert.Equal([false, true], late.Concat(await OpenPromisesAsync(letter)));
    }

    private static Task<List<bool>> OpenPromisesAsync(TrackedLetter letter) =>
        letter.Tracker.StoredAsync(db => db.Commitments.Where(c => c.LetterId == letter.Id).Select(c => c.IsOpen).ToListAsync());

    private static object Wanted(string dueOn) => new { view = "furtherInformationWanted", words = "How many?", dueOn };

    private static Task<Answer> AnewAsync(TrackedLetter letter, string? responseDue = null) =>
        letter.Tracker.Chair.PostAsync($"letters/{letter.Id}/correct", new { reason = "The date was wrong.", restartClock = true, responseDue }, "*");

    private static async Task<Guid> IdOfAsync(TrackedLetter letter, int index) => (await letter.ReadAsync())["recommendations"]![index]!["id"]!.GetValue<Guid>();
}
