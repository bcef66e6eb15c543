namespace Tracker.Workflow.Calendar;

/// <summary>A count of days reached a year whose bank holidays are not known; the answer would be a guess.</summary>
#pragma warning disable RCS1194 // without its year the message could not say what to do
public sealed class CalendarYearMissingException(CalendarVersion calendar, int year) : InvalidOperationException(
    $"The calendar {calendar} has no bank holidays for {year}. Add that year from https://www.gov.uk/bank-holidays.json as a new version of the calendar.")
#pragma warning restore RCS1194
{
    /// <summary>The calendar that was asked.</summary>
    public CalendarVersion Calendar { get; } = calendar;

    /// <summary>The year without data.</summary>
    public int Year { get; } = year;
}
