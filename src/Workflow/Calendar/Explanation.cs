namespace Tracker.Workflow.Calendar;

/// <summary>What changed a due date after it was first counted.</summary>
public enum AdjustmentKind
{
    /// <summary>More time was granted.</summary>
    Extended,

    /// <summary>The clock was stopped.</summary>
    Paused,

    /// <summary>The clock runs again.</summary>
    Restarted,

    /// <summary>A date was set by decision.</summary>
    Overridden,

    /// <summary>The date moved off a day that is not a working day.</summary>
    Rolled,
}

/// <summary>One change of a due date.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="DueOn">The due date after it.</param>
/// <param name="Text">What happened, as the start of a sentence without its end.</param>
public sealed record Adjustment(AdjustmentKind Kind, DateOnly? DueOn, string Text);

/// <summary>How a due date came about; shown on the web pages, in the API and in the letter's file note.</summary>
/// <param name="Period">The anchor, the rule, the days counted and each day skipped with its reason.</param>
/// <param name="DueOn">The due date explained.</param>
public sealed record Explanation(Period Period, DateOnly? DueOn)
{
    /// <summary>Extensions, pauses, overrides and the final roll, in the order they took effect.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>What the response duty by itself comes to.</summary>
    public DutyDay? Duty { get; init; }

    /// <summary>What an officer should notice, in sentences.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The explanation in plain English, one sentence each.</summary>
    public IReadOnlyList<string> Sentences =>
    [
        Words.Headline(this),
        .. Adjustments.Select(adjustment => Words.Sentence(adjustment)),
        .. Duty is null ? [] : Words.Sentences(Duty),
        .. Notices,
    ];

    /// <summary>The sentences in one paragraph.</summary>
    public string ToText() => string.Join(' ', Sentences);

    /// <inheritdoc cref="ToText"/>
    public override string ToString() => ToText();
}
