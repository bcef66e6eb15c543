using System.Globalization;
using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Mail;

/// <summary>How each step of the ladder begins.</summary>
internal static class ReminderWords
{
    public static (string Subject, string Opening) Of(ReminderStep step, DateOnly? dueOn, DateOnly today)
    {
        var day = dueOn?.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
        var late = dueOn is { } due ? today.DayNumber - due.DayNumber : 0;
        return step.Rule switch
        {
            ReminderStep.Acknowledge => ("Please acknowledge", "We have not heard yet whether our letter reached the right person. Please tell us that you have it, and who will reply."),
            ReminderStep.Chase => ($"Overdue, reminder {step.Occurrence}", $"Your reply was due on {day} and is {late} {(late == 1 ? "day" : "days")} late. This is reminder {step.Occurrence}."),
            _ => ($"Reply due on {day}", $"Your reply is due on {day}."),
        };
    }
}
