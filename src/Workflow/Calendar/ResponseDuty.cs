namespace Tracker.Workflow.Calendar;

/// <summary>Why, and how soon, an organisation has to answer: a template the officer chooses per letter and respondent, not legal advice.</summary>
public sealed record ResponseDuty
{
    /// <summary>Stable name, such as <c>crime-and-disorder-committee</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Act or regulation, or the source of the practice; <see langword="null"/> when there is none.</summary>
    public string? Citation { get; init; }

    /// <summary>The day someone last compared this with its source; <see langword="null"/> when nobody has.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>Whether the law sets the duty; practice and agreement do not make a statutory last day.</summary>
    public bool IsStatutory { get; init; }

    /// <summary>The period; <see langword="null"/> when the letter has to state a date.</summary>
    public DueRule? Rule { get; init; }

    /// <summary>Words that qualify the period, such as "or, if that is not reasonably possible, as soon as it is".</summary>
    public string? Proviso { get; init; }

    /// <summary>Calendar days after the original due date that an officer may grant; the chair may grant more. <see langword="null"/>: no cap.</summary>
    public int? ExtensionCapDays { get; init; }

    /// <summary>Who is bound, in words.</summary>
    public required string Binds { get; init; }

    /// <summary>What the officer should know, with the reminder that this is a template.</summary>
    public required string Note { get; init; }
}
