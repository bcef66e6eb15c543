using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class PeriodTests
{
    [Theory]
    [InlineData("2026-03-10", "2026-05-09", "2026-05-10", "2026-04-07", "2026-04-06")]
    [InlineData("2025-12-31", "2026-02-28", "2026-02-28", "2026-01-28", "2026-01-27")]
    [InlineData("2025-12-28", "2026-02-27", "2026-02-28", "2026-01-25", "2026-01-24")]
    [InlineData("2026-07-31", "2026-09-30", "2026-09-30", "2026-08-28", "2026-08-27")]
    [InlineData("2026-08-31", "2026-10-30", "2026-10-31", "2026-09-28", "2026-09-27")]
    [InlineData("2023-12-29", "2024-02-28", "2024-02-29", "2024-01-26", "2024-01-25")] // a leap February
    [InlineData("2023-12-31", "2024-02-29", "2024-02-29", "2024-01-28", "2024-01-27")]
    public void Count_FromAndBeginningWith_AreTheVectors(string start, string monthsBeginning, string monthsFrom, string daysFrom, string daysBeginning)
    {
        DueRule[] rules =
        [
            new DueRule.Months(2, Anchor.LetterDate, Counting.BeginningWith), new DueRule.Months(2, Anchor.LetterDate, Counting.From),
            new DueRule.CalendarDays(28, Anchor.LetterDate, Counting.From), new DueRule.CalendarDays(28, Anchor.LetterDate, Counting.BeginningWith),
        ];

        var last = rules.Select(rule => Period.Count(rule, new(Day(start)), Letter.England).LastOn);

        Assert.Equal([Day(monthsBeginning), Day(monthsFrom), Day(daysFrom), Day(daysBeginning)], last);
    }

    [Theory]
    [InlineData("2023-08-25", Counting.From, 1, "2023-08-29")] // Friday; the 28th is a holiday
    [InlineData("2023-08-25", Counting.BeginningWith, 1, "2023-08-25")]
    [InlineData("2023-08-25", Counting.BeginningWith, 2, "2023-08-29")]
    [InlineData("2023-08-26", Counting.From, 1, "2023-08-29")] // Saturday: day 1 is the next working day either way
    [InlineData("2023-08-26", Counting.BeginningWith, 1, "2023-08-29")]
    public void Count_WorkingDays_DayOneIsAWorkingDay(string start, Counting counting, int days, string last)
    {
        var period = Period.Count(new DueRule.WorkingDays(days, Anchor.LetterDate, counting), new(Day(start)), Letter.England);

        Assert.Equal(Day(last), period.LastOn);
    }

    [Fact]
    public void Count_BeforeMeeting_FiveClearDaysThenTwo()
    {
        var period = Period.Count(new DueRule.BeforeMeeting(), new(new(2021, 4, 23)) { MeetingOn = new(2021, 6, 22) }, Letter.England);

        Assert.Equal(new(2021, 6, 14), period.PapersOn);
        Assert.Equal(new(2021, 6, 10), period.LastOn);
    }

    [Fact]
    public void Count_ReceiptOrLaterNotice_BeginsWithTheLater()
    {
        var rule = new DueRule.Months(2, Anchor.ReceiptOrLaterNotice, Counting.BeginningWith);
        AnchorDates dates = new(new(2026, 3, 1));

        DateOnly? Last(DateOnly? received, DateOnly? notice) =>
            Period.Count(rule, dates with { ReceivedOn = received, NoticeOn = notice }, Letter.England).LastOn;

        Assert.Equal(new(2026, 5, 9), Last(new(2026, 3, 10), null));
        Assert.Equal(new(2026, 5, 9), Last(new(2026, 3, 10), new(2026, 3, 5)));
        Assert.Equal(new(2026, 5, 11), Last(new(2026, 3, 10), new(2026, 3, 12)));
        Assert.Null(Last(null, new(2026, 3, 12)));
    }

    [Fact]
    public void Count_MonthsFromAnyDay_AgreesWithWalking() =>
        Prop.ForAll(Random.Days.Zip(Gen.Choose(1, 24)).Zip(Gen.Elements(Counting.From, Counting.BeginningWith)).ToArbitrary(), x =>
        {
            var ((start, months), counting) = x;
            var period = Period.Count(new DueRule.Months(months, Anchor.LetterDate, counting), new(start), Letter.England);
            return period.LastOn == SlowCalendar.Months(start, months, beginningWith: counting == Counting.BeginningWith);
        }).Check(Random.Thorough);

    [Fact]
    public void Count_BeforeAnyMeeting_LeavesExactlyTheClearDays() =>
        Prop.ForAll(Random.Days.Zip(Gen.Choose(1, 20)).Zip(Gen.Choose(0, 10)).ToArbitrary(), x =>
        {
            var ((meeting, clear), before) = x;
            var period = Period.Count(new DueRule.BeforeMeeting(clear, before), new(meeting) { MeetingOn = meeting }, Letter.England);
            var papers = SlowCalendar.WalkBack(meeting, clear + 1);
            return period.PapersOn == papers && period.LastOn == SlowCalendar.WalkBack(papers, before);
        }).Check(Random.Thorough);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
