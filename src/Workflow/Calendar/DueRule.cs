using System.Text.Json.Serialization;

namespace Tracker.Workflow.Calendar;

/// <summary>How a due date is found. Written as JSON with <see cref="CalendarJson"/>; the property <c>kind</c> names the form.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FixedDate), "fixed-date")]
[JsonDerivedType(typeof(WorkingDays), "working-days")]
[JsonDerivedType(typeof(CalendarDays), "calendar-days")]
[JsonDerivedType(typeof(Months), "months")]
[JsonDerivedType(typeof(BeforeMeeting), "before-meeting")]
[JsonDerivedType(typeof(NoDate), "none")]
public abstract record DueRule
{
    private DueRule() { }

    /// <summary>The name of the calendar that says which days are working days.</summary>
    public string Calendar { get; init; } = "england-and-wales";

    /// <summary>What happens once, at the end, when the date is not a working day.</summary>
    public Roll Roll { get; init; }

    /// <summary>What is wrong with the figures of this rule; <see langword="null"/> when nothing is.</summary>
    internal virtual string? Fault => null;

    /// <summary>A day stated in the letter.</summary>
    /// <param name="On">The last day for the reply, Europe/London.</param>
    public sealed record FixedDate(DateOnly On) : DueRule;

    /// <summary>A number of working days. Day 1 is the next working day even when the anchor is not one.</summary>
    /// <param name="Days">1 to 260.</param>
    /// <param name="Anchor">The event it is counted from.</param>
    /// <param name="Counting">Whether the anchor's own day counts, if it is a working day.</param>
    public sealed record WorkingDays(int Days, Anchor Anchor, Counting Counting) : DueRule
    {
        internal override string? Fault => Days is < 1 or > WorkingCalendar.MaxDays ? "Give 1 to 260 working days." : null;
    }

    /// <summary>A number of calendar days.</summary>
    /// <param name="Days">1 to 731.</param>
    /// <param name="Anchor">The event it is counted from.</param>
    /// <param name="Counting">Whether the anchor's own day counts.</param>
    public sealed record CalendarDays(int Days, Anchor Anchor, Counting Counting) : DueRule
    {
        internal override string? Fault => Days is < 1 or > 731 ? "Give 1 to 731 days." : null;
    }

    /// <summary>A number of months, always counted from the anchor in one step and kept within the last month.</summary>
    /// <param name="Number">1 to 24.</param>
    /// <param name="Anchor">The event it is counted from.</param>
    /// <param name="Counting">Whether the anchor's own day counts.</param>
    public sealed record Months(int Number, Anchor Anchor, Counting Counting) : DueRule
    {
        internal override string? Fault => Number is < 1 or > 24 ? "Give 1 to 24 months." : null;
    }

    /// <summary>In time for the papers of a meeting.</summary>
    /// <param name="ClearDays">Working days between the day of the papers and the day of the meeting, neither counted; 1 to 60.</param>
    /// <param name="RepliesBeforePapers">Working days from the reply to the papers, 0 to 60.</param>
    public sealed record BeforeMeeting(int ClearDays = 5, int RepliesBeforePapers = 2) : DueRule
    {
        internal override string? Fault =>
            ClearDays is < 1 or > 60 || RepliesBeforePapers is < 0 or > 60 ? "Give 1 to 60 clear days, and 0 to 60 days before the papers." : null;
    }

    /// <summary>No due date.</summary>
    public sealed record NoDate : DueRule;
}
