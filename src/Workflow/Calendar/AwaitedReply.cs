namespace Tracker.Workflow.Calendar;

/// <summary>What a reminder plan has to know of a response request.</summary>
/// <param name="IssuedOn">The day the letter was issued.</param>
/// <param name="DueOn">The present due date; <see langword="null"/> leaves only the acknowledgement.</param>
/// <param name="DeadlineVersion"><see cref="DueDate.Version"/>.</param>
public sealed record AwaitedReply(DateOnly IssuedOn, DateOnly? DueOn, int DeadlineVersion)
{
    /// <summary>Whether the letter has been acknowledged.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>The day from which it is followed, for a letter taken up later; chases begin then at the earliest.</summary>
    public DateOnly? FollowedFrom { get; init; }

    /// <summary>When the respondent says that it will answer; <see langword="null"/> while it has not said.</summary>
    public PromisedReply? Promise { get; init; }

    /// <summary>The steps that were struck out of the plan of the first deadline.</summary>
    public IReadOnlyList<(string Rule, int Occurrence)> Struck { get; init; } = [];
}

/// <summary>A respondent's word on when it will answer. It moves no due date; until its day has passed it holds reminders back.</summary>
/// <param name="On">The day promised, Europe/London.</param>
/// <param name="MadeAt">When the promise was recorded.</param>
public sealed record PromisedReply(DateOnly On, DateTimeOffset MadeAt)
{
    /// <summary>Whether a message has gone since: the one question that a promise allows while it is in the future.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether that step has to wait: only the first one after the promise goes before its day, as a question about it.</summary>
    internal bool HoldsBack(ReminderStep step) => step.On <= On && (IsAsked || step.On == On || step.At <= MadeAt);
}

/// <summary>How far the reminders of a response request have come.</summary>
/// <param name="After">Steps up to this instant are dealt with; the later of the last step handled and the last change of the due date.</param>
/// <param name="LastSentOn">The day the last reminder went.</param>
public sealed record ReminderProgress(DateTimeOffset After, DateOnly? LastSentOn = null);

/// <summary>What to do with the reminders that are due.</summary>
/// <param name="Send">The one to send; <see langword="null"/> when none is.</param>
/// <param name="SendAt">When it may go: now, or the next time at which reminders go. If that is later, ask again then.</param>
/// <param name="NotSent">Steps to record as missed or skipped, each with its reason.</param>
public sealed record DueReminders(ReminderStep? Send, DateTimeOffset SendAt, IReadOnlyList<ReminderStep> NotSent);

/// <summary>Days on which no reminder goes, such as a recess or the time before an election.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="Name">What it is called.</param>
public sealed record QuietPeriod(DateOnly From, DateOnly Until, string Name)
{
    /// <summary>Whether that day is in it.</summary>
    public bool Covers(DateOnly day) => From <= day && day <= Until;
}
