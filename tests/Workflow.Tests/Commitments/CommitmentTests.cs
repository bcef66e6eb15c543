using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Xunit;
using static Tracker.Workflow.Tests.Calendar.Letter;

namespace Tracker.Workflow.Tests.Commitments;

public class CommitmentTests
{
    private static readonly DateOnly June = new(2021, 6, 1);

    [Fact]
    public void Slipped_LaterEarlierAndLaterAgain_CountsOnlyMovesToLater()
    {
        var commitment = Promise.Of();

        commitment.Revise("2021-12", June);
        commitment.Revise("2021-11-15", June.AddDays(30));
        commitment.Revise("2022", June.AddDays(60));

        Assert.Equal(new Slippage(2, 457), commitment.Slipped);
        Assert.Equal(new DateOnly(2022, 12, 31), commitment.DueOn);
        Assert.Equal(("2021-09", "by September"), (commitment.Promised.Due, commitment.Promised.Words));
        Assert.Equal(["2021-12", "2021-11-15", "2022"], commitment.Revisions.Select(r => r.To.Due));
    }

    [Fact]
    public void Slipped_FirstDateOfAnUndatedPromise_IsNoSlip()
    {
        var commitment = Promise.Of(due: null, "in due course");

        commitment.Revise("2021-10", June);

        Assert.Equal(new Slippage(0, 0), commitment.Slipped);
        Assert.Equal(new DateOnly(2021, 10, 31), commitment.DueOn);
    }

    [Fact]
    public void Revise_EarlierThanThePresentDate_IsARevisionAndNoSlip()
    {
        var commitment = Promise.Of();

        commitment.Revise("2021-06", June);

        Assert.Equal(new Slippage(0, -92), commitment.Slipped);
        Assert.Single(commitment.Revisions);
    }

    [Fact]
    public void Report_Completed_WaitsForTheCommissionAndChangesNoView()
    {
        var commitment = Promise.Of();

        commitment.Report(Implementation.Completed, June);

        Assert.True(commitment.IsOpen);
        Assert.Equal(View.Open, commitment.View);
        Assert.Equal(CommitmentState.WaitingForCommission, commitment.StateOn(new(2021, 12, 1)));
        Assert.Null(commitment.NextQuestion(Promise.Default, At(June)));
    }

    [Fact]
    public void Report_OfAnEarlierDayRecordedLater_LeavesTheLatestClaim()
    {
        var commitment = Promise.Of();

        commitment.Report(Implementation.AtRisk, June);
        commitment.Report(Implementation.OnTrack, June.AddDays(-10), recordedOn: June);

        Assert.Equal(Implementation.AtRisk, commitment.Implementation);
        Assert.Equal(2, commitment.ReportCount);
    }

    [Fact]
    public void Report_WithANewDate_IsARevisionWithItsReport()
    {
        var commitment = Promise.Of();
        var draft = new ProgressDraft(Implementation.AtRisk, June, "Harbour Trust", "A. Officer") { NewDate = new("2022-01"), DateReason = "No lamps to be had." };

        var report = commitment.Report(draft, At(June));

        var revision = Assert.Single(commitment.Revisions);
        Assert.Equal((report.Id, "No lamps to be had.", June), (revision.ReportId!.Value, revision.Reason, revision.SaidOn));
        Assert.Equal(new Slippage(1, 123), commitment.Slipped);
    }

    [Fact]
    public void StateOn_AroundTheLastDayOfTheMonth_IsOverdueFromTheNext()
    {
        var commitment = Promise.Of();

        Assert.Equal(CommitmentState.Open, commitment.StateOn(new(2021, 9, 30)));
        Assert.Equal(CommitmentState.Overdue, commitment.StateOn(new(2021, 10, 1)));
    }

    [Theory]
    [InlineData(null, Colour.Amber, Colour.Red)]
    [InlineData(Implementation.NotStarted, Colour.Amber, Colour.Red)]
    [InlineData(Implementation.OnTrack, Colour.Green, Colour.Red)]
    [InlineData(Implementation.AtRisk, Colour.Amber, Colour.Red)]
    [InlineData(Implementation.OffTrack, Colour.Red, Colour.Red)]
    [InlineData(Implementation.Paused, Colour.Amber, Colour.Red)]
    [InlineData(Implementation.Completed, Colour.Green, Colour.Green)]
    [InlineData(Implementation.Superseded, Colour.Amber, Colour.Red)]
    [InlineData(Implementation.Withdrawn, Colour.Amber, Colour.Red)]
    public void ColourOf_EachClaim_FollowsTheTable(Implementation? claim, Colour within, Colour past)
    {
        Assert.Equal((within, past), (Colours.ColourOf(claim, isPastDate: false), Colours.ColourOf(claim, isPastDate: true)));
    }

    [Fact]
    public void SetColour_ThenBackToTheTable_KeepsEveryDecision()
    {
        var commitment = Promise.Of();

        commitment.SetColour(new(Colour.Green, "We saw it.", "B. Chair", At(June)));
        var decided = commitment.ColourOn(new(2022, 1, 1));
        commitment.SetColour(new(Colour: null, "It is dark again.", "B. Chair", At(June)));

        Assert.Equal((Colour.Green, Colour.Red), (decided, commitment.ColourOn(new(2022, 1, 1))));
        Assert.Equal(["We saw it.", "It is dark again."], commitment.ColourOverrides.Select(o => o.Reason));
    }

    [Fact]
    public void ColourOn_AfterClosingInTime_DoesNotTurnRed()
    {
        var commitment = Promise.Of();
        commitment.Report(Implementation.OnTrack, June);

        commitment.Close(June.AddDays(1));

        Assert.Equal(Colour.Green, commitment.ColourOn(new(2023, 1, 1)));
    }

    [Fact]
    public void Reopen_Closed_IsFollowedAgainWithANewVersionOfItsDate()
    {
        var commitment = Promise.Of();
        commitment.Close(June);

        commitment.Reopen("It was never done.", At(June.AddDays(1)));

        Assert.True(commitment.IsOpen);
        Assert.Equal((View.Open, 2), (commitment.View, commitment.DateVersion));
        Assert.Null(commitment.End);
        Assert.Empty(commitment.Revisions);
        Assert.Equal("2021-09-16 before-date 1", commitment.LiveTo(new(2021, 9, 16), At(June.AddDays(1)))[0]);
    }

    [Fact]
    public void Changes_ThatCannotBe_AreRefusedByName()
    {
        var commitment = Promise.Of();
        commitment.Revise("2021-10", June);

        Assert.Equal("commitment.made-in-future", RefusedRule(() => Promise.Of(recordedOn: Promise.MadeOn.AddDays(-1))));
        Assert.Equal("commitment.date-before-promise", RefusedRule(() => Promise.Of("2021-03-17")));
        Assert.Equal("commitment.date-before-promise", RefusedRule(() => commitment.Revise("2021-02", June)));
        Assert.Equal("commitment.date-unchanged", RefusedRule(() => commitment.Revise("2021-10", June)));
        Assert.Equal("commitment.revision-reason", RefusedRule(() => commitment.Revise("2021-11", June, " ")));
        Assert.Equal("commitment.revision-reason", RefusedRule(() => commitment.Revise("2021-11", June, new('x', 501))));
        Assert.Equal("commitment.revision-out-of-order", RefusedRule(() => commitment.Revise("2021-11", June.AddDays(-1))));
        Assert.Equal("commitment.revision-before-promise", RefusedRule(() => Promise.Of().Revise(new(new("2021-11"), "Late.", "Trust", Promise.MadeOn.AddDays(-1), "A"), At(June))));
        Assert.Equal("commitment.revision-in-future", RefusedRule(() => commitment.Revise(new(new("2021-11"), "Late.", "Trust", June.AddDays(2), "A"), At(June))));
        Assert.Equal("commitment.report-in-future", RefusedRule(() => commitment.Report(Implementation.OnTrack, June.AddDays(1), recordedOn: June)));
        Assert.Equal("commitment.report-before-promise", RefusedRule(() => commitment.Report(Implementation.OnTrack, Promise.MadeOn.AddDays(-1), recordedOn: June)));
        Assert.Equal("commitment.view-closed", RefusedRule(() => commitment.Judge(View.Closed)));
        Assert.Equal("commitment.colour-reason", RefusedRule(() => commitment.SetColour(new(Colour.Red, "", "B. Chair", At(June)))));
        Assert.Equal("commitment.closing-reason", RefusedRule(() => commitment.Close(ClosingReason.Implemented, "", Promise.Chair, At(June))));
        Assert.Equal("commitment.not-closed", RefusedRule(() => commitment.Reopen("Why not.", At(June))));
        Assert.Equal((1, 0, View.Open), (commitment.Revisions.Count, commitment.ReportCount, commitment.View));
    }

    [Fact]
    public void Closed_AnyChange_IsRefused()
    {
        var commitment = Promise.Of();
        commitment.Close(June);

        Assert.Equal("commitment.reopening-reason", RefusedRule(() => commitment.Reopen("", At(June))));
        Action[] changes =
        [
            () => commitment.Revise("2022", June), () => commitment.Report(Implementation.OnTrack, June), () => commitment.Judge(View.Satisfied),
            () => commitment.SetColour(new(Colour.Red, "Why.", "B. Chair", At(June))), () => commitment.Close(June),
        ];
        Assert.All(changes, change => Assert.Equal("commitment.closed", RefusedRule(change)));
    }
}
