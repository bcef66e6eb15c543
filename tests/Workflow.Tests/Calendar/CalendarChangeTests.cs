using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

/// <summary>New versions of a calendar, and what they do to ledgers.</summary>
public class CalendarChangeTests
{
    private static readonly BankHoliday Coronation = new(new(2023, 7, 10), "Coronation");
    private static readonly DateTimeOffset Now = Letter.At(new(2023, 7, 5));
    private static readonly WorkingCalendar New = Letter.England.Changed("2026-11.01", [Coronation], [new(2023, 8, 28)]);
    private static readonly WorkingCalendars Both = WorkingCalendars.Shipped.With(New);

    [Fact]
    public void Changed_AddedAndRemoved_LeavesTheFormerVersionAsItWas()
    {
        Assert.Equal("Coronation", New.WhyNotWorking(new(2023, 7, 10)));
        Assert.True(New.IsWorkingDay(new(2023, 8, 28)));
        Assert.True(Letter.England.IsWorkingDay(new(2023, 7, 10)));
        Assert.False(Letter.England.IsWorkingDay(new(2023, 8, 28)));
        Assert.Equal(Letter.England.HolidaysOf(2023).Count, New.HolidaysOf(2023).Count);
        Assert.Equal(New.Id, Both.Latest("england-and-wales").Id);
        Assert.Equal(["2026-11", "2026-11.01"], Both.VersionsOf("england-and-wales"));
    }

    [Fact]
    public void Changed_WhatCannotBe_IsRefused()
    {
        Assert.Equal("calendar.already-holiday", Letter.RefusedRule(() => Letter.England.Changed("2027", [new(new(2023, 8, 28), "Again")], [])));
        Assert.Equal("calendar.already-holiday", Letter.RefusedRule(() => Letter.England.Changed("2027", [new(new(2023, 7, 8), "A Saturday")], [])));
        Assert.Equal("calendar.not-a-holiday", Letter.RefusedRule(() => Letter.England.Changed("2027", [], [new(2023, 7, 10)])));
        Assert.Equal("calendar.not-a-holiday", Letter.RefusedRule(() => Letter.England.Changed("2027", [], [new(2023, 7, 8)])));
        Assert.Equal("calendar.version-not-later", Letter.RefusedRule(() => Letter.England.Changed("2026-11", [Coronation], [])));
        Assert.Throws<CalendarYearMissingException>(() => Letter.England.Changed("2027", [new(new(2099, 7, 8), "Far")], []));
    }

    [Theory]
    [InlineData("2026-11", "2026-11.01")]
    [InlineData("2026-11.01", "2026-11.02")]
    [InlineData("2026-11.09", "2026-11.10")]
    [InlineData("2026-11.99", "2026-11.99.01")]
    [InlineData("a.b", "a.b.01")]
    public void Next_OfAnyVersion_SortsAfterIt(string version, string next)
    {
        Assert.Equal(next, new CalendarVersion("england-and-wales", version).Next());
        Assert.True(string.CompareOrdinal(next, version) > 0);
    }

    [Fact]
    public void Move_WorkingDaysAndRolls_MoveAndOthersStay()
    {
        DueRule tenWorkingDays = new DueRule.WorkingDays(10, Anchor.Issue, Counting.From);
        DueRule rolled = new DueRule.CalendarDays(6, Anchor.Issue, Counting.From) { Roll = Roll.NextWorkingDay };
        DueRule[] still = [new DueRule.FixedDate(new(2023, 7, 10)), new DueRule.CalendarDays(6, Anchor.Issue, Counting.From), new DueRule.NoDate()];

        var moves = new[] { tenWorkingDays, rolled }.Select(rule => In(Letter.Due(rule)).Move(New.Id.Version, Now)!);

        Assert.Equal([(new(2023, 7, 18), new(2023, 7, 19)), (new(2023, 7, 10), new(2023, 7, 11))], moves.Select(m => (m.Before.DueOn!.Value, m.After.DueOn!.Value)));
        Assert.All(still, rule => Assert.Null(In(Letter.Due(rule)).Move(New.Id.Version, Now)));
    }

    [Fact]
    public void Move_DateSetByDecision_Stays() =>
        Assert.Null(In(Letter.Due(new DueRule.WorkingDays(10, Anchor.Issue, Counting.From)))
            .Append(new DueDateEntry.Override(new(2023, 7, 10), "Agreed", "B. Chair", Now)).Move(New.Id.Version, Now));

    /// <summary>The holiday is after the due date; once the clock has stood still, the days left run over it.</summary>
    [Fact]
    public void InNewestCalendar_HolidayOutOfReach_IsCountedByALaterRestart()
    {
        var ledger = In(Letter.Due(new DueRule.WorkingDays(3, Anchor.Issue, Counting.From))).Pause(new(2023, 7, 5));

        var up = ledger.InNewestCalendar(Now);

        Assert.Equal(ledger.Fold().DueOn, up.Fold().DueOn);
        Assert.Equal(new(2023, 7, 11), ledger.Restart(new(2023, 7, 7)).Fold().DueOn);
        Assert.Equal(new(2023, 7, 12), up.Restart(new(2023, 7, 7)).Fold().DueOn);
        Assert.Same(up, up.InNewestCalendar(Now));
    }

    [Fact]
    public void InNewestCalendar_DateWouldMove_LeavesTheLedger()
    {
        var ledger = In(Letter.Due(new DueRule.WorkingDays(10, Anchor.Issue, Counting.From)));

        Assert.Same(ledger, ledger.InNewestCalendar(Now));
    }

    [Fact]
    public void Lines_OfAWholeHistory_SayWhatAndWhyAndTheDateAfter()
    {
        var ledger = In(Letter.Due(new DueRule.WorkingDays(10, Anchor.Issue, Counting.From)))
            .Append(new DueDateEntry.CalendarAdopted(New.Id.Version, Now)).Extend(new(2023, 8, 1)).Pause(new(2023, 7, 28)).Restart(new(2023, 7, 31))
            .Append(new DueDateEntry.Override(new(2023, 9, 1), "Agreed", "B. Chair", Now));

        var lines = ledger.Lines.ToList();

        Assert.Equal([new(2023, 7, 18), new(2023, 7, 19), new(2023, 8, 1), new(2023, 8, 1), new(2023, 8, 2), new DateOnly(2023, 9, 1)], lines.Select(l => l.DueOn!.Value));
        Assert.StartsWith("Due Tuesday 18 July 2023: ten working days from the issue of the letter on 4 July 2023", lines[0].What, StringComparison.Ordinal);
        Assert.Equal("Counted with version 2026-11.01 of the calendar", lines[1].What);
        Assert.Equal(("Extended until 1 August 2023", "Staff are ill", "A. Officer"), (lines[2].What, lines[2].Reason, lines[2].By));
        Assert.Equal(("Paused from 28 July 2023 (election)", "The council is not sitting"), (lines[3].What, lines[3].Reason));
        Assert.Equal("Restarted on 31 July 2023, with the working days that were left", lines[4].What);
        Assert.Equal(("Set to 1 September 2023 by decision", "Agreed", "B. Chair"), (lines[5].What, lines[5].Reason, lines[5].By));
    }

    private static DueDateLedger In(DueDateLedger ledger) => ledger with { Calendars = Both };
}
