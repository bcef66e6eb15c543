using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>The calendars that deadlines are counted in: their versions, the years they know, and the bank holidays of a year.</summary>
public static class ListCalendars
{
    /// <param name="Year">Whose holidays; this year by default.</param>
    public sealed record Query(int? Year) : IQuery<IReadOnlyList<Row>>;

    /// <param name="Name">Such as <c>england-and-wales</c>.</param>
    /// <param name="Versions">Oldest first; new letters count with the last.</param>
    /// <param name="Years">The years it knows.</param>
    /// <param name="PublishedYears">Those whose list is published; the others follow the usual rules and may still change.</param>
    /// <param name="Year">The year asked about.</param>
    /// <param name="Holidays">Its bank holidays in the last version; <see langword="null"/> when the calendar does not know that year.</param>
    public sealed record Row(
        string Name, IReadOnlyList<VersionRow> Versions, IReadOnlyList<int> Years, IReadOnlyList<int> PublishedYears, int Year, IReadOnlyList<BankHoliday>? Holidays);

    /// <param name="Version">The version.</param>
    /// <param name="Edition">How it was made here; <see langword="null"/> for one that came with the product.</param>
    public sealed record VersionRow(string Version, EditionRow? Edition);

    public sealed record EditionRow(string BuildsOn, IReadOnlyList<BankHoliday> Added, IReadOnlyList<DateOnly> Removed, string Reason, string AppliedBy, DateTimeOffset AppliedAt);

    internal sealed class Handler(TrackerDb db, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var editions = await db.Set<CalendarEdition>().AsNoTracking().ToListAsync(cancellationToken);
            var year = request.Year ?? LondonDay.Of(clock).Year;
            return [.. dueDates.Calendars.Names.Select(name => RowOf(dueDates.Calendars.Latest(name), editions, year))];
        }

        private Row RowOf(WorkingCalendar calendar, List<CalendarEdition> editions, int year) => new(
            calendar.Id.Name,
            [.. dueDates.Calendars.VersionsOf(calendar.Id.Name).Select(v => new VersionRow(v, EditionOf(editions.Find(e => e.Name == calendar.Id.Name && e.Version == v))))],
            calendar.Years,
            [.. calendar.Years.Where(calendar.IsPublished)],
            year,
            calendar.Years.Contains(year) ? calendar.HolidaysOf(year) : null);

        private static EditionRow? EditionOf(CalendarEdition? edition) =>
            edition is null ? null : new(edition.BuildsOn, edition.Added, edition.Removed, edition.Reason, edition.AppliedBy, edition.AppliedAt);
    }
}
