namespace Tracker.Workflow.Calendar;

/// <summary>What the response duty by itself comes to, beside the date the letter states.</summary>
/// <param name="Duty">The duty as it stood when it was chosen.</param>
/// <param name="Period">Its period.</param>
public sealed record DutyDay(ResponseDuty Duty, Period Period)
{
    /// <summary>The last day by law; <see langword="null"/> when the duty is not statutory, sets no period, or its anchor is not recorded.</summary>
    public DateOnly? StatutoryOn => Duty.IsStatutory ? Period.LastOn : null;

    /// <summary>The last working day before the last day, when that is not a working day itself.</summary>
    public DateOnly? WorkingDayBefore { get; private init; }

    internal static DutyDay? Of(ResponseDuty? duty, AnchorDates dates, WorkingCalendar calendar)
    {
        if (duty?.Rule is not { } rule)
        {
            return null;
        }

        var day = new DutyDay(duty, Period.Count(rule, dates, calendar));
        return day.StatutoryOn is { } last && !calendar.IsWorkingDay(last) ? day with { WorkingDayBefore = calendar.Before(last, 1) } : day;
    }
}
