using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Commitments;

/// <summary>What the questions about a promise hang on.</summary>
/// <param name="MadeOn">The day of the promise.</param>
/// <param name="DueOn">The last day that keeps it; <see langword="null"/> leaves only the reviews.</param>
/// <param name="DateVersion">Counts the changes of its date.</param>
/// <param name="Since">The day from which it is followed to that date; nothing is asked for days before.</param>
public sealed record FollowedPromise(DateOnly MadeOn, DateOnly? DueOn, int DateVersion, DateOnly Since);

/// <summary>When to ask how far a promise is: before its date, on the working day after it, again and again, and at reviews.</summary>
/// <param name="Rule">When the commission asks.</param>
/// <param name="Ladder">Its quiet periods, time of day and minimum gap.</param>
/// <param name="Calendar">Which days are working days.</param>
public sealed record FollowUp(FollowUpRule Rule, ReminderLadder Ladder, WorkingCalendar Calendar)
{
    /// <summary>The rule that asks before the promised date.</summary>
    public const string BeforeDate = "before-date";

    /// <summary>The rule that asks on the first working day after the promised date.</summary>
    public const string OnDate = "on-date";

    /// <summary>The rule that asks again while it is not done.</summary>
    public const string AfterDate = "after-date";

    /// <summary>What rules of reviews begin with; the months follow.</summary>
    public const string Review = "review-";

    /// <summary>Every question from now on, in order; those that will not go carry their reason.</summary>
    /// <returns>A lazy sequence, endless when there is a date that is not far.</returns>
    /// <exception cref="CalendarYearMissingException">While enumerating: a year has no data.</exception>
    public IEnumerable<ReminderStep> Plan(FollowedPromise promise, ReminderProgress progress, DateTimeOffset now) =>
        Ladder.Spacing(Calendar).Apart(Steps(promise, now).Where(step => step.At > progress.After), progress.LastSentOn);

    /// <summary>What to ask now. Of several questions that came due, as after downtime, only the latest goes; the others are missed.</summary>
    /// <exception cref="CalendarYearMissingException">A year has no data.</exception>
    public DueReminders DueBy(DateTimeOffset now, FollowedPromise promise, ReminderProgress progress)
    {
        var due = Steps(promise, now).TakeWhile(step => step.At <= now).Where(step => step.At > progress.After).ToList();
        return Ladder.Spacing(Calendar).Latest(due, now, progress.LastSentOn, (step, sendOn) => step.Rule == BeforeDate && sendOn > promise.DueOn);
    }

    /// <summary>
    /// When a day that is too far away to be planned comes near; <see langword="null"/> when there is none. Bank holidays are published a
    /// year or two ahead, so what lies further is planned from the January of the year before it.
    /// </summary>
    public DateTimeOffset? LookAgainAt(FollowedPromise promise, DateTimeOffset now)
    {
        DateOnly[] far = [.. Reviews(promise).Select(r => r.On).Append(promise.DueOn ?? promise.MadeOn).Where(day => !IsNear(day, now))];
        return far is [] ? null : LondonDay.StartOf(new(far.Min().Year - 1, 1, 1));
    }

    private IEnumerable<ReminderStep> Steps(FollowedPromise promise, DateTimeOffset now)
    {
        var reviews = Reviews(promise).Where(r => IsNear(r.On, now)).Select(r => Step($"{Review}{r.Months}", r.On) with { DeadlineVersion = 0 });
        if (promise.DueOn is not { } due || !IsNear(due, now))
        {
            return reviews.OrderBy(step => step.At);
        }

        var ask = Rule.AskDaysBefore is { } days && due >= promise.Since ? new[] { AskBefore(promise, due, days) } : [];
        return Merged(new(reviews.Concat(ask).OrderBy(step => step.At)), Asks(promise, due));
    }

    private IEnumerable<(int Months, DateOnly On)> Reviews(FollowedPromise promise) =>
        Rule.ReviewAfterMonths.Select(months => (Months: months, On: promise.MadeOn.AddMonths(months))).Where(review => review.On >= promise.Since);

    private ReminderStep AskBefore(FollowedPromise promise, DateOnly due, int days)
    {
        var step = Step(BeforeDate, Calendar.Before(due, days)) with { DeadlineVersion = promise.DateVersion };
        return step.On > due ? step with { Skipped = "A quiet period lasts past the promised date." } : step;
    }

    /// <summary>A date that had passed when it was recorded is asked about from the day it was recorded.</summary>
    private IEnumerable<ReminderStep> Asks(FollowedPromise promise, DateOnly due)
    {
        var step = Step(OnDate, Calendar.After(due > promise.Since ? due : promise.Since, 1)) with { DeadlineVersion = promise.DateVersion };
        for (var occurrence = 1; ; occurrence++)
        {
            yield return step;
            step = Step(AfterDate, Calendar.After(step.On, Rule.AskEveryDays)) with { DeadlineVersion = promise.DateVersion, Occurrence = occurrence };
        }
    }

    private static IEnumerable<ReminderStep> Merged(Queue<ReminderStep> few, IEnumerable<ReminderStep> endless)
    {
        foreach (var step in endless)
        {
            while (few.TryPeek(out var sooner) && sooner.At <= step.At)
            {
                yield return few.Dequeue();
            }

            yield return step;
        }
    }

    private static bool IsNear(DateOnly day, DateTimeOffset now) => day.Year <= LondonDay.Of(now).Year + 1;

    private ReminderStep Step(string rule, DateOnly nominal)
    {
        var on = Ladder.Days(Calendar).OnOrAfter(nominal);
        return new() { Rule = rule, DeadlineVersion = 0, NominalOn = nominal, On = on, At = LondonDay.At(on, Ladder.SendAt) };
    }
}
