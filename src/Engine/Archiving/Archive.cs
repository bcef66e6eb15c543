using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Keeps the tables that the engine works on small. Scoped; part of the transaction that the host has open.</summary>
public sealed class Archive
{
    /// <summary>The most instances that one transaction moves.</summary>
    public const int BatchSize = 100;

    private const int MaxForgotten = 1000;

    private readonly DbContext db;
    private readonly TimeProvider clock;

    internal Archive(DbContext db, TimeProvider clock)
    {
        this.db = db;
        this.clock = clock;
    }

    /// <summary>Moves instances that finished or were cancelled before an instant, longest ago first: the row, its journal and its tasks become
    /// one <see cref="ArchivedInstance"/>. Its incidents and outbox rows stay where they are.</summary>
    /// <param name="finishedBefore">The retention's end; later ones stay.</param>
    /// <param name="atMost">1 to <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Cancels the transaction.</param>
    /// <returns>How many were moved; fewer than <paramref name="atMost"/> when none is left. Asking again goes on where a crash stopped it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is out of its range.</exception>
    public async Task<int> MoveAsync(DateTimeOffset finishedBefore, int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atMost, BatchSize);
        var instances = await db.Set<WorkflowInstance>().AsNoTracking()
            .Where(i => i.FinishedAt < finishedBefore).OrderBy(i => i.FinishedAt).ThenBy(i => i.Id).Take(atMost).ToListAsync(cancellationToken);
        Guid[] ids = [.. instances.Select(i => i.Id)];
        if (ids is [])
        {
            return 0;
        }

        var journals = await db.Set<JournalEntry>().AsNoTracking().Where(e => ids.Contains(e.InstanceId)).ToListAsync(cancellationToken);
        var tasks = await db.Set<WorkflowTask>().AsNoTracking().Where(t => ids.Contains(t.InstanceId)).ToListAsync(cancellationToken);
        var (journalOf, tasksOf) = (journals.ToLookup(e => e.InstanceId), tasks.ToLookup(t => t.InstanceId));
        db.AddRange(instances.Select(i => ArchivedInstance.Of(i, journalOf[i.Id], tasksOf[i.Id], clock.Instant())));
        await db.SaveChangesAsync(cancellationToken); // of two that move the same one, the second fails here
        await db.Set<JournalEntry>().Where(e => ids.Contains(e.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<WorkflowTask>().Where(t => ids.Contains(t.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        return await db.Set<WorkflowInstance>().Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes signals that expired (those of the engine itself also when they were matched) and idempotency keys that were used before an instant: at most 1,000 of each.</summary>
    /// <remarks>Their uniqueness is what keeps a repetition from counting twice, so the instant must lie much further back than any sender repeats:
    /// after it, the same source and message id would be new. A signal that an incident is open about stays.</remarks>
    /// <returns>How many rows went; asking again until it is 0 deletes all.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var parked = await db.Set<Incident>().Where(i => i.ResolvedAt == null)
            .Join(db.Set<Timer>(), i => i.TimerId, t => t.Id, (_, t) => t.StimulusId).Where(id => id != null).ToListAsync(cancellationToken);
        var stimuli = await db.Set<Stimulus>().Where(s => (s.ExpiresAt < before || (s.Source == Signal.FromEngine && s.MatchedAt < before)) && !parked.Contains(s.Id)).OrderBy(s => s.ExpiresAt)
            .Select(s => s.Id).Take(MaxForgotten).ToListAsync(cancellationToken);
        var keys = await db.Set<IdempotencyKey>().Where(k => k.CreatedAt < before).OrderBy(k => k.CreatedAt).Take(MaxForgotten).ToListAsync(cancellationToken);
        db.RemoveRange(keys);
        await db.SaveChangesAsync(cancellationToken);
        return keys.Count + await db.Set<Stimulus>().Where(s => stimuli.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
