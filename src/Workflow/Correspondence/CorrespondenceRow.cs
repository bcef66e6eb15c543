using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;

namespace Tracker.Workflow.Correspondence;

/// <summary>A message that came in, as lists show it.</summary>
/// <remarks>
/// <c>MatchReason</c>: why that letter is proposed, or why none is.
/// <c>MatchScore</c>: how sure that is: 100 for the secret in the reply address, 90 for a former one, 80 for threading, 60 or 50 for our reference, 40 for "your letter dated"; 0 for none.
/// <c>Authentication</c>: what the receiving mail server says about whether the sender is who it claims to be.
/// <c>Note</c>: why it is set aside, or what needs care.
/// <c>ArrivedAt</c>: when it came to the mail system, as far as that says.
/// </remarks>
public sealed record CorrespondenceRow(
    Guid Id, CorrespondenceState State, CorrespondenceKind Kind, DateTimeOffset ReceivedAt, DateTimeOffset ArrivedAt, string FromName, string FromAddress, string Subject, string Beginning, int AttachmentCount,
    Guid? CommissionId, Guid? LetterId, Guid? OrganisationId, string? MatchReason, int MatchScore, string Authentication, string? Note,
    DateTimeOffset? TriagedAt, string? TriagedBy, string? TriageReason, Guid? ResponseId, int Version)
{
    internal static CorrespondenceRow Of(IncomingMessage m) => new(
        m.Id, m.State, m.Kind, m.ReceivedAt, m.ArrivedAt, m.FromName, m.FromAddress, m.Subject, m.Beginning, m.AttachmentCount, m.CommissionId, m.LetterId, m.OrganisationId, m.MatchReason, m.MatchScore,
        m.Authentication, m.Note, m.TriagedAt, m.TriagedBy, m.TriageReason, m.ResponseId, m.Version);
}

internal static class CorrespondenceQueries
{
    /// <summary>Whoever works for one commission sees its mail; what is nobody's, only those who work for all.</summary>
    public static IQueryable<IncomingMessage> VisibleTo(this IQueryable<IncomingMessage> messages, Actor actor) =>
        actor.CommissionId is { } commission ? messages.Where(m => m.CommissionId == commission) : messages;

    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<IncomingMessage> FindMessageAsync(this IQueryable<IncomingMessage> messages, Guid id, Actor actor, CancellationToken cancellationToken) =>
        await messages.VisibleTo(actor).SingleOrDefaultAsync(m => m.Id == id, cancellationToken) ?? throw new NotFoundException("Message");
}
