using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>A reply that is awaited, overdue or not.</summary>
public sealed record AwaitedRow(
    Guid ResponseRequestId, Guid LetterId, string Reference, string Subject, Guid CommissionId, string Commission, Guid OrganisationId, string Organisation, int Round, DateOnly DueOn, int DaysOverdue, int Chases);

/// <summary>What lists of awaited replies are narrowed by.</summary>
/// <param name="CommissionId">Only this commission's.</param>
/// <param name="OrganisationId">Only this organisation's.</param>
/// <param name="From">Only those due on that day or later.</param>
/// <param name="Until">Only those due on that day or earlier.</param>
internal sealed record AwaitedFilter(Guid? CommissionId, Guid? OrganisationId, DateOnly? From, DateOnly? Until);

/// <summary>Lists awaited replies by their due date, which is an indexed projection: one query a page, however many letters there are.</summary>
internal sealed class AwaitedReplies(TrackerDb db, CommandScope scope, TimeProvider clock)
{
    public async Task<Page<AwaitedRow>> PageAsync(AwaitedFilter filter, (string? After, int? Size, bool LatestFirst) page, CancellationToken cancellationToken)
    {
        var today = LondonDay.Of(clock);
        // The page is cut before anything is joined, so that no database is tempted to join first and sort then.
        var found = Sorted(After(Filtered(filter), DayCursor.Parse(page.After), page.LatestFirst), page.LatestFirst).Take(Paging.SizeOf(page.Size) + 1)
            .Join(db.Letters, r => r.LetterId, l => l.Id, (r, l) => new { Request = r, Letter = l })
            .Join(db.Commissions, x => x.Letter.CommissionId, c => c.Id, (x, c) => new { x.Request, x.Letter, Commission = c.Name })
            .Join(db.Organisations, x => x.Request.OrganisationId, o => o.Id, (x, o) => new { x.Request, x.Letter, x.Commission, Organisation = o.Name });
        var ordered = page.LatestFirst
            ? found.OrderByDescending(x => x.Request.AwaitedOn).ThenByDescending(x => x.Request.Id)
            : found.OrderBy(x => x.Request.AwaitedOn).ThenBy(x => x.Request.Id);
        var rows = await ordered
            .Select(x => new AwaitedRow(
                x.Request.Id, x.Letter.Id, x.Letter.Reference, x.Letter.Subject, x.Letter.CommissionId, x.Commission, x.Request.OrganisationId, x.Organisation, x.Request.Round, x.Request.AwaitedOn!.Value, 0,
                x.Request.Reminders.Count(m => m.Rule == ReminderStep.Chase && m.Outcome == ReminderOutcome.Sent)))
            .ToListAsync(cancellationToken);
        return Paging.PageOf(
            rows.ConvertAll(r => r with { DaysOverdue = Math.Max(0, today.DayNumber - r.DueOn.DayNumber) }), page.Size, r => new DayCursor(r.DueOn, r.ResponseRequestId));
    }

    public IQueryable<ResponseRequest> Filtered(AwaitedFilter filter)
    {
        var found = db.ResponseRequests.AsNoTracking().Where(r => r.AwaitedOn != null);
        foreach (var commission in new[] { scope.Actor.CommissionId, filter.CommissionId }.OfType<Guid>())
        {
            found = found.Where(r => r.CommissionId == commission);
        }

        if (filter.OrganisationId is { } organisation)
        {
            found = found.Where(r => r.OrganisationId == organisation);
        }

        found = filter.From is { } from ? found.Where(r => r.AwaitedOn >= from) : found;
        return filter.Until is { } until ? found.Where(r => r.AwaitedOn <= until) : found;
    }

    private static IQueryable<ResponseRequest> Sorted(IQueryable<ResponseRequest> found, bool latestFirst) =>
        latestFirst ? found.OrderByDescending(r => r.AwaitedOn).ThenByDescending(r => r.Id) : found.OrderBy(r => r.AwaitedOn).ThenBy(r => r.Id);

    private static IQueryable<ResponseRequest> After(IQueryable<ResponseRequest> found, DayCursor? after, bool latestFirst) => (after, latestFirst) switch
    {
        (null, _) => found,
        (var last, false) => found.Where(r => r.AwaitedOn >= last.Day && (r.AwaitedOn > last.Day || r.Id.CompareTo(last.Id) > 0)),
        (var last, true) => found.Where(r => r.AwaitedOn <= last.Day && (r.AwaitedOn < last.Day || r.Id.CompareTo(last.Id) < 0)),
    };
}
