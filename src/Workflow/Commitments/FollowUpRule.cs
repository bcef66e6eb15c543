namespace Tracker.Workflow.Commitments;

/// <summary>When a commission asks how far a promise is; its quiet periods, time of day and minimum gap are those of its reminders.</summary>
public sealed record FollowUpRule
{
    private const string RuleName = "commission.follow-up-out-of-range";

    /// <summary>The rule a commission starts with.</summary>
    public static FollowUpRule Default { get; } = new();

    /// <summary>Working days before the promised date, 1 to 60; <see langword="null"/>: not asked before it.</summary>
    public int? AskDaysBefore { get; init; } = 10;

    /// <summary>Working days from one question to the next once the date has passed, 1 to 260.</summary>
    public int AskEveryDays { get; init; } = 20;

    /// <summary>Months after the promise was made at which it is reviewed, whatever its date, each 1 to 120 and none twice; empty for none.</summary>
    public IReadOnlyList<int> ReviewAfterMonths { get; init; } = [6, 12];

    /// <summary>Refuses settings that make no rule.</summary>
    /// <exception cref="RefusedException"><c>commission.follow-up-out-of-range</c>.</exception>
    public void Check()
    {
        RefusedException.When(AskDaysBefore is < 1 or > 60, RuleName, "Ask 1 to 60 working days before the date, or not at all.");
        RefusedException.When(AskEveryDays is < 1 or > 260, RuleName, "Ask again after 1 to 260 working days.");
        RefusedException.When(ReviewAfterMonths.Any(months => months is < 1 or > 120), RuleName, "Review after 1 to 120 months.");
        RefusedException.When(ReviewAfterMonths.Distinct().Count() < ReviewAfterMonths.Count || ReviewAfterMonths.Count > 20, RuleName, "Give at most 20 reviews, none twice.");
    }
}
