namespace Tracker.Documents.Reading.Dates;

/// <summary>A stretch of text that names a time, with the word that leads to it, such as <c>by</c>. Without <see cref="LastOn"/> it names no date.</summary>
internal sealed record TimePhrase(int Start, int End, string Lead)
{
    public DateOnly? LastOn { get; init; }

    public PromisePrecision Precision { get; init; }

    /// <summary>The year was not said.</summary>
    public bool IsYearAssumed { get; init; }

    /// <summary>"Annually" says how often, not until when.</summary>
    public bool IsFrequency { get; init; }

    public bool IsDeadline => Lead is "by" or "before" or "on or before" or "no later than" or "not later than" or "until" or "till" or "within";

    public bool IsStart => Lead is "from" or "with effect from";

    public bool Overlaps(TimePhrase other) => Start < other.End && other.Start < End;
}
