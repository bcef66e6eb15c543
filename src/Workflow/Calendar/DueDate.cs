namespace Tracker.Workflow.Calendar;

/// <summary>What the ledger comes to.</summary>
public sealed record DueDate
{
    /// <summary>The last day for the reply, Europe/London; <see langword="null"/> when none is due or its anchor is not recorded yet.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The first due date there was; kept for ever.</summary>
    public DateOnly? OriginalDueOn { get; init; }

    /// <summary>The last day by law, never rolled and never extended.</summary>
    public DateOnly? StatutoryOn { get; init; }

    /// <summary>The last working day before <see cref="StatutoryOn"/>, when that is not a working day itself.</summary>
    public DateOnly? StatutoryWorkingDayOn { get; init; }

    /// <summary>The day the papers of the meeting are due, for rules that hang on a meeting.</summary>
    public DateOnly? PapersOn { get; init; }

    /// <summary>The first day of the present pause.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>Whether the clock stands still.</summary>
    public bool IsPaused => PausedOn is not null;

    /// <summary>How often the due date has changed, the first one counted: part of the key of every reminder.</summary>
    public int Version { get; init; }

    /// <summary>How the date came about.</summary>
    public required Explanation Explanation { get; init; }

    /// <summary>Calendar days late on that day; 0 on the due date itself, and without one. Days of a pause do not count.</summary>
    public int DaysLate(DateOnly on)
    {
        var until = PausedOn < on ? PausedOn : on;
        return Math.Max(0, until?.DayNumber - DueOn?.DayNumber ?? 0);
    }

    /// <summary>Whether the due date is past on that day: true from 00:00 London time of the day after it.</summary>
    public bool IsOverdue(DateOnly on) => DaysLate(on) > 0;
}
