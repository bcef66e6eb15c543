using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class DueDateRefusalsTests
{
    private static readonly DueDateLedger Ledger = Letter.DueOn(8, 11, "crime-and-disorder-committee");

    [Theory]
    [InlineData(10, "request.extension-not-later")]
    [InlineData(11, "request.extension-not-later")]
    public void Append_ExtensionNotLater_Refuses(int day, string rule) =>
        Assert.Equal(rule, Letter.RefusedRule(() => Ledger.Extend(new(2023, 8, day))));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Append_ExtensionWithoutReason_Refuses(string reason) =>
        Assert.Equal("request.extension-reason", Letter.RefusedRule(() => Ledger.Extend(new(2023, 8, 18), reason)));

    [Fact]
    public void Append_ExtensionReason_HoldsFiveHundredCharacters()
    {
        Ledger.Extend(new(2023, 8, 18), new string('x', 500));

        Assert.Equal("request.extension-reason", Letter.RefusedRule(() => Ledger.Extend(new(2023, 8, 18), new string('x', 501))));
    }

    [Fact]
    public void Append_ExtensionOverTheCap_IsForTheChair()
    {
        var atCap = Ledger.Extend(new(2023, 9, 8)); // 28 days after 11 August

        Assert.Equal("request.extension-over-cap", Letter.RefusedRule(() => Ledger.Extend(new(2023, 9, 9))));
        Assert.Equal("request.extension-over-cap", Letter.RefusedRule(() => atCap.Extend(new(2023, 9, 9)))); // from the first date, not the present one
        Assert.Equal(new(2023, 9, 9), atCap.Extend(new(2023, 9, 9), byChair: true).Fold().DueOn);
        Assert.Equal(new(2023, 12, 1), Letter.DueOn(8, 11, "agreed-date").Extend(new(2023, 12, 1)).Fold().DueOn);
    }

    [Fact]
    public void Append_ExtensionOfNoDate_Refuses() =>
        Assert.Equal("request.no-due-date", Letter.RefusedRule(() => Letter.Due(new DueRule.NoDate()).Extend(new(2023, 8, 18))));

    [Fact]
    public void Append_Pause_RefusesWhatCannotBe()
    {
        var restarted = Ledger.Pause(new(2023, 7, 10)).Restart(new(2023, 7, 12));

        Assert.Equal("request.pause-in-future", Letter.RefusedRule(() => Ledger.Pause(new(2023, 7, 11), recordedOn: new(2023, 7, 10))));
        Assert.Equal("request.pause-before-letter", Letter.RefusedRule(() => Ledger.Pause(new(2023, 7, 3), recordedOn: new(2023, 7, 10))));
        Assert.Equal("request.pause-before-restart", Letter.RefusedRule(() => restarted.Pause(new(2023, 7, 11), recordedOn: new(2023, 7, 20))));
        Assert.Equal("request.already-paused", Letter.RefusedRule(() => Ledger.Pause(new(2023, 7, 10)).Pause(new(2023, 7, 11))));
        Assert.True(Ledger.Pause(new(2023, 7, 4)).Fold().IsPaused); // the letter's own day
        Assert.True(restarted.Pause(new(2023, 7, 12)).Fold().IsPaused); // the day of the restart
    }

    [Theory]
    [InlineData("", "why")]
    [InlineData("election", " ")]
    public void Append_PauseWithoutCategoryOrText_Refuses(string category, string text) =>
        Assert.Equal("request.pause-reason", Letter.RefusedRule(() =>
            Ledger.Append(new DueDateEntry.Pause(category, text, new(2023, 7, 10), Letter.At(new(2023, 7, 10))))));

    [Fact]
    public void Append_PauseLateInTheEvening_IsOfTheLondonDay()
    {
        var at = new DateTimeOffset(2023, 7, 10, 23, 30, 0, TimeSpan.Zero); // 00:30 on the 11th in London

        var paused = Ledger.Append(new DueDateEntry.Pause("election", "why", new(2023, 7, 11), at));

        Assert.Equal(new(2023, 7, 11), paused.Fold().PausedOn);
    }

    [Fact]
    public void Append_Restart_RefusesWhatCannotBe()
    {
        var paused = Ledger.Pause(new(2023, 7, 10));

        Assert.Equal("request.not-paused", Letter.RefusedRule(() => Ledger.Restart(new(2023, 7, 10))));
        Assert.Equal("request.restart-before-pause", Letter.RefusedRule(() => paused.Restart(new(2023, 7, 9), recordedOn: new(2023, 7, 12))));
        Assert.Equal("request.restart-in-future", Letter.RefusedRule(() => paused.Restart(new(2023, 7, 13), recordedOn: new(2023, 7, 12))));
        Assert.Equal(new(2023, 8, 11), paused.Restart(new(2023, 7, 10)).Fold().DueOn); // the same day: nothing lost
    }

    [Fact]
    public void Append_DateRecordedTwice_DoesNotRestartTheClock()
    {
        DueDateEntry.DateRecorded Received(int day, Anchor anchor = Anchor.Receipt) => new(anchor, new(2023, 7, day), Letter.At(new(2023, 7, 20)));

        Assert.Equal("request.date-already-recorded", Letter.RefusedRule(() => Ledger.Append(Received(6)).Append(Received(8))));
        Assert.Equal("request.date-already-recorded", Letter.RefusedRule(() => Ledger.Append(Received(6, Anchor.Issue))));
        Assert.Equal("request.date-before-letter", Letter.RefusedRule(() => Ledger.Append(Received(3))));
        Assert.Equal("request.date-not-recordable", Letter.RefusedRule(() => Ledger.Append(Received(6, Anchor.LetterDate))));
    }

    [Theory]
    [InlineData("request.rule-out-of-range", 0)]
    [InlineData("request.rule-out-of-range", 261)]
    public void Open_WorkingDaysOutOfRange_Refuses(string rule, int days) =>
        Assert.Equal(rule, Letter.RefusedRule(() => Letter.Due(new DueRule.WorkingDays(days, Anchor.Issue, Counting.From))));

    [Fact]
    public void Open_DatesBeforeTheLetter_Refuses()
    {
        Assert.Equal("request.due-before-letter", Letter.RefusedRule(() => Letter.DueOn(7, 3)));
        Assert.Equal("request.date-before-letter", Letter.RefusedRule(() =>
            Letter.Due(new DueRule.NoDate(), dates: new(Letter.On) { ReceivedOn = Letter.On.AddDays(-1) })));
        Assert.Equal(Letter.On, Letter.DueOn(7, 4).Fold().DueOn);
    }

    [Fact]
    public void Append_OverrideWithoutReasonOrBeforeTheLetter_Refuses()
    {
        DueDateEntry.Override Set(int month, string reason) => new(new(2023, month, 3), reason, "B. Chair", Letter.At(Letter.On));

        Assert.Equal("request.override-reason", Letter.RefusedRule(() => Ledger.Append(Set(9, ""))));
        Assert.Equal("request.due-before-letter", Letter.RefusedRule(() => Ledger.Append(Set(7, "Agreed"))));
    }

    [Fact]
    public void Append_AnythingBeforeTheRule_Refuses() =>
        Assert.Equal("request.not-opened", Letter.RefusedRule(() => new DueDateLedger(WorkingCalendars.Shipped, []).Extend(new(2023, 8, 18))));
}
