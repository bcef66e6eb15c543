namespace Tracker.Workflow.Tests.Calendar;

/// <summary>A witness that shares nothing with the product: bank holidays from their rules, and counting by walking one day at a time.</summary>
internal static class SlowCalendar
{
    private static readonly Dictionary<int, HashSet<DateOnly>> Years = Enumerable.Range(2019, 10).ToDictionary(year => year, Holidays);

    public static bool IsHoliday(DateOnly day) => Years[day.Year].Contains(day);

    public static bool IsWorking(DateOnly day) => (int)day.DayOfWeek is > 0 and < 6 && !IsHoliday(day);

    public static IReadOnlySet<DateOnly> Of(int year) => Years[year];

    /// <summary>Walks until <paramref name="budget"/> days are used up; days of the pause use up nothing.</summary>
    public static DateOnly Walk(DateOnly start, int budget, Func<DateOnly, bool> counts, (DateOnly From, DateOnly Restart)? pause = null)
    {
        var day = start;
        while (budget > 0)
        {
            day = day.AddDays(1);
            var paused = pause is { } p && p.From <= day && day < p.Restart;
            budget -= !paused && counts(day) ? 1 : 0;
        }

        return day;
    }

    public static DateOnly WalkBack(DateOnly start, int budget)
    {
        var day = start;
        while (budget > 0)
        {
            day = day.AddDays(-1);
            budget -= IsWorking(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Walks into the n-th month after, to the day of the same number or to the month's end.</summary>
    public static DateOnly Months(DateOnly start, int months, bool beginningWith)
    {
        var day = start;
        for (var entered = 0; entered < months;)
        {
            day = day.AddDays(1);
            entered += day.Day == 1 ? 1 : 0;
        }

        while (day.Day != start.Day && day.AddDays(1).Month == day.Month)
        {
            day = day.AddDays(1);
        }

        return beginningWith && day.Day == start.Day ? day.AddDays(-1) : day;
    }

    private static HashSet<DateOnly> Holidays(int year)
    {
        var easter = Easter(year);
        HashSet<DateOnly> days =
        [
            NextWeekday(new(year, 1, 1)), easter.AddDays(-2), easter.AddDays(1),
            year == 2020 ? new(2020, 5, 8) : FirstMonday(year, 5),
            year == 2022 ? new(2022, 6, 2) : LastMonday(year, 5),
            LastMonday(year, 8),
            .. Christmas(year),
        ];
        days.UnionWith(new DateOnly[] { new(2022, 6, 3), new(2022, 9, 19), new(2023, 5, 8) }.Where(extra => extra.Year == year));
        return days;
    }

    private static DateOnly[] Christmas(int year) => new DateOnly(year, 12, 25).DayOfWeek switch
    {
        DayOfWeek.Friday => [new(year, 12, 25), new(year, 12, 28)],
        DayOfWeek.Saturday => [new(year, 12, 27), new(year, 12, 28)],
        DayOfWeek.Sunday => [new(year, 12, 26), new(year, 12, 27)],
        _ => [new(year, 12, 25), new(year, 12, 26)],
    };

    private static DateOnly NextWeekday(DateOnly day) =>
        day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    private static DateOnly FirstMonday(int year, int month) =>
        Enumerable.Range(1, 7).Select(day => new DateOnly(year, month, day)).Single(day => day.DayOfWeek == DayOfWeek.Monday);

    private static DateOnly LastMonday(int year, int month) =>
        Enumerable.Range(25, 7).Select(day => new DateOnly(year, month, day)).Single(day => day.DayOfWeek == DayOfWeek.Monday);

    /// <summary>The anonymous Gregorian algorithm.</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7, m = (a + (11 * h) + (22 * l)) / 451;
        return new(year, (h + l - (7 * m) + 114) / 31, ((h + l - (7 * m) + 114) % 31) + 1);
    }
}
