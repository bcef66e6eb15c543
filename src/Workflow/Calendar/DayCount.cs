namespace Tracker.Workflow.Calendar;

/// <summary>A day that was passed over, and why.</summary>
/// <param name="Day">The day in Europe/London.</param>
/// <param name="Why"><c>Saturday</c>, <c>Sunday</c> or the title of the bank holiday.</param>
public sealed record SkippedDay(DateOnly Day, string Why)
{
    /// <summary>Whether it was passed over only because it is a Saturday or Sunday.</summary>
    public bool IsWeekend => Why is nameof(DayOfWeek.Saturday) or nameof(DayOfWeek.Sunday);
}

/// <summary>Where a count of working days ended, and what it passed over on the way.</summary>
/// <param name="Last">The last day counted.</param>
/// <param name="Skipped">The days passed over, in the order of counting.</param>
public sealed record DayCount(DateOnly Last, IReadOnlyList<SkippedDay> Skipped);
