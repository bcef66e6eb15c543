using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tracker.Support;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class WorkingCalendarTests
{
    private static readonly WorkingCalendar England = Letter.England;

    [Fact]
    public void IsWorkingDay_EveryDayOfTheData_AgreesWithTheRulesOfBankHolidays()
    {
        var days = Enumerable.Range(0, new DateOnly(2028, 12, 31).DayNumber - new DateOnly(2019, 1, 1).DayNumber + 1)
            .Select(new DateOnly(2019, 1, 1).AddDays);

        var wrong = days.Where(day => England.IsWorkingDay(day) != SlowCalendar.IsWorking(day));

        Assert.Empty(wrong);
    }

    [SharedFact]
    public void Shipped_EnglandAndWales_HasTheDaysOfTheSharedList()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared!, "data", "bank-holidays-ew-2019-2028.json")));
        var listed = file.RootElement.EnumerateObject().SelectMany(year => year.Value.EnumerateArray())
            .Select(row => DateOnly.Parse(row.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        var shipped = Enumerable.Range(0, 3653).Select(new DateOnly(2019, 1, 1).AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !England.IsWorkingDay(day)).ToList();

        Assert.Equal(listed, shipped);
    }

    [Theory]
    [InlineData(2026, true)]
    [InlineData(2027, false)]
    public void IsPublished_Year_TellsTheListFromTheRule(int year, bool published) => Assert.Equal(published, England.IsPublished(year));

    [Fact]
    public void CountAfter_ChristmasRun_NamesEachDayPassedOver()
    {
        var count = England.CountAfter(new(2020, 12, 24), 3);

        Assert.Equal(new(2020, 12, 31), count.Last);
        Assert.Equal("Christmas Day, Saturday, Sunday, Boxing Day (substitute day)", string.Join(", ", count.Skipped.Select(day => day.Why)));
        Assert.Equal(new DateOnly[] { new(2020, 12, 25), new(2020, 12, 26), new(2020, 12, 27), new(2020, 12, 28) }, count.Skipped.Select(day => day.Day));
    }

    [Fact]
    public void After_LeapDay_CountsIt() => Assert.Equal(new(2024, 2, 29), England.After(new(2024, 2, 28), 1));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(261)]
    public void After_DaysOutOfRange_Throws(int days)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => England.After(Letter.On, days));
        Assert.Throws<ArgumentOutOfRangeException>(() => England.Before(Letter.On, days));
    }

    [Fact]
    public void After_PastTheData_NamesTheYearAndWhatToDo()
    {
        var missing = Assert.Throws<CalendarYearMissingException>(() => England.After(new(2028, 12, 28), 2));

        Assert.Equal(2029, missing.Year);
        Assert.Contains("2029", missing.Message, StringComparison.Ordinal);
        Assert.Contains("https://www.gov.uk/bank-holidays.json", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsWorkingDay_WeekendOfAMissingYear_ThrowsToo() =>
        Assert.Equal(2018, Assert.Throws<CalendarYearMissingException>(() => England.IsWorkingDay(new(2018, 12, 30))).Year);

    [Fact]
    public void After_AnyStartAndCount_AgreesWithWalking() =>
        Prop.ForAll(Random.Days.Zip(Gen.Choose(1, 260)).ToArbitrary(), x =>
        {
            var (start, days) = x;
            var last = England.After(start, days);
            return last == SlowCalendar.Walk(start, days, SlowCalendar.IsWorking)
                && England.WorkingDaysIn(start.AddDays(1), last) == days
                && England.Before(last.AddDays(1), days) == SlowCalendar.WalkBack(last.AddDays(1), days);
        }).Check(Random.Thorough);

    [Fact]
    public void CountAfter_AnyStartAndCount_EveryDayIsCountedOrSkippedWithAReason() =>
        Prop.ForAll(Random.Days.Zip(Gen.Choose(1, 60)).ToArbitrary(), x =>
        {
            var (start, days) = x;
            var count = England.CountAfter(start, days);
            return count.Last.DayNumber - start.DayNumber == days + count.Skipped.Count
                && count.Skipped.All(day => !SlowCalendar.IsWorking(day.Day) && day.IsWeekend == ((int)day.Day.DayOfWeek is 0 or 6));
        }).Check(Random.Thorough);

    [Fact]
    public void Read_UnknownProperty_Throws() => Assert.Throws<JsonException>(() => WorkingCalendars.Read("""{ "nme": "x" }"""));

    [Fact]
    public void Latest_SeveralVersions_IsTheNewest()
    {
        var newer = WorkingCalendars.Read("""
            { "name": "england-and-wales", "version": "2027-02", "division": "england-and-wales", "source": "https://www.gov.uk/bank-holidays.json",
              "published": [2027], "byRule": [], "holidays": [ { "on": "2027-06-07", "title": "Invented holiday" } ] }
            """);

        var calendars = WorkingCalendars.Shipped.With(newer);

        Assert.Equal("2027-02", calendars.Latest("england-and-wales").Id.Version);
        Assert.Same(England, calendars.Find(England.Id));
        Assert.Throws<KeyNotFoundException>(() => calendars.Latest("scotland"));
    }
}
