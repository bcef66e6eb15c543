using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Xunit;
using static Tracker.Workflow.Tests.Calendar.Letter;

namespace Tracker.Workflow.Tests.Commitments;

public class FollowUpTests
{
    private static readonly DateTimeOffset Made = At(Promise.MadeOn);

    /// <summary>September ends on a Thursday; ten working days before is the 16th, too near the review of the 20th (the 18th is a Saturday).</summary>
    [Fact]
    public void Ask_NobodyReports_GoesBeforeOnAndAfterTheDateAndAtTheReview()
    {
        var commitment = Promise.Of();

        var asked = commitment.LiveTo(new(2022, 3, 31), Made);

        Assert.Equal(
            ["2021-09-16 before-date 1", "2021-10-01 on-date 1", "2021-10-29 after-date 1", "2021-11-26 after-date 2", "2021-12-24 after-date 3",
             "2022-01-26 after-date 4", "2022-02-23 after-date 5", "2022-03-18 review-12 1"],
            asked.Take(8));
        Assert.Equal(("review-6", ProgressRequestOutcome.Skipped), commitment.Requests.Where(r => r.Outcome != ProgressRequestOutcome.Sent).Select(r => (r.Rule, r.Outcome)).First());
    }

    [Fact]
    public void Ask_WithoutADate_GoesOnlyAtTheReviews()
    {
        var commitment = Promise.Of(due: null, "in due course");

        var asked = commitment.LiveTo(new(2023, 12, 31), Made);

        Assert.Equal(["2021-09-20 review-6 1", "2022-03-18 review-12 1"], asked);
    }

    [Fact]
    public void Ask_InAQuietPeriod_GoesOnTheNextWorkingDayAfterIt()
    {
        var followUp = Promise.Default with { Ladder = ReminderLadder.Default with { QuietPeriods = [new(new(2021, 10, 1), new(2021, 10, 8), "Recess")] } };

        var asked = Promise.Of().LiveTo(new(2021, 10, 20), Made, followUp);

        Assert.Equal(["2021-09-16 before-date 1", "2021-10-11 on-date 1"], asked);
    }

    [Fact]
    public void Ask_QuietPeriodPastTheDate_SkipsTheQuestionBeforeIt()
    {
        var followUp = Promise.Default with { Ladder = ReminderLadder.Default with { QuietPeriods = [new(new(2021, 9, 10), new(2021, 10, 8), "Election")] } };
        var commitment = Promise.Of();

        var asked = commitment.LiveTo(new(2021, 10, 31), Made, followUp);

        Assert.DoesNotContain(asked, a => a.Contains("before-date", StringComparison.Ordinal));
        Assert.Equal("A quiet period lasts past the promised date.", commitment.Requests.Single(r => r.Rule == "before-date").Reason);
    }

    [Fact]
    public void Ask_AfterDowntime_SendsTheLatestAndRecordsTheOthersAsMissed()
    {
        var commitment = Promise.Of();
        var back = At(new(2021, 11, 1));

        var step = commitment.Ask(Promise.Default, unreachable: null, back);

        Assert.Equal(("after-date", 1), (step!.Rule, step.Occurrence));
        Assert.Equal(
            [("before-date", ProgressRequestOutcome.Missed), ("review-6", ProgressRequestOutcome.Missed), ("on-date", ProgressRequestOutcome.Missed), ("after-date", ProgressRequestOutcome.Sent)],
            commitment.Requests.Select(r => (r.Rule, r.Outcome)));
        Assert.Null(commitment.Ask(Promise.Default, unreachable: null, back));
    }

    [Fact]
    public void Ask_Unreachable_IsRecordedAndGoesOnToTheNext()
    {
        var commitment = Promise.Of();
        var before = commitment.NextQuestion(Promise.Default, Made)!;

        var step = commitment.Ask(Promise.Default, "Nobody.", before.At);

        Assert.Equal("before-date", step!.Rule);
        var row = Assert.Single(commitment.Requests);
        Assert.Equal((ProgressRequestOutcome.NotSent, "Nobody."), (row.Outcome, row.Reason));
        Assert.Null(commitment.LastAskedOn);
        Assert.Equal("review-6", commitment.NextQuestion(Promise.Default, before.At)!.Rule);
    }

    [Fact]
    public void Ask_ClaimedCompletedAndTakenBack_AsksNothingOfTheTimeBetween()
    {
        var commitment = Promise.Of();
        commitment.Report(Implementation.Completed, new(2021, 9, 1));
        var meanwhile = commitment.NextQuestion(Promise.Default, At(new(2021, 11, 30)));

        commitment.Report(Implementation.AtRisk, new(2021, 12, 1));

        Assert.Null(meanwhile);
        Assert.Equal(["2021-12-24 after-date 3"], commitment.LiveTo(new(2021, 12, 31), At(new(2021, 12, 1))));
        Assert.Single(commitment.Requests);
    }

    /// <summary>An old promise that is recorded now is asked about from now on, whatever happened in years whose holidays are not known.</summary>
    [Fact]
    public void Ask_DateLongPastWhenRecorded_BeginsOnTheNextWorkingDay()
    {
        var commitment = Commitment.Make(
            new() { CommissionId = Guid.Empty, CaseId = Guid.Empty, OrganisationId = Guid.Empty, Text = "Old.", MadeOn = new(2012, 5, 1), Promised = new("2014"), RecordedBy = "A. Officer" },
            At(new(2026, 11, 20)));

        var asked = commitment.LiveTo(new(2026, 12, 31), At(new(2026, 11, 20)));

        Assert.Equal(["2026-11-23 on-date 1", "2026-12-21 after-date 1"], asked);
    }

    /// <summary>Nobody knows the bank holidays of 2040 yet; the year before it is early enough to look again.</summary>
    [Fact]
    public void LookAgainAt_DateFarAway_IsTheJanuaryOfTheYearBefore()
    {
        var commitment = Promise.Of("2040-06");
        var afterTheReviews = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2039, 1, 1, 0, 0, 0, TimeSpan.Zero), commitment.LookAgainAt(Promise.Default, Made));
        Assert.Equal(["2021-09-20 review-6 1", "2022-03-18 review-12 1"], commitment.LiveTo(new(2022, 12, 31), Made));
        Assert.Null(commitment.NextQuestion(Promise.Default, afterTheReviews));
        Assert.Null(Promise.Of().LookAgainAt(Promise.Default, Made));
    }

    [Theory]
    [InlineData(0, 20, 6)]
    [InlineData(61, 20, 6)]
    [InlineData(10, 0, 6)]
    [InlineData(10, 261, 6)]
    [InlineData(10, 20, 0)]
    [InlineData(10, 20, 121)]
    public void Check_OutOfRange_IsRefused(int before, int every, int months) => Assert.Equal(
        "commission.follow-up-out-of-range",
        RefusedRule(new FollowUpRule { AskDaysBefore = before, AskEveryDays = every, ReviewAfterMonths = [months] }.Check));

    [Fact]
    public void Check_NoQuestionBeforeAndNoReviews_IsARule() => new FollowUpRule { AskDaysBefore = null, ReviewAfterMonths = [] }.Check();
}
