namespace Tracker.Documents.Tests.Reading;

public sealed class DatesTests
{
    [Theory]
    [InlineData("4 July 2023", "2023-07-04")]
    [InlineData("4th July 2023", "2023-07-04")]
    [InlineData("4<sup>th</sup> July 2023", "2023-07-04")]
    [InlineData("the 4th day of July 2023", "2023-07-04")]
    [InlineData("Tuesday, 4th July 2023", "2023-07-04")]
    [InlineData("Tuesday, 22June 2021", "2021-06-22")]
    [InlineData("02/09/2024", "2024-09-02")]
    [InlineData("2/9/24", "2024-09-02")]
    [InlineData("2.9.2024", "2024-09-02")]
    [InlineData("2024-09-02", "2024-09-02")]
    [InlineData("July 4th, 2023", "2023-07-04")]
    [InlineData("20 Mawrth 2019", "2019-03-20")]
    [InlineData("Dydd Gwener 11 Awst 2023", "2023-08-11")]
    [InlineData("**Date:** 1 December 2021", "2021-12-01")]
    [InlineData("Date: 1 December 2021", "2021-12-01")]
    [InlineData("Dyddiad: 1 Rhagfyr 2021", "2021-12-01")]
    [InlineData("Our ref: SC/12    Date: 1 December 2021", "2021-12-01")]
    [InlineData("31 June 2023", null)]
    [InlineData("Date received: 5 May 2023", null)]
    public void Read_DateLine_IsTheLettersDate(string line, string? expected)
    {
        var letter = Sample.WithHead($"Northmere Council\n\n{line}\n\nDear Ms Fenn,");

        Assert.Equal(Day(expected), letter.Date);
    }

    [Fact]
    public void Read_DateOnTheSalutationsLine_IsTheLettersDate()
    {
        var letter = Sample.WithHead("Northmere Council\n\nDear Ms Fenn,                    4 July 2023");

        Assert.Equal(new(2023, 7, 4), letter.Date);
        Assert.Equal("Ms Fenn", Assert.Single(letter.Recipients).Name);
    }

    [Fact]
    public void Read_NoDate_SaysSo()
    {
        var letter = Sample.WithHead("Northmere Council\n\nDear Ms Fenn,");

        Assert.Null(letter.Date);
        Assert.Contains("No date of the letter was found", Sample.Joined(letter.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("We would welcome a response by Friday 11th August 2023.", "2023-08-11")]
    [InlineData("We would welcome a response by **Friday 11th August 2023**.", "2023-08-11")]
    [InlineData("Please respond no later than 5pm on 11 August 2023.", "2023-08-11")]
    [InlineData("Please reply by close of business on 11/08/2023.", "2023-08-11")]
    [InlineData("We look forward to hearing from you by 11 August.", "2023-08-11")]
    [InlineData("Please reply by 12 January.", "2024-01-12")]
    [InlineData("The deadline for responses is 11 August 2023.", "2023-08-11")]
    [InlineData("Response due: 11 August 2023", "2023-08-11")]
    [InlineData("We ask you to reply by Friday 11th\nAugust 2023 at the latest.", "2023-08-11")]
    [InlineData("Please respond within 28 days of the date of this letter.", "2023-08-01")]
    [InlineData("Please respond within two months.", "2023-09-04")]
    [InlineData("We ask for a reply within 14 days of 10 July 2023.", "2023-07-24")]
    [InlineData("We ask for a reply within six weeks of receipt of this letter.", "2023-08-15")]
    public void Read_RequestForAnAnswer_GivesTheResponseDate(string sentence, string expected)
    {
        var letter = Sample.WithBody("We met the constabulary in spring to hear about its work.\n\n" + sentence);

        Assert.Equal(Day(expected), letter.ResponseDue);
    }

    [Theory]
    [InlineData("You were asked to respond by 3 March 2023 and did not.")]
    [InlineData("You were asked to respond by 3 March and did not.")]
    [InlineData("The inquest's hearing is on 11 August 2023.")]
    [InlineData("The road will be closed by 11 August 2023.")]
    [InlineData("The response times recorded on 11 August 2023 were poor.")]
    [InlineData("Please respond within 10 working days.")]
    [InlineData("We intend to respond in 2024.")]
    [InlineData("Officers answered 1,100 calls within 28 days of the storm.")]
    public void Read_OtherDates_AreNoResponseDate(string sentence)
    {
        var letter = Sample.WithBody("We met the constabulary in spring to hear about its work.\n\n" + sentence);

        Assert.Null(letter.ResponseDue);
    }

    [Fact]
    public void Read_DateInsideARecommendation_IsNoResponseDate()
    {
        var letter = Sample.WithBody("We recommend that:\n\n1. The Constabulary should respond to each resident by 31 March 2024.\n2. The Constabulary should count them.");

        Assert.Null(letter.ResponseDue);
        Assert.Equal(2, letter.Recommendations.Count);
    }

    [Fact]
    public void Read_AnswerBeforeAMeeting_GivesTheMeetingAndARemark()
    {
        var letter = Sample.WithBody("Please let us have your written response before our next meeting on 19 September 2023.");

        Assert.Null(letter.ResponseDue);
        Assert.Equal(new(2023, 9, 19), letter.FollowUpMeetingDate);
        Assert.Contains(letter.Warnings, warning => warning.Contains("before the meeting on 19 September 2023", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WorkingDays_AsksForTheBankHolidays()
    {
        var letter = Sample.WithBody("Please respond within ten working days.");

        Assert.Contains(letter.Warnings, warning => warning.Contains("bank holidays", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Friday 11 August 2023", 0)]
    [InlineData("Monday 11 August 2023", 1)]
    [InlineData("Monday 11 August", 2)] // the missing year is the other remark
    public void Read_WeekdayOfDeadline_IsChecked(string day, int warnings)
    {
        var letter = Sample.WithBody($"We would welcome a response by {day}.");

        Assert.Equal(new(2023, 8, 11), letter.ResponseDue);
        Assert.Equal(warnings, letter.Warnings.Count);
    }

    [Fact]
    public void Read_TwoResponseDates_TakesTheFirstAndSaysSo()
    {
        var letter = Sample.WithBody("Please reply by 11 August 2023. A fuller reply may come by 8 September 2023.");

        Assert.Equal(new(2023, 8, 11), letter.ResponseDue);
        Assert.Contains(letter.Warnings, warning => warning.Contains("several response dates", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Thank you for attending our meeting on 23 January 2023.", "2023-01-23", null)]
    [InlineData("The Commission held a discussion on lighting on 23 January 2023.", "2023-01-23", null)]
    [InlineData("Thank you for coming to our meeting on 23 January.", "2023-01-23", null)]
    [InlineData("We invite you to return to our next meeting on 19th September 2023.", null, "2023-09-19")]
    [InlineData("At our session on 23 January 2023 you agreed to return to the meeting on 19 September 2023.", "2023-01-23", "2023-09-19")]
    [InlineData("A burglary took place on 23 January 2023.", null, null)]
    [InlineData("Thank you for your letter of 23 January 2023 about the meeting.", null, null)]
    public void Read_DatesOfMeetings_AreToldApart(string sentence, string? meeting, string? followUp)
    {
        var letter = Sample.WithBody(sentence + "\n\nWe were glad to hear about the work of the constabulary.");

        Assert.Equal(Day(meeting), letter.MeetingDate);
        Assert.Equal(Day(followUp), letter.FollowUpMeetingDate);
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
