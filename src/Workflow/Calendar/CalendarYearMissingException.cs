namespace Tracker.Workflow.Calendar;

/// <summary>A count of days reached a year whose bank holidays are not known; the answer would be a guess.</summary>
public sealed class CalendarYearMissingException(CalendarVersion calendar, int year) : InvalidOperationException(
    $"The calendar {calendar} has no bank holidays for {year}. Add that year from https://www.gov.uk/bank-holidays.json as a new version of the calendar.")
{
    /// <summary>The calendar that was asked.</summary>
    public CalendarVersion Calendar { get; } = calendar;

    /// <summary>The year without data.</summary>
    public int Year { get; } = year;
}
