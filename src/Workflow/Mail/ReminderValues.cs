using System.Globalization;
using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Mail;

/// <summary>Which message a step of the ladder is, and what it says of the days.</summary>
internal static class ReminderValues
{
    public static (MailKind Kind, MailValues Values) Of(ReminderStep step, DateOnly? dueOn, DateOnly today)
    {
        var (promised, isAhead) = (step.PromisedOn, step.PromisedOn >= today);
        var daysLate = dueOn is { } due ? today.DayNumber - due.DayNumber : 0;
        var kind = isAhead || (promised is not null && step.Rule == ReminderStep.Acknowledge) ? MailKind.Promised : step.Rule switch
        {
            ReminderStep.Acknowledge => MailKind.Acknowledge,
            ReminderStep.Chase => MailKind.Chase,
            _ => MailKind.DueSoon,
        };
        return (kind, new()
        {
            ["promised"] = MailDay.Long(promised),
            ["promised-short"] = MailDay.Short(promised),
            ["promise-ahead"] = isAhead ? MailDay.Long(promised) : "",
            ["promise-passed"] = isAhead ? "" : MailDay.Long(promised),
            ["number"] = step.Occurrence.ToString(CultureInfo.InvariantCulture),
            ["days-late"] = string.Create(CultureInfo.InvariantCulture, $"{daysLate} {(daysLate == 1 ? "day" : "days")}"),
        });
    }
}
