using System.Globalization;
using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Mail;

/// <summary>How each step of the ladder begins.</summary>
internal static class ReminderWords
{
    public static (string Subject, string Opening) Of(ReminderStep step, DateOnly? dueOn, DateOnly today)
    {
        var told = step.PromisedOn is { } promised ? $"You told us that you would reply by {Day(promised)}" : null;
        var (subject, opening) = Of(step, Day(dueOn), dueOn is { } due ? today.DayNumber - due.DayNumber : 0);
        return told is null ? (subject, opening)
            : step.PromisedOn >= today ? ($"Reply promised for {Day(step.PromisedOn)}", $"{told}; is that still so?")
            : (subject, $"{told}. {opening}");
    }

    private static string? Day(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private static (string Subject, string Opening) Of(ReminderStep step, string? due, int daysLate) => step.Rule switch
    {
        ReminderStep.Acknowledge when step.PromisedOn is { } promised => ($"Reply promised for {Day(promised)}", "We have not had it yet. Please tell us when it will come."),
        ReminderStep.Acknowledge => ("Please acknowledge", "We have not heard yet whether our letter reached the right person. Please tell us that you have it, and who will reply."),
        ReminderStep.Chase => ($"Overdue, reminder {step.Occurrence}", $"Your reply was due on {due} and is {daysLate} {(daysLate == 1 ? "day" : "days")} late. This is reminder {step.Occurrence}."),
        _ => ($"Reply due on {due}", $"Your reply is due on {due}."),
    };
}
