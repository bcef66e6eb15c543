namespace Tracker.Workflow.Calendar;

/// <summary>What an officer should notice about a due date.</summary>
internal static class DueDateNotices
{
    public static IReadOnlyList<string> Of(Period period, DateOnly? dueOn, DutyDay? duty, WorkingCalendar calendar) =>
        new[]
        {
            Difference(period, dueOn, duty),
            NoticeMayMove(period, duty),
            BeforeLetter(period, dueOn),
            NotPublished(period, dueOn, calendar),
        }.OfType<string>().ToList();

    private static string? Difference(Period period, DateOnly? dueOn, DutyDay? duty)
    {
        var date = period.Rule is DueRule.FixedDate && dueOn == period.LastOn ? "stated date" : "due date";
        return dueOn is not { } due || duty?.StatutoryOn is not { } last || due == last ? null
            : $"The {date} is {(due > last ? "later" : "earlier")} than the statutory last day.";
    }

    private static string? NoticeMayMove(Period period, DutyDay? duty) =>
        (period.Anchor == Anchor.ReceiptOrLaterNotice || duty?.Period.Anchor == Anchor.ReceiptOrLaterNotice)
            && period.Dates is { ReceivedOn: not null, NoticeOn: null }
                ? "If the written notice that requires a response came later than the report, record its day: the period begins with the later one."
                : null;

    private static string? BeforeLetter(Period period, DateOnly? dueOn) =>
        dueOn < period.Dates.LetterOn ? "The due date is before the letter's own date." : null;

    private static string? NotPublished(Period period, DateOnly? dueOn, WorkingCalendar calendar) =>
        period.Rule is not (DueRule.WorkingDays or DueRule.BeforeMeeting) || (period.AnchorOn ?? dueOn) is not { } from || dueOn is not { } due ? null
            : new[] { from.Year, due.Year }.Where(year => !calendar.IsPublished(year)).Order().Cast<int?>().FirstOrDefault() is { } year
                ? $"The bank holidays of {year} follow the usual rules; the list is not published yet, so the date may change."
                : null;
}
