using Tracker.Engine;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Operations;

/// <summary>Sleeps until a civil time in London: what recurring work waits with. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.WaitUntil", "Done")]
internal sealed class WaitUntil(DueDates dueDates) : IActivity
{
    /// <summary>Such as <c>next day 02:30</c>, <c>next working day 09:00</c> or <c>next Monday 08:00</c>; working days are England's and Wales's.</summary>
    public required Input<CivilRule> Rule { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var rule = context.Get(Rule);
        var at = rule.After(context.Now, dueDates.Calendars.Latest("england-and-wales"));
        return Task.FromResult(ActivityResult.WaitFor(new Wait.Until(at, rule.ToString())));
    }
}
