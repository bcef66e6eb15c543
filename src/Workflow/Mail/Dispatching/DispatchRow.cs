using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;

namespace Tracker.Workflow.Mail;

/// <summary>An outgoing message as officers see it.</summary>
/// <remarks>
/// <c>Kind</c>: which kind, such as <c>letter</c> or <c>chase</c>.
/// <c>State</c>: the worst that is open, else the best that was reached.
/// <c>Tries</c>: how often it was tried.
/// <c>NextTryAt</c>: when it is tried again.
/// </remarks>
public sealed record DispatchRow(
    Guid Id, string Kind, string Subject, Guid? LetterId, Guid? OrganisationId, DispatchState State, DateTimeOffset QueuedAt, int Tries, DateTimeOffset? NextTryAt,
    IReadOnlyList<DispatchRecipient> Recipients, string MessageId, int Version)
{
    internal static DispatchRow Of(Dispatch d) => new(
        d.Id, d.Kind, d.Subject, d.LetterId, d.OrganisationId, d.State, d.QueuedAt, d.Tries, d.State == DispatchState.Queued ? d.NextTryAt : null, d.Recipients, d.MessageId, d.Version);
}

internal static class DispatchQueries
{
    public static IQueryable<Dispatch> VisibleTo(this IQueryable<Dispatch> dispatches, Actor actor) =>
        actor.CommissionId is { } commission ? dispatches.Where(d => d.CommissionId == commission) : dispatches;

    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<Dispatch> FindDispatchAsync(this IQueryable<Dispatch> dispatches, Guid id, Actor actor, CancellationToken cancellationToken) =>
        await dispatches.VisibleTo(actor).SingleOrDefaultAsync(d => d.Id == id, cancellationToken) ?? throw new NotFoundException("Message");
}
