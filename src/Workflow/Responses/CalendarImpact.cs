using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>What a change of bank holidays would do to the open deadlines that the caller may see.</summary>
/// <param name="Name">The calendar.</param>
/// <param name="BuildsOn">Its newest version, which the change is laid over.</param>
/// <param name="Moved">Every deadline that would move, earliest first.</param>
/// <param name="MovedIntoThePast">How many of them would have passed already.</param>
/// <param name="Untouched">How many open deadlines stay as they are.</param>
/// <param name="Fingerprint">Of the change and of all that it moves; give it back to confirm exactly this.</param>
public sealed record CalendarImpact(string Name, string BuildsOn, IReadOnlyList<MovedDeadline> Moved, int MovedIntoThePast, int Untouched, string Fingerprint);

/// <summary>One deadline that would move.</summary>
public sealed record MovedDeadline
{
    public required Guid ResponseRequestId { get; init; }

    public required Guid LetterId { get; init; }

    public required string Reference { get; init; }

    public required string Subject { get; init; }

    public required string Organisation { get; init; }

    public required DateOnly? From { get; init; }

    public required DateOnly? To { get; init; }

    /// <summary>How the new date comes about, in plain English.</summary>
    public required string Explanation { get; init; }

    /// <summary>Whether the law sets the duty to answer.</summary>
    public required bool IsStatutory { get; init; }

    /// <summary>Whether the clock stands still.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Whether the new date has passed and the present one has not.</summary>
    public required bool IntoThePast { get; init; }
}

/// <summary>Finds out what a change of a calendar would move.</summary>
internal sealed class CalendarImpacts(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <exception cref="CalendarYearMissingException">A deadline would move into a year without data.</exception>
    public async Task<CalendarImpact> OfAsync(CalendarChange change, CancellationToken cancellationToken)
    {
        var (moved, untouched) = (new List<MovedDeadline>(), 0);
        for (var page = await PageAsync(after: null, cancellationToken); page.Count > 0; page = await PageAsync(page[^1].Id, cancellationToken))
        {
            var found = page.Select(open => Move(open, change)).OfType<MovedDeadline>().ToList();
            moved.AddRange(found);
            untouched += page.Count - found.Count;
        }

        MovedDeadline[] sorted = [.. moved.OrderBy(m => m.To).ThenBy(m => m.Reference, StringComparer.Ordinal).ThenBy(m => m.ResponseRequestId)];
        return new(change.Calendar.Id.Name, change.BuildsOn, sorted, sorted.Count(m => m.IntoThePast), untouched, Fingerprint(change, sorted));
    }

    /// <summary>The open requests whose next reminder goes at another time by the changed calendar, even where the due date stays. Nothing is tracked.</summary>
    public async Task<IReadOnlyList<ResponseRequest>> RemindedOtherwiseAsync(CalendarChange change, CancellationToken cancellationToken)
    {
        var (found, now) = (new List<ResponseRequest>(), clock.GetUtcNow());
        var former = dueDates.Calendars.Find(change.Calendar.Id with { Version = change.BuildsOn });
        Guid? after = null;
        do
        {
            var page = await OpenAfter(after).Include(r => r.Reminders)
                .Join(db.Letters, r => r.LetterId, l => l.Id, (r, l) => new { Request = r, l.CommissionId })
                .Join(db.Commissions, x => x.CommissionId, c => c.Id, (x, c) => new { x.Request, c.Ladder })
                .OrderBy(x => x.Request.Id).Take(PageSize).ToListAsync(cancellationToken);
            found.AddRange(page
                .Where(x => DueDateFold.RuleOf(dueDates.Of(x.Request.Ledger)).Rule.Calendar == former.Id.Name)
                .Where(x => x.Request.NextStep(x.Ladder, former, now)?.At != x.Request.NextStep(x.Ladder, change.Calendar, now)?.At)
                .Select(x => x.Request));
            after = page.Count == 0 ? null : page[^1].Request.Id;
        }
        while (after is not null);
        return found;
    }

    private MovedDeadline? Move(Open open, CalendarChange change)
    {
        var ledger = new DueDateLedger(dueDates.Calendars.With(change.Calendar), [.. open.Ledger]);
        if (DueDateFold.RuleOf(ledger).Rule.Calendar != change.Calendar.Id.Name || ledger.Move(change.Calendar.Id.Version, clock.GetUtcNow()) is not { } move)
        {
            return null;
        }

        var today = LondonDay.Of(clock);
        return new()
        {
            ResponseRequestId = open.Id,
            LetterId = open.LetterId,
            Reference = open.Reference,
            Subject = open.Subject,
            Organisation = open.Organisation,
            From = move.Before.DueOn,
            To = move.After.DueOn,
            Explanation = move.After.Explanation.ToText(),
            IsStatutory = move.After.Explanation.Duty?.Duty.IsStatutory == true,
            IsPaused = move.After.IsPaused,
            IntoThePast = move.After.DueOn < today && move.Before.DueOn >= today,
        };
    }

    private Task<List<Open>> PageAsync(Guid? after, CancellationToken cancellationToken) => OpenAfter(after)
        .Join(db.Letters.VisibleTo(scope.Actor), r => r.LetterId, l => l.Id, (r, l) => new { Request = r, Letter = l })
        .Join(db.Organisations, x => x.Request.OrganisationId, o => o.Id, (x, o) => new { x.Request, x.Letter, Organisation = o.Name })
        .OrderBy(x => x.Request.Id)
        .Take(PageSize)
        .Select(x => new Open(x.Request.Id, x.Letter.Id, x.Letter.Reference, x.Letter.Subject, x.Organisation, x.Request.Ledger))
        .ToListAsync(cancellationToken);

    private IQueryable<ResponseRequest> OpenAfter(Guid? after)
    {
        var open = db.ResponseRequests.AsNoTracking().Where(r => r.AnsweredOn == null && r.WithdrawnAt == null && r.ClosedAt == null);
        return after is { } last ? open.Where(r => r.Id.CompareTo(last) > 0) : open;
    }

    private static string Fingerprint(CalendarChange change, IEnumerable<MovedDeadline> moved)
    {
        var confirmed = new { change.Calendar.Id.Name, change.BuildsOn, change.Holidays, Moved = moved.Select(m => new { m.ResponseRequestId, m.From, m.To }) };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(confirmed, JsonSerializerOptions.Web))));
    }

    private sealed record Open(Guid Id, Guid LetterId, string Reference, string Subject, string Organisation, IReadOnlyList<DueDateEntry> Ledger);
}
