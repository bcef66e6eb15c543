using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>What can be asked about the engine at any time: each question is one range of an index, however many instances sleep. Scoped.</summary>
public sealed class EngineHealth
{
    private readonly DbContext db;
    private readonly TimeProvider clock;

    internal EngineHealth(DbContext db, TimeProvider clock)
    {
        this.db = db;
        this.clock = clock;
    }

    /// <summary>How many incidents wait for a decision; never more than <paramref name="atMost"/>, where counting stops.</summary>
    public Task<int> OpenIncidentsAsync(int atMost, CancellationToken cancellationToken) =>
        db.Set<Incident>().Where(i => i.ResolvedAt == null).Take(atMost).CountAsync(cancellationToken);

    /// <summary>How many timers are due and not claimed; never more than <paramref name="atMost"/>, where counting stops.</summary>
    public Task<int> DueNowAsync(int atMost, CancellationToken cancellationToken)
    {
        var now = clock.Instant();
        return db.Set<Timer>().Where(t => t.AvailableAt <= now).Take(atMost).CountAsync(cancellationToken);
    }

    /// <summary>How long the oldest due work has waited to be claimed; zero when nothing is due.</summary>
    public async Task<TimeSpan> OldestWaitAsync(CancellationToken cancellationToken)
    {
        var oldest = await db.Set<Timer>().Where(t => t.AvailableAt != null).MinAsync(t => t.AvailableAt, cancellationToken);
        return clock.Instant() - oldest is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>How far the database's clock is ahead of this node's; negative when it is behind. The time of the question and its answer is taken
    /// off. <see langword="null"/> on SQLite, which has no clock of its own.</summary>
    public async Task<TimeSpan?> ClockSkewAsync(CancellationToken cancellationToken)
    {
        if (ClockStatement(db.Database.ProviderName) is not { } statement)
        {
            return null;
        }

        await db.Database.OpenConnectionAsync(cancellationToken); // so that opening it is not measured
        try
        {
            var asked = clock.GetUtcNow();
            var there = (await db.Database.SqlQueryRaw<DateTimeOffset>(statement).ToListAsync(cancellationToken)).Single();
            var answered = clock.GetUtcNow();
            return there > answered ? there - answered : there < asked ? there - asked : TimeSpan.Zero;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Looks for running instances that nothing will ever wake: no timer but a parked one, no bookmark, open task or open incident. Examines some thousand
    /// instances at a time, from the oldest on, so that the price does not grow with their number.</summary>
    /// <remarks>A kept stimulus wakes nothing without a bookmark, so it does not count. A faulted instance is one when no incident is open about it.</remarks>
    /// <param name="after">Where the last scan ended; <see langword="null"/> to begin with the oldest.</param>
    /// <param name="examine">How many running instances are looked at.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<OrphanScan> FindOrphansAsync(OrphanScan.Position? after, int examine, CancellationToken cancellationToken)
    {
        var running = db.Set<WorkflowInstance>().AsNoTracking().Where(i => i.Status == WorkflowStatus.Running);
        if (after is var (startedAt, id))
        {
            running = running.Where(i => i.StartedAt >= startedAt && (i.StartedAt > startedAt || i.Id.CompareTo(id) > 0)); // in this form the index begins at the cursor
        }

        var (timers, bookmarks, tasks) = (db.Set<Timer>(), db.Set<Bookmark>(), db.Set<WorkflowTask>());
        var open = db.Set<Incident>().Where(incident => incident.ResolvedAt == null);
        var window = await running.OrderBy(i => i.StartedAt).ThenBy(i => i.Id).Take(examine)
            .Select(i => new
            {
                i.Id,
                i.StartedAt,
                IsWaiting = timers.Any(t => t.InstanceId == i.Id && t.AvailableAt != null) || bookmarks.Any(b => b.InstanceId == i.Id)
                    || tasks.Any(t => t.InstanceId == i.Id && t.Status == WorkflowTaskStatus.Open) || open.Any(incident => incident.InstanceId == i.Id),
            })
            .ToListAsync(cancellationToken);
        var faulted = await db.Set<WorkflowInstance>().Where(i => i.Status == WorkflowStatus.Faulted && !open.Any(incident => incident.InstanceId == i.Id))
            .Select(i => i.Id).Take(examine).ToListAsync(cancellationToken);
        return new(
            [.. window.Where(i => !i.IsWaiting).Select(i => i.Id), .. faulted],
            window.Count < examine ? null : new(window[^1].StartedAt, window[^1].Id));
    }

    private static string? ClockStatement(string? provider) => provider switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => "SELECT clock_timestamp() AS \"Value\"",
        "Microsoft.EntityFrameworkCore.SqlServer" => "SELECT SYSDATETIMEOFFSET() AS Value",
        _ => null,
    };
}

/// <summary>One part of the search for orphans.</summary>
/// <param name="Found">Instances that nothing will ever wake.</param>
/// <param name="Next">Where to go on; <see langword="null"/> when the newest was reached.</param>
public sealed record OrphanScan(IReadOnlyList<Guid> Found, OrphanScan.Position? Next)
{
    /// <summary>An instance in the order of starting.</summary>
    public sealed record Position(DateTimeOffset StartedAt, Guid Id);
}
