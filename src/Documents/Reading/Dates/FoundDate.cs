using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>A date as written in a passage: the year and the weekday may be missing, and the weekday may be wrong.</summary>
internal sealed record FoundDate(Passage Passage, int Start, int Length)
{
    public required int Day { get; init; }
    public required int Month { get; init; }
    public int? Year { get; init; }
    public DayOfWeek? Weekday { get; init; }

    public int End => Start + Length;

    public Extent Where => Passage.Locate(Start, Length);

    public DateOnly? Exact => Year is { } year ? Calendar.Day(year, Month, Day) : null;

    /// <summary>The day meant; without a year the first such day on or after <paramref name="earliest"/>.</summary>
    public DateOnly? OnOrAfter(DateOnly? earliest)
    {
        if (Year is not null || earliest is not { } from)
        {
            return Exact;
        }

        // 29 February may be up to eight years away.
        return Enumerable.Range(from.Year, 9).Select(year => Calendar.Day(year, Month, Day)).FirstOrDefault(day => day >= from);
    }

    /// <summary>The day meant; without a year the last such day on or before <paramref name="latest"/>.</summary>
    public DateOnly? OnOrBefore(DateOnly? latest)
    {
        if (Year is not null || latest is not { } until)
        {
            return Exact;
        }

        return Enumerable.Range(0, 9).Select(back => Calendar.Day(until.Year - back, Month, Day)).FirstOrDefault(day => day <= until);
    }
}
