using System.Text.Json.Serialization;

namespace Tracker.Workflow.Calendar;

/// <summary>One line of the ledger of a due date; never changed and never deleted. The property <c>kind</c> names it in JSON.</summary>
/// <param name="At">When it was recorded.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RuleSet), "rule-set")]
[JsonDerivedType(typeof(DateRecorded), "date-recorded")]
[JsonDerivedType(typeof(CalendarAdopted), "calendar-adopted")]
[JsonDerivedType(typeof(Extension), "extension")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Restart), "restart")]
[JsonDerivedType(typeof(Override), "override")]
public abstract record DueDateEntry(DateTimeOffset At)
{
    /// <summary>The rule, and everything it is counted from. The first opens the ledger; a later one replaces the rule.</summary>
    /// <param name="Rule">How the due date is found.</param>
    /// <param name="Dates">Every date known by now, also those recorded before.</param>
    /// <param name="CalendarVersion">The version of the rule's calendar.</param>
    /// <param name="At">When it was recorded.</param>
    /// <remarks>Extensions and pauses recorded before stay in force unless it starts anew; overrides do not.</remarks>
    public sealed record RuleSet(DueRule Rule, AnchorDates Dates, string CalendarVersion, DateTimeOffset At) : DueDateEntry(At)
    {
        /// <summary>The duty as it stood when it was chosen, kept beside the stated date.</summary>
        public ResponseDuty? Duty { get; init; }

        /// <summary>Whether the time to reply begins again by express choice: extensions and pauses recorded before do not count any more.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool StartsAnew { get; init; }
    }

    /// <summary>A date that became known later. Resending or correcting a letter records none. Only a meeting can be moved.</summary>
    /// <param name="Anchor">Issue, receipt, notice or meeting.</param>
    /// <param name="On">The day.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record DateRecorded(Anchor Anchor, DateOnly On, DateTimeOffset At) : DueDateEntry(At);

    /// <summary>Another version of the same calendar, such as one with a new bank holiday.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record CalendarAdopted(string Version, DateTimeOffset At) : DueDateEntry(At);

    /// <summary>More time at the respondent's asking.</summary>
    /// <param name="Until">The new last day; later than the present one.</param>
    /// <param name="Reason">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="GrantedBy">Who granted it.</param>
    /// <param name="At">When it was recorded.</param>
    /// <remarks>Days of a pause that restarts later are added to it, as to any date.</remarks>
    public sealed record Extension(DateOnly Until, string Reason, string GrantedBy, DateTimeOffset At) : DueDateEntry(At)
    {
        /// <summary>Whether the chair granted it; only the chair may go past the duty's cap.</summary>
        public bool ByChair { get; init; }
    }

    /// <summary>The clock stands still from that day on.</summary>
    /// <param name="Category">Such as <c>election</c>; 1 to 60 characters.</param>
    /// <param name="Text">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="EffectiveOn">The first day that does not count.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record Pause(string Category, string Text, DateOnly EffectiveOn, DateTimeOffset At) : DueDateEntry(At);

    /// <summary>The clock runs again from that day on.</summary>
    /// <param name="EffectiveOn">The first day that counts again.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record Restart(DateOnly EffectiveOn, DateTimeOffset At) : DueDateEntry(At);

    /// <summary>A date set by decision, whatever the rule says; it is never rolled.</summary>
    /// <param name="On">The last day for the reply.</param>
    /// <param name="Reason">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="DecidedBy">Who decided.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record Override(DateOnly On, string Reason, string DecidedBy, DateTimeOffset At) : DueDateEntry(At);
}
