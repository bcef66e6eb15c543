using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>What workflow instances are about, and who may know of it: whoever works for one commission sees what concerns its letters and commitments.</summary>
internal static class Subjects
{
    /// <summary>Those of the correlation ids that the actor may see; an instance is about a letter, one of its response requests, a commitment, or a message out or in.</summary>
    public static async Task<IReadOnlySet<string>> VisibleSubjectsAsync(this TrackerDb db, Actor actor, IEnumerable<string> correlationIds, CancellationToken cancellationToken)
    {
        var asked = correlationIds.ToHashSet(StringComparer.Ordinal);
        if (actor.CommissionId is null)
        {
            return asked;
        }

        var ids = asked.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToList();
        var letters = db.Letters.VisibleTo(actor);
        var visible = (await letters.Where(l => ids.Contains(l.Id)).Select(l => l.Id).ToListAsync(cancellationToken)).ToHashSet();
        visible.UnionWith(await letters.SelectMany(l => l.ResponseRequests).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken));
        visible.UnionWith(await db.Commitments.VisibleTo(actor).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken));
        visible.UnionWith(await db.Dispatches.VisibleTo(actor).Where(d => ids.Contains(d.Id)).Select(d => d.Id).ToListAsync(cancellationToken));
        visible.UnionWith(await db.IncomingMessages.VisibleTo(actor).Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancellationToken));
        return asked.Where(text => Guid.TryParse(text, out var id) && visible.Contains(id)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Definitions are the same for every commission, so whoever works for one of them cannot change them.</summary>
    public static void MustServeAll(this Actor actor) =>
        RefusedException.When(actor.CommissionId is not null, "definition.of-all", "Workflow definitions are shared by all commissions. Ask somebody who works for all of them.");

    /// <summary>What instances are about, running or archived; those that the actor may not see are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> SubjectsOfAsync(this TrackerDb db, Actor actor, IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken)
    {
        var live = await db.Set<WorkflowInstance>().Where(i => instanceIds.Contains(i.Id)).Select(i => new { i.Id, i.CorrelationId }).ToListAsync(cancellationToken);
        var archived = await db.Set<ArchivedInstance>().Where(i => instanceIds.Contains(i.Id)).Select(i => new { i.Id, i.CorrelationId }).ToListAsync(cancellationToken);
        var found = live.Concat(archived).ToList();
        var visible = await db.VisibleSubjectsAsync(actor, found.Select(i => i.CorrelationId), cancellationToken);
        return found.Where(i => visible.Contains(i.CorrelationId)).ToDictionary(i => i.Id, i => i.CorrelationId);
    }

    /// <summary>The instance of each subject, running or archived: the one that runs, else the newest.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> InstancesOfAsync(this TrackerDb db, IReadOnlyCollection<string> correlationIds, CancellationToken cancellationToken)
    {
        var live = await db.Set<WorkflowInstance>().Where(i => correlationIds.Contains(i.CorrelationId))
            .Select(i => new { i.Id, i.CorrelationId, IsOver = i.FinishedAt != null, i.StartedAt }).ToListAsync(cancellationToken);
        var archived = await db.Set<ArchivedInstance>().Where(i => correlationIds.Contains(i.CorrelationId))
            .Select(i => new { i.Id, i.CorrelationId, IsOver = true, i.StartedAt }).ToListAsync(cancellationToken);
        return live.Concat(archived).OrderBy(i => i.IsOver).ThenByDescending(i => i.StartedAt)
            .DistinctBy(i => i.CorrelationId).ToDictionary(i => i.CorrelationId, i => i.Id, StringComparer.Ordinal);
    }
}
