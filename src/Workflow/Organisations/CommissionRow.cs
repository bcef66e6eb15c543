using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>A commission as callers see it.</summary>
public sealed record CommissionRow(
    Guid Id, string Name, string? Council, IReadOnlyList<string> AddressLines, string Email, ReminderLadder Reminders, FollowUpRule FollowUp, CommissionLabels Labels, MailStyle Mail, int Version)
{
    internal static CommissionRow Of(Commission c) => new(c.Id, c.Name, c.Council, c.AddressLines, c.Email, c.Ladder, c.FollowUp, c.Labels, c.Mail, c.Version);
}

/// <summary>The commissions that the caller works for.</summary>
public static class ListCommissions
{
    public sealed record Query : IQuery<IReadOnlyList<CommissionRow>>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, IReadOnlyList<CommissionRow>>
    {
        public async Task<IReadOnlyList<CommissionRow>> Handle(Query request, CancellationToken cancellationToken) =>
            [.. (await db.Commissions.AsNoTracking().VisibleTo(scope.Actor).OrderBy(c => c.Name).ToListAsync(cancellationToken)).Select(CommissionRow.Of)];
    }
}

internal static class CommissionQueries
{
    public static IQueryable<Commission> VisibleTo(this IQueryable<Commission> commissions, Actor actor) =>
        actor.CommissionId is { } own ? commissions.Where(c => c.Id == own) : commissions;

    public static async Task<Commission> FindCommissionAsync(this IQueryable<Commission> commissions, Guid id, Actor actor, CancellationToken cancellationToken) =>
        await commissions.VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("Commission");
}
