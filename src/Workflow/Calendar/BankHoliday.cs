namespace Tracker.Workflow.Calendar;

/// <summary>A day that is no working day by law or proclamation.</summary>
/// <param name="On">The day in Europe/London.</param>
/// <param name="Title">What it is called, such as <c>Boxing Day (substitute day)</c>.</param>
public sealed record BankHoliday(DateOnly On, string Title);
