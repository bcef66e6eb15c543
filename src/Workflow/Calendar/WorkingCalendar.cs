using System.Collections.Frozen;

namespace Tracker.Workflow.Calendar;

/// <summary>Which days are working days: not a Saturday, not a Sunday, not a bank holiday.</summary>
/// <remarks>Bank holidays: https://www.gov.uk/bank-holidays.json. A year without data is an error, never a guess.</remarks>
public sealed class WorkingCalendar
{
    /// <summary>The most working days that may be counted at once, about one year.</summary>
    public const int MaxDays = 260;

    private readonly CalendarFile file;
    private readonly FrozenDictionary<DateOnly, string> holidays;
    private readonly FrozenSet<int> published;
    private readonly FrozenSet<int> years;

    internal WorkingCalendar(CalendarFile file)
    {
        this.file = file;
        Id = new(file.Name, file.Version);
        holidays = file.Holidays.ToFrozenDictionary(h => h.On, h => h.Title);
        published = file.Published.ToFrozenSet();
        years = file.Published.Concat(file.ByRule).ToFrozenSet();
    }

    /// <summary>Name and version.</summary>
    public CalendarVersion Id { get; }

    /// <summary>Whether that year's bank holidays come from a published list; otherwise they follow the usual rules and may still change.</summary>
    public bool IsPublished(int year) => published.Contains(year);

    /// <summary>The years it knows, in order: those of <see cref="IsPublished"/> and those that follow the usual rules.</summary>
    public IReadOnlyList<int> Years => [.. years.Order()];

    /// <summary>The bank holidays of that year, in order; weekends are not among them.</summary>
    /// <exception cref="CalendarYearMissingException">The calendar has no data for that year.</exception>
    public IReadOnlyList<BankHoliday> HolidaysOf(int year) =>
        years.Contains(year) ? [.. file.Holidays.Where(h => h.On.Year == year).OrderBy(h => h.On)] : throw new CalendarYearMissingException(Id, year);

    /// <summary>The next version of this calendar, such as one with the holiday of a coronation. A holiday that moves is removed and added.</summary>
    /// <param name="version">Sorts after this one by ordinal comparison.</param>
    /// <param name="added">Days that were working days until now.</param>
    /// <param name="removed">Bank holidays that are none any more.</param>
    /// <exception cref="RefusedException"><c>calendar.version-not-later</c>, <c>calendar.already-holiday</c> or <c>calendar.not-a-holiday</c>.</exception>
    /// <exception cref="CalendarYearMissingException">The calendar has no data for the year of one of the days.</exception>
    public WorkingCalendar Changed(string version, IReadOnlyList<BankHoliday> added, IReadOnlyList<DateOnly> removed)
    {
        RefusedException.Unless(string.CompareOrdinal(version, Id.Version) > 0, "calendar.version-not-later", $"The new version must sort after {Id.Version}.");
        foreach (var day in added.Select(h => h.On))
        {
            RefusedException.When(WhyNotWorking(day) is not null, "calendar.already-holiday", $"{Words.WeekDay(day)} is no working day already ({WhyNotWorking(day)}).");
        }

        foreach (var day in removed)
        {
            RefusedException.Unless(WhyNotWorking(day) is not null && holidays.ContainsKey(day), "calendar.not-a-holiday", $"{Words.WeekDay(day)} is no bank holiday in {Id}.");
        }

        return new(file with { Version = version, Holidays = [.. file.Holidays.Where(h => !removed.Contains(h.On)), .. added] });
    }

    /// <summary>Why that day is no working day: <c>Saturday</c>, <c>Sunday</c> or a bank holiday's title; <see langword="null"/> for a working day.</summary>
    /// <exception cref="CalendarYearMissingException">The calendar has no data for that year.</exception>
    public string? WhyNotWorking(DateOnly day) =>
        !years.Contains(day.Year) ? throw new CalendarYearMissingException(Id, day.Year)
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? day.DayOfWeek.ToString()
        : holidays.GetValueOrDefault(day);

    /// <summary>Whether that day is a working day.</summary>
    /// <exception cref="CalendarYearMissingException">The calendar has no data for that year.</exception>
    public bool IsWorkingDay(DateOnly day) => WhyNotWorking(day) is null;

    /// <summary>The day that many working days after <paramref name="start"/>, not counting the start itself.</summary>
    /// <param name="start">A day in Europe/London; may be a weekend or holiday.</param>
    /// <param name="days">Working days, 1 to 260 (about one year).</param>
    /// <returns>A working day later than <paramref name="start"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside 1 to 260.</exception>
    /// <exception cref="CalendarYearMissingException">The count needs a year without data.</exception>
    public DateOnly After(DateOnly start, int days) => CountAfter(start, days).Last;

    /// <summary>The day that many working days before <paramref name="day"/>, not counting the day itself.</summary>
    /// <param name="day">A day in Europe/London; may be a weekend or holiday.</param>
    /// <param name="days">Working days, 1 to 260 (about one year).</param>
    /// <returns>A working day earlier than <paramref name="day"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside 1 to 260.</exception>
    /// <exception cref="CalendarYearMissingException">The count needs a year without data.</exception>
    public DateOnly Before(DateOnly day, int days) => CountBefore(day, days).Last;

    /// <summary>As <see cref="After"/>, with the days passed over.</summary>
    public DayCount CountAfter(DateOnly start, int days) => Walk(start, Checked(days), step: 1);

    /// <summary>As <see cref="Before"/>, with the days passed over.</summary>
    public DayCount CountBefore(DateOnly day, int days) => Walk(day, Checked(days), step: -1);

    /// <summary>How many working days lie between two days, both included; 0 when the last is before the first.</summary>
    /// <exception cref="CalendarYearMissingException">The count needs a year without data.</exception>
    public int WorkingDaysIn(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Counts without the limit of a rule, for what is left of an extended one.</summary>
    internal DayCount Walk(DateOnly start, int days, int step)
    {
        var skipped = new List<SkippedDay>();
        var day = start;
        while (days > 0)
        {
            day = day.AddDays(step);
            if (WhyNotWorking(day) is { } why)
            {
                skipped.Add(new(day, why));
            }
            else
            {
                days--;
            }
        }

        return new(day, skipped);
    }

    private static int Checked(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaxDays);
        return days;
    }
}
