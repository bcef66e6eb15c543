using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>A response request with what its reminders are counted by.</summary>
internal sealed record RequestClock(ResponseRequest Request, ReminderLadder Ladder, WorkingCalendar Calendar)
{
    public static async Task<RequestClock> OfAsync(TrackerDb db, DueDates dueDates, Guid requestId, CancellationToken cancellationToken)
    {
        var request = await db.ResponseRequests.Include(r => r.Reminders).SingleAsync(r => r.Id == requestId, cancellationToken);
        var commission = await db.Letters.Where(l => l.Id == request.LetterId)
            .Join(db.Commissions, l => l.CommissionId, c => c.Id, (_, c) => c).SingleAsync(cancellationToken);
        var rule = request.Ledger.OfType<DueDateEntry.RuleSet>().Last().Rule;
        return new(request, commission.Ladder, dueDates.CalendarOf(rule));
    }
}
