using System.Globalization;

namespace Tracker.Workflow.Calendar;

/// <summary>Days, rules and changes in plain English.</summary>
internal static class Words
{
    private static readonly string[] Small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string WeekDay(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Headline(Explanation explanation) => (explanation.Period, explanation.DueOn) switch
    {
        ({ Rule: DueRule.NoDate }, null) => "No reply is due by a certain day.",
        ({ } period, null) => $"No due date yet: {Basis(period)}.",
        ({ Rule: DueRule.BeforeMeeting } period, _) when period.LastOn is not null => BeforeMeeting(period),
        ({ LastOn: { } first } period, { } due) when first != due => $"Due {WeekDay(due)}; at first {WeekDay(first)}: {Basis(period)}.",
        ({ } period, { } due) => $"Due {WeekDay(due)}: {Basis(period)}.",
    };

    public static string Sentence(Adjustment adjustment) =>
        adjustment.DueOn is { } due ? $"{adjustment.Text}: {(adjustment.Kind == AdjustmentKind.Paused ? "was due" : "due")} {WeekDay(due)}." : $"{adjustment.Text}.";

    public static string Entry(DueDateEntry entry, Explanation after) => entry switch
    {
        DueDateEntry.RuleSet => Headline(after).TrimEnd('.'),
        DueDateEntry.DateRecorded recorded => $"The day of the {recorded.Anchor.ToString().ToLowerInvariant()} was recorded: {WeekDay(recorded.On)}",
        DueDateEntry.CalendarAdopted adopted => $"Counted with version {adopted.Version} of the calendar",
        DueDateEntry.Extension extension => $"Extended until {Day(extension.Until)}",
        DueDateEntry.Pause pause => $"Paused from {Day(pause.EffectiveOn)} ({pause.Category})",
        DueDateEntry.Restart restart => Restarted(restart, after.Period.Rule),
        DueDateEntry.Override decided => $"Set to {Day(decided.On)} by decision",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "No such entry."),
    };

    public static string Extended(DueDateEntry.Extension extension) =>
        $"Extended until {Day(extension.Until)} by {extension.GrantedBy} ({extension.Reason})";

    public static string Paused(DueDateEntry.Pause pause) => $"Paused from {Day(pause.EffectiveOn)} ({pause.Category}: {pause.Text})";

    public static string Restarted(DueDateEntry.Restart restart, DueRule rule) => $"Restarted on {Day(restart.EffectiveOn)}, " + rule switch
    {
        DueRule.WorkingDays => "with the working days that were left",
        DueRule.BeforeMeeting => "which does not move a date that hangs on a meeting",
        _ => "adding the days paused",
    };

    public static string Overridden(DueDateEntry.Override decided) => $"Set by {decided.DecidedBy} ({decided.Reason})";

    public static string Rolled(DateOnly from, string why) => $"{Day(from)} is no working day ({why}), so it moves once";

    public static IEnumerable<string> Sentences(DutyDay day)
    {
        if (day.Period.LastOn is not { } last)
        {
            return day.Period.Anchor is null ? [] : [$"{day.Duty.Name}: {Basis(day.Period)} ({Source(day.Duty)})."];
        }

        var title = day.Duty.IsStatutory ? "Statutory last day" : day.Duty.Name;
        var sentence = $"{title}: {WeekDay(last)} ({Basis(day.Period)}, {Source(day.Duty)}).";
        return day.WorkingDayBefore is { } before
            ? [sentence, $"It is no working day; the last working day before it is {WeekDay(before)}."]
            : [sentence];
    }

    private static string Source(ResponseDuty duty) => string.Join(", ", new[] { duty.Citation, duty.Proviso }.OfType<string>());

    private static string Basis(Period period) => period.Rule switch
    {
        DueRule.FixedDate => $"the date stated in the letter of {Day(period.Dates.LetterOn)}",
        DueRule.WorkingDays days => $"{Number(days.Days, "working day")} {Start(period, days.Counting)}{NotCounted(period.Skipped)}",
        DueRule.CalendarDays days => $"{days.Days} {(days.Days == 1 ? "day" : "days")} {Start(period, days.Counting)}",
        DueRule.Months months => $"{Number(months.Number, "month")} {Start(period, months.Counting)}",
        DueRule.BeforeMeeting => "counted back from the meeting, whose day is not recorded",
        _ => "the rule gives none",
    };

    private static string Start(Period period, Counting counting)
    {
        var preposition = counting == Counting.From ? "from" : "beginning with";
        var anchor = period.Anchor switch
        {
            Anchor.Issue => "the issue of the letter",
            Anchor.Receipt => "receipt",
            Anchor.Notice => "the written notice",
            Anchor.ReceiptOrLaterNotice => "receipt or, if later, the written notice",
            _ => "",
        };
        return period.AnchorOn is not { } day ? $"{preposition} {anchor}, which is not recorded"
            : anchor.Length == 0 ? $"{preposition} {Day(day)}"
            : $"{preposition} {anchor} on {Day(day)}";
    }

    private static string NotCounted(IReadOnlyList<SkippedDay> skipped)
    {
        var holidays = skipped.Where(day => !day.IsWeekend).Select(day => $"{WeekDay(day.Day)} ({day.Why})");
        string[] named = [.. skipped.Any(day => day.IsWeekend) ? ["weekends"] : Array.Empty<string>(), .. holidays];
        return named.Length == 0 ? "" : $", not counting {List(named)}";
    }

    private static string List(string[] items) =>
        items.Length == 1 ? items[0] : $"{string.Join(", ", items[..^1])} and {items[^1]}";

    private static string BeforeMeeting(Period period)
    {
        var rule = (DueRule.BeforeMeeting)period.Rule;
        var replies = rule.RepliesBeforePapers == 0
            ? "replies are due the same day"
            : $"replies are due {Number(rule.RepliesBeforePapers, "working day")} before that, {WeekDay(period.LastOn!.Value)}";
        return $"Papers for the meeting on {WeekDay(period.AnchorOn!.Value)} are due {Number(rule.ClearDays, "clear working day")} before, "
            + $"{WeekDay(period.PapersOn!.Value)}; {replies}{NotCounted([.. period.Skipped.Where(day => !day.IsWeekend)])}.";
    }

    private static string Number(int count, string unit) =>
        $"{(count < Small.Length ? Small[count] : count.ToString(CultureInfo.InvariantCulture))} {unit}{(count == 1 ? "" : "s")}";
}
