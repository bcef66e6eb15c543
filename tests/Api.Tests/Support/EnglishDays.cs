namespace Tracker.Api.Tests.Support;

/// <summary>Working days in England from 2023 to 2026, typed in from the government's list; shares nothing with the product.</summary>
internal static class EnglishDays
{
    private static readonly HashSet<DateOnly> Holidays =
    [
        new(2023, 1, 2), new(2023, 4, 7), new(2023, 4, 10), new(2023, 5, 1), new(2023, 5, 8), new(2023, 5, 29), new(2023, 8, 28), new(2023, 12, 25), new(2023, 12, 26),
        new(2024, 1, 1), new(2024, 3, 29), new(2024, 4, 1), new(2024, 5, 6), new(2024, 5, 27), new(2024, 8, 26), new(2024, 12, 25), new(2024, 12, 26),
        new(2025, 1, 1), new(2025, 4, 18), new(2025, 4, 21), new(2025, 5, 5), new(2025, 5, 26), new(2025, 8, 25), new(2025, 12, 25), new(2025, 12, 26),
        new(2026, 1, 1), new(2026, 4, 3), new(2026, 4, 6), new(2026, 5, 4), new(2026, 5, 25), new(2026, 8, 31), new(2026, 12, 25), new(2026, 12, 28),
    ];

    public static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>So many working days later, or earlier where the count is negative.</summary>
    public static DateOnly Walk(DateOnly day, int workingDays)
    {
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(Math.Sign(workingDays));
            left -= IsWorking(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Five clear working days before a meeting come its papers; replies are due two working days before them.</summary>
    public static DateOnly RepliesBefore(DateOnly meeting) => Walk(Walk(meeting, -6), -2);

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateTimeOffset InLondon(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(InLondon(instant).DateTime);
}
