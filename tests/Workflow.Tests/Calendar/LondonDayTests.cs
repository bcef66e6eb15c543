using System.Globalization;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class LondonDayTests
{
    [Theory]
    [InlineData("2023-08-11T22:59:59Z", "2023-08-11")] // 23:59:59 in London
    [InlineData("2023-08-11T23:00:00Z", "2023-08-12")]
    [InlineData("2023-12-11T23:59:59Z", "2023-12-11")]
    [InlineData("2023-12-12T00:00:00Z", "2023-12-12")]
    [InlineData("2023-08-12T09:00:00+10:00", "2023-08-12")] // midnight in London, whatever the offset given
    public void Of_AroundMidnight_IsTheDayInLondon(string instant, string day)
    {
        var london = LondonDay.Of(Instant(instant));

        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), london);
    }

    [Theory]
    [InlineData("2023-08-12", "2023-08-11T23:00:00Z")]
    [InlineData("2023-12-12", "2023-12-12T00:00:00Z")]
    [InlineData("2026-03-29", "2026-03-29T00:00:00Z")] // the clocks go forward an hour later
    [InlineData("2026-03-30", "2026-03-29T23:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T23:00:00Z")] // the clocks go back two hours later
    [InlineData("2026-10-26", "2026-10-26T00:00:00Z")]
    public void StartOf_Day_IsMidnightInLondonAsUtc(string day, string instant)
    {
        var start = LondonDay.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture));

        Assert.Equal(Instant(instant), start);
        Assert.Equal(TimeSpan.Zero, start.Offset);
    }

    [Theory]
    [InlineData("2023-07-11", "09:00", "2023-07-11T08:00:00Z")]
    [InlineData("2023-12-11", "09:00", "2023-12-11T09:00:00Z")]
    [InlineData("2026-03-29", "00:59", "2026-03-29T00:59:00Z")]
    [InlineData("2026-03-29", "01:30", "2026-03-29T01:30:00Z")] // does not exist: 02:30 summer time
    [InlineData("2026-03-29", "02:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25", "01:30", "2026-10-25T00:30:00Z")] // exists twice: the first
    [InlineData("2026-10-25", "02:00", "2026-10-25T02:00:00Z")]
    public void At_TimeOfDay_IsTheInstantInUtc(string day, string time, string instant)
    {
        var at = LondonDay.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture));

        Assert.Equal(Instant(instant), at);
        Assert.Equal(TimeSpan.Zero, at.Offset);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
