namespace Tracker.Workflow.Calendar;

/// <summary>Keeps messages apart: none sooner than some working days after the one before it, and of several that came due only the latest.</summary>
internal sealed record ReminderSpacing(SendingDays Days, int MinimumGapDays)
{
    /// <summary>What the one who is written to has promised; it holds messages back.</summary>
    public PromisedReply? Promise { get; init; }

    /// <summary>The same steps, those marked as skipped that come too soon after the one before them or while a promise holds them back.</summary>
    public IEnumerable<ReminderStep> Apart(IEnumerable<ReminderStep> steps, DateOnly? lastSentOn)
    {
        var promise = Promise;
        foreach (var step in steps)
        {
            var why = WhyNot(step, lastSentOn, promise);
            (lastSentOn, promise) = why is null ? (step.On, promise is null ? null : promise with { IsAsked = true }) : (lastSentOn, promise);
            yield return step with { Skipped = why };
        }
    }

    /// <summary>What to send of the steps that are due; the others are missed.</summary>
    /// <param name="due">The steps due by now that are not dealt with, in order.</param>
    /// <param name="now">The moment.</param>
    /// <param name="lastSentOn">The day the last one went.</param>
    /// <param name="isStale">Whether a step would say something untrue on the day it could go.</param>
    public DueReminders Latest(IReadOnlyList<ReminderStep> due, DateTimeOffset now, DateOnly? lastSentOn, Func<ReminderStep, DateOnly, bool> isStale)
    {
        var sendAt = Days.OnOrAfter(now);
        var may = due.Where(step => step.Skipped is null && Promise?.HoldsBack(step) != true && !isStale(step, LondonDay.Of(sendAt))).ToList();
        var latest = may.Find(step => step.At == may[^1].At); // of two for the same moment the first, as planned
        var send = latest is not null && IsTooSoon(lastSentOn, LondonDay.Of(sendAt)) ? null : latest;
        return new(send, sendAt, [.. due.Where(step => step != send).Select(step => NotSent(step, step.At == send?.At ? LondonDay.Of(sendAt) : lastSentOn))]);
    }

    private string TooSoon => $"Less than {MinimumGapDays} working days after the reminder before it.";

    private ReminderStep NotSent(ReminderStep step, DateOnly? lastSentOn) =>
        step with { Skipped = WhyNot(step, lastSentOn, Promise) ?? "Missed: it was not sent in its time." };

    private string? WhyNot(ReminderStep step, DateOnly? lastSentOn, PromisedReply? promise) =>
        step.Skipped
        ?? (promise?.HoldsBack(step) == true ? $"A reply is promised for {Words.Day(promise.On)}."
            : IsTooSoon(lastSentOn, step.On) ? TooSoon
            : null);

    private bool IsTooSoon(DateOnly? lastSentOn, DateOnly on) =>
        lastSentOn is { } last && (on <= last || on < Days.Calendar.After(last, MinimumGapDays));
}
