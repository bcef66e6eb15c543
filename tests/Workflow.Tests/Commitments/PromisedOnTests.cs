using Tracker.Workflow.Commitments;
using Xunit;

namespace Tracker.Workflow.Tests.Commitments;

public class PromisedOnTests
{
    [Theory]
    [InlineData("2021-05-31", "2021-05-31", "by 31 May 2021")]
    [InlineData("2021-09", "2021-09-30", "by the end of September 2021")]
    [InlineData("2024-02", "2024-02-29", "by the end of February 2024")]
    [InlineData("2021-12", "2021-12-31", "by the end of December 2021")]
    [InlineData("2021", "2021-12-31", "by the end of 2021")]
    public void LastDay_OfEachExactness_IsTheLastThatKeepsThePromise(string due, string lastDay, string phrase)
    {
        var promised = PromisedOn.Of(due, "in good time");

        Assert.Equal(lastDay, $"{promised.LastDay:yyyy-MM-dd}");
        Assert.Equal(phrase, promised.Phrase);
    }

    [Theory]
    [InlineData(null, null, "without a date")]
    [InlineData(null, "  ", "without a date")]
    [InlineData(null, "in due course", "\"in due course\"")]
    public void Of_WordsWithoutDate_NameNoDay(string? due, string? words, string phrase)
    {
        var promised = PromisedOn.Of(due, words);

        Assert.Null(promised.LastDay);
        Assert.Equal(phrase, promised.Phrase);
    }

    [Theory]
    [InlineData("2021", true)]
    [InlineData("2199-12", true)]
    [InlineData("2021-02-29", false)]
    [InlineData("2021-13", false)]
    [InlineData("2200", false)]
    [InlineData("9999", false)]
    [InlineData("1899", false)]
    [InlineData("21-09", false)]
    [InlineData("2021-9", false)]
    [InlineData("September", false)]
    [InlineData("", false)]
    public void IsDate_AnyText_IsADayAMonthOrAYear(string text, bool isDate) => Assert.Equal(isDate, PromisedOn.IsDate(text));
}
