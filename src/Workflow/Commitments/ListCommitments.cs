using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Commitments by date: the open ones first, by the date they are due, those without a date last; or all by the day they were made, newest first.</summary>
public static class ListCommitments
{
    /// <summary>Which commitments.</summary>
    public enum Filter
    {
        Open,

        /// <summary>Open, past the date, and not claimed completed.</summary>
        Overdue,
        Closed,
    }

    /// <summary>In which order.</summary>
    public enum Order
    {
        Due,
        Made,
    }

    /// <summary>A run of rows in one order; a list is made of one or several.</summary>
    private enum Part
    {
        OpenDated,
        OpenUndated,
        ClosedDated,
        ClosedUndated,
        Made,
    }

    public sealed record Query : IQuery<Page<CommitmentRow>>
    {
        public Guid? CommissionId { get; init; }

        public Guid? OrganisationId { get; init; }

        public Guid? LetterId { get; init; }

        public string? Theme { get; init; }

        /// <summary>Only those made in this year or later.</summary>
        public int? Since { get; init; }

        /// <summary>All by default.</summary>
        public Filter? State { get; init; }

        /// <summary>By due date by default.</summary>
        public Order? Sort { get; init; }

        /// <summary>Where the page before ended.</summary>
        public string? After { get; init; }

        /// <summary>Rows a page, 1 to 200; 50 by default.</summary>
        public int? Size { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Size).InclusiveBetween(1, 200);
            RuleFor(q => q.Since).InclusiveBetween(1900, 2199);
            RuleFor(q => q.After).Must((q, a) => a is null || (Cursor.Parse(a) is { } after && PartsOf(q).Contains(after.Part))).WithMessage("Give back next as it came.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Query, Page<CommitmentRow>>
    {
        public async Task<Page<CommitmentRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (today, size, after) = (LondonDay.Of(clock), request.Size ?? 50, Cursor.Parse(request.After));
            var found = new List<(Part Part, Commitment Commitment)>();
            foreach (var part in PartsOf(request).SkipWhile(p => p < after?.Part))
            {
                var rows = RowsOf(part, Filtered(request, today), after?.Part == part ? after : null).Take(size + 1 - found.Count);
                found.AddRange((await rows.ToListAsync(cancellationToken)).Select(c => (part, c)));
                if (found.Count > size)
                {
                    break;
                }
            }

            var names = await NamesAsync([.. found.Select(f => f.Commitment.OrganisationId).Distinct()], cancellationToken);
            return new(
                [.. found.Take(size).Select(f => CommitmentRow.Of(f.Commitment, names[f.Commitment.OrganisationId], today))],
                found.Count > size ? Cursor.Of(found[size - 1].Part, found[size - 1].Commitment) : null);
        }

        private IQueryable<Commitment> Filtered(Query request, DateOnly today)
        {
            var rows = db.Commitments.AsNoTracking().VisibleTo(scope.Actor);
            rows = request.CommissionId is { } commission ? rows.Where(c => c.CommissionId == commission) : rows;
            rows = request.OrganisationId is { } organisation ? rows.Where(c => c.OrganisationId == organisation) : rows;
            rows = request.LetterId is { } letter ? rows.Where(c => c.LetterId == letter) : rows;
            rows = request.Theme is { } theme ? rows.Where(c => c.Theme == theme) : rows;
            rows = request.Since is { } year ? rows.Where(c => c.MadeOn >= new DateOnly(year, 1, 1)) : rows;
            var isOpen = request.State != Filter.Closed;
            rows = request.State is null ? rows : rows.Where(c => c.IsOpen == isOpen);
            return request.State == Filter.Overdue ? rows.Where(c => c.DueOn < today && c.Implementation != Implementation.Completed) : rows;
        }

        /// <summary>The lower bound on the first key alone is what every database can seek by.</summary>
        private static IQueryable<Commitment> RowsOf(Part part, IQueryable<Commitment> rows, Cursor? after)
        {
            var isOpen = part is Part.OpenDated or Part.OpenUndated;
            var (on, id) = (after?.On ?? default, after?.Id ?? default);
            switch (part)
            {
                case Part.Made:
                    rows = after is null ? rows : rows.Where(c => c.MadeOn <= on && (c.MadeOn < on || c.Id.CompareTo(id) < 0));
                    return rows.OrderByDescending(c => c.MadeOn).ThenByDescending(c => c.Id);
                case Part.OpenUndated or Part.ClosedUndated:
                    rows = rows.Where(c => c.IsOpen == isOpen && c.DueOn == null);
                    return (after is null ? rows : rows.Where(c => c.Id.CompareTo(id) > 0)).OrderBy(c => c.Id);
                default:
                    rows = rows.Where(c => c.IsOpen == isOpen && c.DueOn != null);
                    return (after is null ? rows : rows.Where(c => c.DueOn >= on && (c.DueOn > on || c.Id.CompareTo(id) > 0))).OrderBy(c => c.DueOn).ThenBy(c => c.Id);
            }
        }

        private Task<Dictionary<Guid, string>> NamesAsync(List<Guid> organisations, CancellationToken cancellationToken) =>
            db.Organisations.Where(o => organisations.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
    }

    private static Part[] PartsOf(Query request) => (request.Sort, request.State) switch
    {
        (Order.Made, _) => [Part.Made],
        (_, Filter.Overdue) => [Part.OpenDated],
        (_, Filter.Open) => [Part.OpenDated, Part.OpenUndated],
        (_, Filter.Closed) => [Part.ClosedDated, Part.ClosedUndated],
        _ => [Part.OpenDated, Part.OpenUndated, Part.ClosedDated, Part.ClosedUndated],
    };

    private sealed record Cursor(Part Part, DateOnly On, Guid Id)
    {
        public static string Of(Part part, Commitment last)
        {
            var on = part == Part.Made ? last.MadeOn : last.DueOn ?? default;
            return string.Create(CultureInfo.InvariantCulture, $"{part:D}.{on:yyyyMMdd}.{last.Id:N}");
        }

        public static Cursor? Parse(string? text) =>
            text?.Split('.') is [var part, var day, var id] && Enum.TryParse<Part>(part, out var run)
                && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && Guid.TryParse(id, out var last)
                ? new(run, on, last) : null;
    }
}
