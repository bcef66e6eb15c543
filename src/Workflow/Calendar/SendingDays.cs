namespace Tracker.Workflow.Calendar;

/// <summary>When reminders may go: on working days outside quiet periods, from a certain time of day.</summary>
internal sealed record SendingDays(WorkingCalendar Calendar, IReadOnlyList<QuietPeriod> QuietPeriods, TimeOnly SendAt)
{
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!Calendar.IsWorkingDay(day) || QuietPeriods.Any(quiet => quiet.Covers(day)))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public DateTimeOffset OnOrAfter(DateTimeOffset instant)
    {
        var today = LondonDay.Of(instant);
        var start = LondonDay.At(OnOrAfter(today), SendAt);
        return start > instant ? start : instant;
    }
}
