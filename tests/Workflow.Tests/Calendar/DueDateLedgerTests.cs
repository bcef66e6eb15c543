using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class DueDateLedgerTests
{
    private static readonly DueRule FromIssue28 = new DueRule.CalendarDays(28, Anchor.Issue, Counting.From);
    private static readonly DueRule TenWorkingDays = new DueRule.WorkingDays(10, Anchor.Issue, Counting.From);

    [Fact]
    public void Fold_StatedDateAndDuty_KeepsBothAndSaysWhichIsLater()
    {
        var due = Letter.DueOn(8, 11, "crime-and-disorder-committee").Fold();

        Assert.Equal(new(2023, 8, 11), due.DueOn);
        Assert.Equal(new(2023, 8, 11), due.OriginalDueOn);
        Assert.Equal(new(2023, 8, 1), due.StatutoryOn);
        Assert.Null(due.StatutoryWorkingDayOn); // a Tuesday
        Assert.Equal(1, due.Version);
        Assert.Equal(
            "Due Friday 11 August 2023: the date stated in the letter of 4 July 2023. "
            + "Statutory last day: Tuesday 1 August 2023 (28 days from 4 July 2023, Police and Justice Act 2006 s.19 and the Crime and Disorder "
            + "(Overview and Scrutiny) Regulations 2009, or, if that is not reasonably possible, as soon as it is). "
            + "The stated date is later than the statutory last day.",
            due.Explanation.ToText());
    }

    [Fact]
    public void Fold_BeforeMeeting_SaysPapersAndReplies()
    {
        var due = Letter.Due(new DueRule.BeforeMeeting(), dates: new(new(2021, 4, 23)) { MeetingOn = new(2021, 6, 22) }).Fold();

        Assert.Equal((new DateOnly(2021, 6, 14), new DateOnly(2021, 6, 10)), (due.PapersOn, due.DueOn));
        Assert.Equal(
            "Papers for the meeting on Tuesday 22 June 2021 are due five clear working days before, Monday 14 June 2021; "
            + "replies are due two working days before that, Thursday 10 June 2021.",
            due.Explanation.ToString());
    }

    [Fact]
    public void Fold_WorkingDays_NamesTheHolidaysNotCounted()
    {
        var due = Letter.Due(TenWorkingDays, dates: new(new(2023, 8, 22)) { IssuedOn = new(2023, 8, 22) }).Fold();

        Assert.Equal(
            "Due Wednesday 6 September 2023: ten working days from the issue of the letter on 22 August 2023, "
            + "not counting weekends and Monday 28 August 2023 (Summer bank holiday).",
            due.Explanation.ToText());
        Assert.Equal(5, due.Explanation.Period.Skipped.Count);
    }

    [Fact]
    public void Fold_StatutoryDayOnASunday_IsNotRolledAndShowsTheWorkingDayBefore()
    {
        var due = Letter.Due(new DueRule.FixedDate(new(2023, 7, 30)), "crime-and-disorder-committee", new(new(2023, 7, 2)) { IssuedOn = new(2023, 7, 2) }).Fold();

        Assert.Equal(new(2023, 7, 30), due.StatutoryOn);
        Assert.Equal(new(2023, 7, 28), due.StatutoryWorkingDayOn);
        Assert.Equal(new(2023, 7, 30), due.DueOn);
        Assert.Empty(due.Explanation.Notices);
        Assert.Contains("the last working day before it is Friday 28 July 2023.", due.Explanation.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fold_StatedDateBeforeStatutory_SaysEarlier() =>
        Assert.EndsWith("The stated date is earlier than the statutory last day.", Letter.DueOn(7, 25, "health-scrutiny").Fold().Explanation.ToText(), StringComparison.Ordinal);

    [Fact]
    public void Fold_DutyWithoutStatute_HasNoStatutoryDayButIsExplained()
    {
        var due = Letter.DueOn(8, 11, "select-committee-practice").Fold();

        Assert.Null(due.StatutoryOn);
        Assert.Contains("Select committee practice: Monday 4 September 2023 (two months from 4 July 2023", due.Explanation.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fold_AnchorNotRecorded_HasNoDateUntilItIs()
    {
        var open = Letter.Due(ResponseDuties.Find("executive-of-english-council").Rule!, "executive-of-english-council");
        var received = open.Append(new DueDateEntry.DateRecorded(Anchor.Receipt, new(2023, 7, 6), Letter.At(new(2023, 7, 6))));
        var notified = received.Append(new DueDateEntry.DateRecorded(Anchor.Notice, new(2023, 7, 10), Letter.At(new(2023, 7, 10))));

        Assert.Null(open.Fold().DueOn);
        Assert.Equal(0, open.Fold().Version);
        Assert.StartsWith("No due date yet: two months beginning with receipt or, if later, the written notice, which is not recorded.", open.Fold().Explanation.ToText(), StringComparison.Ordinal);
        Assert.Equal(new(2023, 9, 5), received.Fold().DueOn);
        Assert.Contains("record its day", received.Fold().Explanation.ToText(), StringComparison.Ordinal);
        Assert.Equal(new(2023, 9, 9), notified.Fold().DueOn);
        Assert.Equal(new(2023, 9, 9), notified.Fold().StatutoryOn);
        Assert.Equal(new(2023, 9, 8), notified.Fold().StatutoryWorkingDayOn);
        Assert.Equal(new(2023, 9, 5), notified.Fold().OriginalDueOn);
        Assert.Equal(2, notified.Fold().Version);
        Assert.DoesNotContain("record its day", notified.Fold().Explanation.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fold_NoDate_SaysSo()
    {
        var due = Letter.Due(new DueRule.NoDate(), "none").Fold();

        Assert.Null(due.DueOn);
        Assert.Equal("No reply is due by a certain day.", due.Explanation.ToText());
        Assert.False(due.IsOverdue(new(2028, 1, 1)));
    }

    [Fact]
    public void Fold_Extended_KeepsTheOriginalAndTheStatutoryDay()
    {
        var due = Letter.DueOn(8, 11, "crime-and-disorder-committee").Extend(new(2023, 8, 18)).Extend(new(2023, 8, 25)).Fold();

        Assert.Equal(new(2023, 8, 25), due.DueOn);
        Assert.Equal(new(2023, 8, 11), due.OriginalDueOn);
        Assert.Equal(new(2023, 8, 1), due.StatutoryOn);
        Assert.Equal(3, due.Version);
        Assert.StartsWith(
            "Due Friday 25 August 2023; at first Friday 11 August 2023: the date stated in the letter of 4 July 2023. "
            + "Extended until 18 August 2023 by A. Officer (Staff are ill): due Friday 18 August 2023. ",
            due.Explanation.ToText(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roll.None, "2023-08-26")]
    [InlineData(Roll.NextWorkingDay, "2023-08-29")] // the Monday is a holiday
    public void Fold_ExtendedToASaturday_RollsOnceAtTheEndOnlyWhenTheRuleSaysSo(Roll roll, string expected)
    {
        var ledger = Letter.Due(FromIssue28 with { Roll = roll }).Extend(new(2023, 8, 26));

        var due = ledger.Fold();

        Assert.Equal(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), due.DueOn);
    }

    [Fact]
    public void Fold_RolledThenPaused_AddsToTheUnrolledDate()
    {
        var ledger = Letter.Due(new DueRule.FixedDate(new(2023, 8, 12)) { Roll = Roll.NextWorkingDay }); // a Saturday

        var due = ledger.Pause(new(2023, 7, 10)).Restart(new(2023, 7, 13)).Fold();

        Assert.Equal(new(2023, 8, 14), ledger.Fold().DueOn);
        Assert.Equal(new(2023, 8, 15), due.DueOn); // the 12th and three days, not the 14th and three
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("calendar")]
    public void Fold_PausedAcrossAHoliday_AddsCalendarDays(string kind)
    {
        var ledger = Letter.Due(kind == "fixed" ? new DueRule.FixedDate(new(2023, 8, 1)) : FromIssue28);

        var due = ledger.Pause(new(2023, 7, 20)).Restart(new(2023, 8, 30)).Fold();

        Assert.Equal(new DateOnly(2023, 8, 1).AddDays(41), due.DueOn);
        Assert.Equal(2, due.Version);
    }

    [Fact]
    public void Fold_WorkingDaysPausedAcrossAHoliday_KeepsTheDaysLeft()
    {
        var ledger = Letter.Due(TenWorkingDays, dates: new(new(2023, 8, 21)) { IssuedOn = new(2023, 8, 21) });

        var due = ledger.Pause(new(2023, 8, 24)).Restart(new(2023, 8, 29)).Fold();

        Assert.Equal(new(2023, 9, 5), ledger.Fold().DueOn);
        Assert.Equal(new(2023, 9, 7), due.DueOn); // two working days paused: the 24th and 25th
    }

    [Fact]
    public void Fold_PausedAndNotRestarted_KeepsTheDateAndIsNeverOverdue()
    {
        var due = Letter.DueOn(8, 11).Pause(new(2023, 8, 1)).Fold();

        Assert.True(due.IsPaused);
        Assert.Equal(new(2023, 8, 11), due.DueOn);
        Assert.Equal(1, due.Version);
        Assert.False(due.IsOverdue(new(2023, 12, 1)));
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("working")]
    public void Fold_PausedWhenAlreadyLate_KeepsTheDaysLate(string kind)
    {
        var ledger = Letter.Due(kind == "fixed" ? new DueRule.FixedDate(new(2023, 7, 18)) : TenWorkingDays);
        Assert.Equal(new(2023, 7, 18), ledger.Fold().DueOn);

        var paused = ledger.Pause(new(2023, 7, 20));
        var restarted = paused.Restart(new(2023, 8, 2)); // a Thursday, then a Wednesday

        Assert.Equal(2, paused.Fold().DaysLate(new(2023, 7, 31)));
        Assert.Equal(2, restarted.Fold().DaysLate(new(2023, 8, 2)));
    }

    [Fact]
    public void Fold_ExtendedAfterAPause_IsTheAgreedDate()
    {
        var due = Letter.DueOn(8, 11).Pause(new(2023, 7, 10)).Restart(new(2023, 7, 12)).Extend(new(2023, 8, 31)).Fold();

        Assert.Equal(new(2023, 8, 31), due.DueOn);
        Assert.Equal(3, due.Version);
    }

    [Fact]
    public void Fold_MeetingRulePaused_StaysWithTheMeetingAndMovesWithIt()
    {
        var ledger = Letter.Due(new DueRule.BeforeMeeting(), dates: new(new(2021, 4, 23)) { MeetingOn = new(2021, 6, 22) });
        var paused = ledger.Pause(new(2021, 5, 4)).Restart(new(2021, 5, 10));
        var moved = paused.Append(new DueDateEntry.DateRecorded(Anchor.Meeting, new(2021, 6, 29), Letter.At(new(2021, 5, 11))));

        Assert.Equal(new(2021, 6, 10), paused.Fold().DueOn);
        Assert.Equal(new(2021, 6, 17), moved.Fold().DueOn);
        Assert.Equal(2, moved.Fold().Version);
    }

    [Fact]
    public void Fold_Overridden_IsThatDateExactlyWithItsReason()
    {
        var ledger = Letter.Due(FromIssue28 with { Roll = Roll.NextWorkingDay }).Extend(new(2023, 8, 25));

        var due = ledger.Append(new DueDateEntry.Override(new(2023, 8, 19), "Agreed at the meeting", "B. Chair", Letter.At(new(2023, 8, 2)))).Fold();

        Assert.Equal(new(2023, 8, 19), due.DueOn); // earlier, and a Saturday
        Assert.Contains("Set by B. Chair (Agreed at the meeting): due Saturday 19 August 2023.", due.Explanation.ToText(), StringComparison.Ordinal);
        Assert.Equal(new(2023, 8, 1), due.OriginalDueOn);
    }

    [Fact]
    public void Fold_RuleCorrected_KeepsTheExtensionAndTheFirstDate()
    {
        var corrected = Corrected(Letter.DueOn(8, 11).Extend(new(2023, 8, 25)), new(2023, 8, 18));

        Assert.Equal(new(2023, 8, 25), corrected.Fold().DueOn);
        Assert.Equal(new(2023, 8, 11), corrected.Fold().OriginalDueOn);
        Assert.Equal(2, corrected.Fold().Version);
    }

    [Fact]
    public void Fold_RuleCorrectedToALaterDate_IsNotHeldBackByAnOldExtension() =>
        Assert.Equal(new(2023, 9, 1), Corrected(Letter.DueOn(8, 11).Extend(new(2023, 8, 25)), new(2023, 9, 1)).Fold().DueOn);

    [Fact]
    public void Fold_RuleCorrectedAfterAnOverride_IsTheNewRule()
    {
        var decided = Letter.DueOn(8, 11).Append(new DueDateEntry.Override(new(2023, 8, 19), "Agreed", "B. Chair", Letter.At(Letter.On)));

        Assert.Equal(new(2023, 8, 16), Corrected(decided, new(2023, 8, 16)).Fold().DueOn);
    }

    [Fact]
    public void FoldWith_NewBankHoliday_ShowsTheImpactAndAdoptingItCounts()
    {
        var ledger = Letter.Due(TenWorkingDays);
        var calendars = WorkingCalendars.Shipped.With(WorkingCalendars.Read("""
            { "name": "england-and-wales", "version": "2027-01", "division": "england-and-wales", "source": "https://www.gov.uk/bank-holidays.json",
              "published": [2023], "byRule": [], "holidays": [ { "on": "2023-07-07", "title": "Invented holiday" } ] }
            """));

        var impact = (ledger with { Calendars = calendars }).FoldWith("2027-01", Letter.At(Letter.On));

        Assert.Equal(new(2023, 7, 18), ledger.Fold().DueOn);
        Assert.Equal(new(2023, 7, 19), impact.DueOn);
        Assert.Equal(2, impact.Version);
        Assert.Contains("Friday 7 July 2023 (Invented holiday)", impact.Explanation.ToText(), StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => ledger.FoldWith("2099-01", Letter.At(Letter.On)));
    }

    [Fact]
    public void Fold_CountInAYearByRule_SaysThatTheListMayChange()
    {
        var due = Letter.Due(TenWorkingDays, dates: new(new(2026, 12, 22)) { IssuedOn = new(2026, 12, 22) }).Fold();

        Assert.Equal(new(2027, 1, 8), due.DueOn);
        Assert.Contains("The bank holidays of 2027 follow the usual rules", due.Explanation.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 0)]
    [InlineData(12, 1)]
    [InlineData(31, 20)]
    public void DaysLate_AroundTheDueDate_CountsFromTheDayAfter(int day, int late)
    {
        var due = Letter.DueOn(8, 11).Fold();

        Assert.Equal(late, due.DaysLate(new(2023, 8, day)));
        Assert.Equal(late > 0, due.IsOverdue(new(2023, 8, day)));
    }

    [Fact]
    public void Append_YearWithoutData_ThrowsInsteadOfStoring() =>
        Assert.Equal(2029, Assert.Throws<CalendarYearMissingException>(() =>
            Letter.Due(TenWorkingDays, dates: new(new(2028, 12, 20)) { IssuedOn = new(2028, 12, 20) })).Year);

    private static DueDateLedger Corrected(DueDateLedger ledger, DateOnly dueOn) =>
        ledger.Append(new DueDateEntry.RuleSet(new DueRule.FixedDate(dueOn), new(Letter.On), Letter.England.Id.Version, Letter.At(new(2023, 8, 2))));
}
