using System.Globalization;
using System.Text.Json.Serialization;
using Tracker.Documents.Reading.Dates;

namespace Tracker.Workflow.Commitments;

/// <summary>A promised date, as exact as its words: a day, a month, a year, or none.</summary>
/// <param name="Due">Such as <c>2021-05-31</c>, <c>2021-09</c> or <c>2021</c>; none when the words name no date.</param>
/// <param name="Words">The words it comes from, such as "by the summer".</param>
public sealed record PromisedOn(string? Due = null, string? Words = null)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The last day that keeps the promise, in London; <see langword="null"/> without a date. For counting and sorting, never for showing.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => Due is null ? null : LastDayOf(Due);

    /// <summary>For people, no more exact than it was promised: "by 31 May 2021", "by the end of September 2021", "by the end of 2021".</summary>
    [JsonIgnore]
    public string Phrase => Due?.Length switch
    {
        null => Words is null ? "without a date" : $"\"{Words}\"",
        4 => $"by the end of {Due}",
        7 => $"by the end of {LastDay?.ToString("MMMM yyyy", English)}",
        _ => $"by {LastDay?.ToString("d MMMM yyyy", English)}",
    };

    /// <summary>What a caller says about a date.</summary>
    public static PromisedOn Of(string? due, string? words) => new(due, string.IsNullOrWhiteSpace(words) ? null : words.Trim());

    /// <summary>The date that the words name, no more exact than they are: from the words of the date, or else from the promise's own text.</summary>
    internal static PromisedOn Read(string? words, string text, DateOnly madeOn)
    {
        var read = PromisedDates.Read(string.IsNullOrWhiteSpace(words) ? text : words, madeOn);
        return Of(read?.ToText(), words ?? read?.Words);
    }

    /// <summary>Whether a text is a day, a month or a year from 1900 to 2199.</summary>
    public static bool IsDate(string text) => LastDayOf(text) is { Year: >= 1900 and < 2200 };

    private static DateOnly? LastDayOf(string due) => due.Length switch
    {
        4 when Read(due, "yyyy") is { } year => year.AddYears(1).AddDays(-1),
        7 when Read(due, "yyyy-MM") is { } month => month.AddMonths(1).AddDays(-1),
        10 => Read(due, "yyyy-MM-dd"),
        _ => null,
    };

    /// <summary>The first day of the period; nothing after 2199, so that no last day is out of range.</summary>
    private static DateOnly? Read(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < 2200 ? day : null;
}

/// <summary>A new date for a promise, and why.</summary>
/// <param name="To">The new date.</param>
/// <param name="Reason">Why it moved, in words the public may read.</param>
/// <param name="SaidBy">Who said so.</param>
/// <param name="SaidOn">The day they did.</param>
/// <param name="RecordedBy">Who recorded it.</param>
public sealed record DateRevision(PromisedOn To, string Reason, string SaidBy, DateOnly SaidOn, string RecordedBy)
{
    /// <summary>The progress report that it came with, if any.</summary>
    public Guid? ReportId { get; init; }
}

/// <summary>How far a promise has slipped; always derived from its dates.</summary>
/// <param name="Times">How often its last day moved to a later one.</param>
/// <param name="Days">Calendar days from the first last day to the present one; negative when it is earlier, 0 without dates.</param>
public sealed record Slippage(int Times, int Days)
{
    /// <summary>Folds the dates in the order in which they were given. A date moved to an earlier day is no slip, and neither is the first date of a promise that had none.</summary>
    public static Slippage Of(IEnumerable<PromisedOn> dates)
    {
        var days = dates.Select(d => d.LastDay).OfType<DateOnly>().ToList();
        return days is [] ? new(0, 0) : new(days.Zip(days.Skip(1)).Count(pair => pair.Second > pair.First), days[^1].DayNumber - days[0].DayNumber);
    }
}
