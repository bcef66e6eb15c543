using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>How a list of days is sorted.</summary>
public enum DaySort
{
    /// <summary>The earliest due date first, so the longest overdue.</summary>
    Oldest,
    Newest,
}

/// <summary>Who is overdue: true from 00:00 in London on the day after the due date.</summary>
public static class ListOverdue
{
    /// <param name="OrganisationId">Only this organisation.</param>
    /// <param name="CommissionId">Only this commission.</param>
    /// <param name="MinDays">Only those overdue by that many calendar days or more.</param>
    /// <param name="Sort">The longest overdue first by default.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? OrganisationId = null, Guid? CommissionId = null, int? MinDays = null, DaySort? Sort = null, string? After = null, int? Size = null) : IQuery<Page<AwaitedRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            this.IsPaged(q => q.Size, q => q.After);
            RuleFor(q => q.MinDays).InclusiveBetween(1, 36_500);
        }
    }

    internal sealed class Handler(AwaitedReplies replies, TimeProvider clock) : IRequestHandler<Query, Page<AwaitedRow>>
    {
        public Task<Page<AwaitedRow>> Handle(Query request, CancellationToken cancellationToken) => replies.PageAsync(
            new(request.CommissionId, request.OrganisationId, From: null, LondonDay.Of(clock).AddDays(-(request.MinDays ?? 1))),
            (request.After, request.Size, request.Sort == DaySort.Newest), cancellationToken);
    }
}

/// <summary>Whose reply is due next, the soonest first.</summary>
public static class ListDueNext
{
    /// <param name="OrganisationId">Only this organisation.</param>
    /// <param name="CommissionId">Only this commission.</param>
    /// <param name="WithinDays">Only those due within that many days, today counted as 0.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? OrganisationId = null, Guid? CommissionId = null, int? WithinDays = null, string? After = null, int? Size = null) : IQuery<Page<AwaitedRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            this.IsPaged(q => q.Size, q => q.After);
            RuleFor(q => q.WithinDays).InclusiveBetween(0, 3_660);
        }
    }

    internal sealed class Handler(AwaitedReplies replies, TimeProvider clock) : IRequestHandler<Query, Page<AwaitedRow>>
    {
        public Task<Page<AwaitedRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = LondonDay.Of(clock);
            return replies.PageAsync(
                new(request.CommissionId, request.OrganisationId, today, request.WithinDays is { } days ? today.AddDays(days) : null), (request.After, request.Size, false), cancellationToken);
        }
    }
}

/// <summary>How much is overdue: by organisation, by commission and by age.</summary>
public static class CountOverdue
{
    public sealed record Query(Guid? CommissionId = null) : IQuery<Result>;

    public sealed record Result(int Overdue, IReadOnlyList<Group> ByOrganisation, IReadOnlyList<Group> ByCommission, IReadOnlyList<Age> ByAge);

    /// <remarks>
    /// <c>LongestDays</c>: calendar days that the oldest of them is overdue.
    /// </remarks>
    public sealed record Group(Guid Id, string Name, int Overdue, int LongestDays);

    /// <remarks>
    /// <c>FromDays</c>: at least so many calendar days overdue.
    /// <c>UntilDays</c>: at most so many; none for the last group.
    /// </remarks>
    public sealed record Age(int FromDays, int? UntilDays, int Overdue);

    internal sealed class Handler(TrackerDb db, AwaitedReplies replies, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private static readonly (int From, int? Until)[] Ages = [(1, 7), (8, 28), (29, 90), (91, null)];

        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = LondonDay.Of(clock);
            var overdue = replies.Filtered(new(request.CommissionId, OrganisationId: null, From: null, today.AddDays(-1)));
            var organisations = await overdue.GroupBy(r => r.OrganisationId).Select(g => new { Id = g.Key, Count = g.Count(), Oldest = g.Min(r => r.AwaitedOn) })
                .Join(db.Organisations, g => g.Id, o => o.Id, (g, o) => new { g.Id, o.Name, g.Count, g.Oldest }).ToListAsync(cancellationToken);
            var commissions = await overdue.GroupBy(r => r.CommissionId).Select(g => new { Id = g.Key, Count = g.Count(), Oldest = g.Min(r => r.AwaitedOn) })
                .Join(db.Commissions, g => g.Id, c => c.Id, (g, c) => new { g.Id, c.Name, g.Count, g.Oldest }).ToListAsync(cancellationToken);
            var days = await overdue.GroupBy(r => r.AwaitedOn).Select(g => new { On = g.Key!.Value, Count = g.Count() }).ToListAsync(cancellationToken);
            return new(
                days.Sum(d => d.Count),
                [.. organisations.Select(g => new Group(g.Id, g.Name, g.Count, today.DayNumber - g.Oldest!.Value.DayNumber)).OrderByDescending(g => g.LongestDays).ThenBy(g => g.Name)],
                [.. commissions.Select(g => new Group(g.Id, g.Name, g.Count, today.DayNumber - g.Oldest!.Value.DayNumber)).OrderByDescending(g => g.LongestDays).ThenBy(g => g.Name)],
                [.. Ages.Select(a => new Age(a.From, a.Until, days.Where(d => IsOf(a, today.DayNumber - d.On.DayNumber)).Sum(d => d.Count)))]);
        }

        private static bool IsOf((int From, int? Until) age, int days) => days >= age.From && !(days > age.Until);
    }
}
