using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>How commitments are found: only within what the caller may see.</summary>
internal static class CommitmentQueries
{
    public static IQueryable<Commitment> VisibleTo(this IQueryable<Commitment> commitments, Actor actor) =>
        actor.CommissionId is { } commission ? commitments.Where(c => c.CommissionId == commission) : commitments;

    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<Commitment> FindCommitmentAsync(this IQueryable<Commitment> commitments, Guid id, Actor actor, CancellationToken cancellationToken) =>
        await commitments.Include(c => c.Reports).Include(c => c.Requests).AsSplitQuery().VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new NotFoundException("Commitment");

    /// <summary>The name of the organisation that promised; empty when there is no such commitment.</summary>
    public static async Task<string> PromiserOfAsync(this TrackerDb db, Guid commitmentId, CancellationToken cancellationToken) =>
        await db.Commitments.Where(c => c.Id == commitmentId).Join(db.Organisations, c => c.OrganisationId, o => o.Id, (_, o) => o.Name).SingleOrDefaultAsync(cancellationToken) ?? "";

    /// <summary>What is said of it when it is recorded.</summary>
    public static Said Made(this Commitment commitment, Organisation organisation, Actor by) => commitment.Said(
        $"{by.Name} recorded a promise of {organisation.Name}, made {commitment.MadeOn:d MMMM yyyy}, due {commitment.Due.Phrase}: {Excerpt.Of(commitment.Text, 200)}");

    /// <summary>A sentence about it, in the history of its letter, else of its case.</summary>
    public static Said Said(this Commitment commitment, string summary) =>
        new(commitment.Id, summary) { LetterId = commitment.LetterId, CaseId = commitment.LetterId is null ? commitment.CaseId : null };
}
