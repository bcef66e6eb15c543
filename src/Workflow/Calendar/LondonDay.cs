namespace Tracker.Workflow.Calendar;

/// <summary>Civil days and times in Europe/London. Every day of the product is one of these; every instant is UTC.</summary>
public static class LondonDay
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Today in London, by the given clock.</summary>
    public static DateOnly Of(TimeProvider clock) => Of(clock.GetUtcNow());

    /// <summary>The day in London at that instant.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(ToLondon(instant).DateTime);

    /// <summary>The time of day in London at that instant.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(ToLondon(instant).DateTime);

    /// <summary>The instant (UTC) at which <paramref name="day"/> begins in London: 23:00 of the day before in summer.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The instant (UTC) at which London's clocks show <paramref name="time"/> on <paramref name="day"/>.</summary>
    /// <remarks>
    /// A time that the spring change skips (01:00 to 01:59) is read as if the clocks had not yet moved, so 01:30 means 02:30 summer time.
    /// A time that the autumn change repeats means the first of the two, which is still summer time.
    /// </remarks>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var offset = London.IsAmbiguousTime(local) ? London.GetAmbiguousTimeOffsets(local).Max()
            : London.IsInvalidTime(local) ? London.GetUtcOffset(local.AddHours(-1))
            : London.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The same instant with London's offset at that time, for showing to people.</summary>
    public static DateTimeOffset ToLondon(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London);
}
