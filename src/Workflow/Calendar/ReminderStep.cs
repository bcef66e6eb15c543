namespace Tracker.Workflow.Calendar;

/// <summary>One reminder of the plan. Its key is rule, occurrence and deadline version, within one response request.</summary>
public sealed record ReminderStep
{
    /// <summary>The rule that asks for an acknowledgement.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>The rule that chases an overdue reply.</summary>
    public const string Chase = "chase";

    /// <summary><c>acknowledge</c>, <c>due-soon-10</c>, <c>due-soon-3</c> (working days before the due date) or <c>chase</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>1 for the first of its rule, and so on.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>The version of the due date it belongs to; 0 for the acknowledgement, which hangs on the issue alone.</summary>
    public required int DeadlineVersion { get; init; }

    /// <summary>The day the rule gives, before quiet periods move it.</summary>
    public required DateOnly NominalOn { get; init; }

    /// <summary>The day it goes: a working day outside quiet periods.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The instant it goes (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether escalation contacts get it too.</summary>
    public bool JoinsEscalation { get; init; }

    /// <summary>The day the respondent promised its reply for, which the message speaks of: as a question up to that day, as a fact after it.</summary>
    public DateOnly? PromisedOn { get; init; }

    /// <summary>Why it will not go; <see langword="null"/> when it will.</summary>
    public string? Skipped { get; init; }
}
