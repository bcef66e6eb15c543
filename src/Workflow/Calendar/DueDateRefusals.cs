namespace Tracker.Workflow.Calendar;

/// <summary>What a ledger refuses, each under its public rule name.</summary>
public static class DueDateRefusals
{
    private const int MaxWords = 500;

    /// <summary>How far past the due date an officer may accept a promise where the duty sets no cap, in calendar days.</summary>
    private const int PromiseCapDays = 28;

    internal static void Check(DueDateLedger ledger, DueDateEntry entry)
    {
        if (entry is DueDateEntry.RuleSet opening)
        {
            Check(opening);
            return;
        }

        RefusedException.When(ledger.Entries.IsEmpty, "request.not-opened", "Set the rule of the due date first.");
        var present = ledger.Fold();
        var dates = DueDateFold.DatesOf(ledger);
        switch (entry)
        {
            case DueDateEntry.DateRecorded recorded: Check(recorded, dates); break;
            case DueDateEntry.Extension extension: Check(extension, present, DueDateFold.RuleOf(ledger).Duty); break;
            case DueDateEntry.Pause pause: Check(pause, present, dates, ledger); break;
            case DueDateEntry.Restart restart: Check(restart, present); break;
            case DueDateEntry.Override decided: Check(decided, dates); break;
        }
    }

    /// <summary>Whether a respondent's promise may be taken; it is no entry of the ledger, because it moves nothing.</summary>
    /// <param name="on">The day promised.</param>
    /// <param name="today">The day it is recorded.</param>
    /// <param name="ledger">What it is beside. Without a due date there is no cap.</param>
    /// <param name="byChair">The chair may go past the cap: the duty's, or 28 days after the due date or, if later, after today.</param>
    /// <exception cref="RefusedException"><c>request.promise-in-past</c> or <c>request.promise-over-cap</c>.</exception>
    public static void CheckPromise(DateOnly on, DateOnly today, DueDateLedger ledger, bool byChair)
    {
        RefusedException.When(on < today, "request.promise-in-past", "A reply cannot be promised for a day that has passed.");
        var cap = DueDateFold.RuleOf(ledger).Duty?.ExtensionCapDays ?? PromiseCapDays;
        RefusedException.When(!byChair && ledger.Fold().DueOn is { } due && on > (due > today ? due : today).AddDays(cap),
            "request.promise-over-cap", $"An officer may accept a promise up to {cap} days after the due date or, if later, after today; the chair may accept more.");
    }

    private static void Check(DueDateEntry.RuleSet set)
    {
        var dates = set.Dates;
        DateOnly?[] later = [dates.IssuedOn, dates.ReceivedOn, dates.NoticeOn, dates.MeetingOn];
        RefusedException.When(set.Rule.Fault is not null, "request.rule-out-of-range", set.Rule.Fault ?? "");
        RefusedException.When(later.Any(day => day < dates.LetterOn), "request.date-before-letter", "A date is before the letter's own date.");
        RefusedException.When(set.Rule is DueRule.FixedDate stated && stated.On < dates.LetterOn,
            "request.due-before-letter", "The due date is before the letter's own date.");
    }

    private static void Check(DueDateEntry.DateRecorded recorded, AnchorDates dates)
    {
        RefusedException.When(recorded.Anchor is Anchor.LetterDate or Anchor.ReceiptOrLaterNotice,
            "request.date-not-recordable", "Record the day of issue, receipt, notice or meeting.");
        RefusedException.When(recorded.On < dates.LetterOn, "request.date-before-letter", "This day is before the letter's own date.");
        RefusedException.When(recorded.Anchor != Anchor.Meeting && dates.Of(recorded.Anchor) is not null,
            "request.date-already-recorded", "This date is recorded already; sending the letter again does not restart the clock.");
    }

    private static void Check(DueDateEntry.Extension extension, DueDate present, ResponseDuty? duty)
    {
        RefusedException.Unless(IsSaid(extension.Reason, MaxWords), "request.extension-reason", "Say why, in 1 to 500 characters.");
        RefusedException.When(present.DueOn is null, "request.no-due-date", "There is no due date to extend.");
        RefusedException.Unless(extension.Until > present.DueOn, "request.extension-not-later", "The new date must be after the present one.");
        RefusedException.When(extension.Until < LondonDay.Of(extension.At), "request.extension-in-past", "The new date is past already. Give one to come.");
        RefusedException.When(!extension.ByChair && duty?.ExtensionCapDays is { } cap && extension.Until > present.OriginalDueOn?.AddDays(cap),
            "request.extension-over-cap", $"An officer may grant up to {duty?.ExtensionCapDays} days after the first due date; the chair may grant more.");
    }

    private static void Check(DueDateEntry.Pause pause, DueDate present, AnchorDates dates, DueDateLedger ledger)
    {
        var lastRestart = ledger.Entries.OfType<DueDateEntry.Restart>().LastOrDefault();
        RefusedException.Unless(IsSaid(pause.Category, 60) && IsSaid(pause.Text, MaxWords),
            "request.pause-reason", "Give a category of up to 60 and a reason of up to 500 characters.");
        RefusedException.When(present.IsPaused, "request.already-paused", "The clock is paused already.");
        RefusedException.When(pause.EffectiveOn > LondonDay.Of(pause.At), "request.pause-in-future", "A pause cannot begin in the future.");
        RefusedException.When(pause.EffectiveOn < dates.LetterOn, "request.pause-before-letter", "A pause cannot begin before the letter.");
        RefusedException.When(pause.EffectiveOn < lastRestart?.EffectiveOn,
            "request.pause-before-restart", "A pause cannot begin before the clock last restarted.");
    }

    private static void Check(DueDateEntry.Restart restart, DueDate present)
    {
        RefusedException.Unless(present.IsPaused, "request.not-paused", "The clock is not paused.");
        RefusedException.When(restart.EffectiveOn > LondonDay.Of(restart.At), "request.restart-in-future", "The clock cannot restart in the future.");
        RefusedException.When(restart.EffectiveOn < present.PausedOn, "request.restart-before-pause", "The clock cannot restart before the pause began.");
    }

    private static void Check(DueDateEntry.Override decided, AnchorDates dates)
    {
        RefusedException.Unless(IsSaid(decided.Reason, MaxWords), "request.override-reason", "Say why, in 1 to 500 characters.");
        RefusedException.When(decided.On < dates.LetterOn, "request.due-before-letter", "The due date is before the letter's own date.");
    }

    private static bool IsSaid(string words, int maxLength) => !string.IsNullOrWhiteSpace(words) && words.Length <= maxLength;
}
