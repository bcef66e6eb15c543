namespace Tracker.Workflow.Calendar;

/// <summary>The event a period is counted from.</summary>
public enum Anchor
{
    /// <summary>The date written on the letter.</summary>
    LetterDate,

    /// <summary>The day the letter was issued.</summary>
    Issue,

    /// <summary>The day the respondent received it.</summary>
    Receipt,

    /// <summary>The day the respondent received the written notice that requires a response.</summary>
    Notice,

    /// <summary>Receipt or, if later, the notice.</summary>
    ReceiptOrLaterNotice,

    /// <summary>The day of the meeting.</summary>
    Meeting,
}

/// <summary>Whether the anchor's own day is counted.</summary>
public enum Counting
{
    /// <summary>"From": the anchor is day 0.</summary>
    From,

    /// <summary>"Beginning with": the anchor is day 1.</summary>
    BeginningWith,
}

/// <summary>What happens once, at the end, when the due date is not a working day.</summary>
public enum Roll
{
    /// <summary>It stays where it is.</summary>
    None,

    /// <summary>It moves to the next working day.</summary>
    NextWorkingDay,
}
