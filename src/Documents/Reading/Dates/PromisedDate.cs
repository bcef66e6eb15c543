using System.Globalization;

namespace Tracker.Documents.Reading.Dates;

/// <summary>How exactly a promise names its time.</summary>
public enum PromisePrecision
{
    /// <summary>A time that is no date: "by the summer", "annually", "in Q3" (of which year's quarters?).</summary>
    Words,
    Year,
    Month,
    Day,
}

/// <summary>When something was promised for, no more exactly than it was said.</summary>
/// <param name="LastOn">The last day on which the promise is still kept; <see langword="null"/> when the words name no date.</param>
/// <param name="Precision">How much of <paramref name="LastOn"/> was said.</param>
/// <param name="Words">The words that name the time, such as <c>by the end of May</c>.</param>
public sealed record PromisedDate(DateOnly? LastOn, PromisePrecision Precision, string Words)
{
    /// <summary><c>2021-05-31</c>, <c>2021-09</c> or <c>2021</c>, as exact as it was said; <see langword="null"/> when only words are known.</summary>
    public string? ToText() => Precision switch
    {
        PromisePrecision.Day => LastOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PromisePrecision.Month => LastOn?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PromisePrecision.Year => LastOn?.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => null,
    };
}
