using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Claims, gives back and parks timers; each in a transaction of its own, unless it says otherwise.</summary>
internal static class TimerQueue
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongLease = TimeSpan.FromMinutes(10); // a slow mail server

    /// <summary>One statement and no more: when its answer is lost, the lease runs out.</summary>
    public static async Task<List<Timer>> ClaimAsync(DbContext db, DateTimeOffset now, int atMost, CancellationToken cancellationToken)
    {
        using var pass = await WriteGate.EnterAsync(db, cancellationToken);
        var claimed = await db.Set<Timer>()
            .FromSqlRaw(ClaimStatement.For(db.Database.ProviderName), Stored(db, now + Lease), Guid.CreateVersion7(now), Stored(db, now), atMost)
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. claimed.OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id)];
    }

    /// <summary>The fence, part of the open transaction: the work of timers is done by whoever can delete them under the lease.</summary>
    /// <exception cref="LeaseLostException">The lease of one ran out and another worker has it, or has done the work.</exception>
    public static async Task FinishAsync(DbContext db, IReadOnlyList<Timer> claimedTogether, CancellationToken cancellationToken)
    {
        if (await Leased(db, claimedTogether).ExecuteDeleteAsync(cancellationToken) != claimedTogether.Count)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Whether the deletion by <see cref="FinishAsync"/> came through; or someone else took the timers, and nothing is left to do.</summary>
    public static async Task<bool> AreFinishedAsync(DbContext db, IReadOnlyList<Timer> claimedTogether, CancellationToken cancellationToken) =>
        !await Leased(db, claimedTogether).AnyAsync(cancellationToken);

    /// <summary>Changes how often timers of one claim count as claimed; those that are not ours any more are left alone.</summary>
    public static async Task CountAsync(DbContext db, IReadOnlyList<Timer> claimedTogether, int by)
    {
        using var pass = await WriteGate.EnterAsync(db, CancellationToken.None);
        await Leased(db, claimedTogether).ExecuteUpdateAsync(set => set.SetProperty(t => t.Attempts, t => t.Attempts + by));
    }

    /// <summary>Gives the timer back without counting the claim.</summary>
    public static Task ReleaseAsync(DbContext db, Timer timer, DateTimeOffset availableAt) =>
        GiveBackAsync(db, timer, availableAt, timer.Attempts - 1);

    /// <summary>Gives the timer back for another attempt.</summary>
    public static Task RetryAsync(DbContext db, Timer timer, DateTimeOffset availableAt) =>
        GiveBackAsync(db, timer, availableAt, timer.Attempts);

    /// <summary>Takes the timer out of the queue, in the open transaction.</summary>
    /// <exception cref="LeaseLostException">The lease ran out: whoever has the timer now decides.</exception>
    public static async Task ParkAsync(DbContext db, Timer timer, CancellationToken cancellationToken)
    {
        var parked = await Leased(db, timer).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.AvailableAt, (DateTimeOffset?)null).SetProperty(t => t.LeaseToken, (Guid?)null), cancellationToken);
        MustBeOurs(parked);
    }

    /// <summary>The end of a lease for work outside a transaction that begins now.</summary>
    public static DateTimeOffset LongLeaseFrom(DateTimeOffset now) => now + LongLease;

    /// <summary>Makes sure that the lease is still ours and lasts until then.</summary>
    /// <exception cref="LeaseLostException">The lease ran out and another worker has the timer.</exception>
    public static async Task RenewAsync(DbContext db, Timer timer, DateTimeOffset until, CancellationToken cancellationToken)
    {
        using var pass = await WriteGate.EnterAsync(db, cancellationToken);
        await RenewInTransactionAsync(db, timer, until, cancellationToken);
    }

    /// <summary>The same, part of the open transaction.</summary>
    public static async Task RenewInTransactionAsync(DbContext db, Timer timer, DateTimeOffset? until, CancellationToken cancellationToken) =>
        MustBeOurs(await Leased(db, timer).ExecuteUpdateAsync(set => set.SetProperty(t => t.AvailableAt, until), cancellationToken));

    /// <summary>Whether a renewal until then came through.</summary>
    public static Task<bool> IsRenewedAsync(DbContext db, Timer timer, DateTimeOffset? until, CancellationToken cancellationToken) =>
        Leased(db, timer).AnyAsync(t => t.AvailableAt == until, cancellationToken);

    /// <summary>Gives the timer back for later, part of the open transaction; its attempts so far do not count against it.</summary>
    /// <exception cref="LeaseLostException">The lease ran out: whoever has the timer now decides.</exception>
    public static async Task DelayAsync(DbContext db, Timer timer, DateTimeOffset? until, CancellationToken cancellationToken) =>
        MustBeOurs(await Leased(db, timer).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.AvailableAt, until).SetProperty(t => t.LeaseToken, (Guid?)null).SetProperty(t => t.Attempts, 0), cancellationToken));

    /// <summary>Gives timers of one claim back for later, as many claims as said not counted; those that are not ours any more are left alone.</summary>
    public static async Task PostponeAsync(DbContext db, IReadOnlyList<Timer> claimedTogether, DateTimeOffset? until, int uncount)
    {
        using var pass = await WriteGate.EnterAsync(db, CancellationToken.None);
        await Leased(db, claimedTogether).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.AvailableAt, until).SetProperty(t => t.LeaseToken, (Guid?)null).SetProperty(t => t.Attempts, t => t.Attempts - uncount));
    }

    private static async Task GiveBackAsync(DbContext db, Timer timer, DateTimeOffset? availableAt, int attempts)
    {
        using var pass = await WriteGate.EnterAsync(db, CancellationToken.None);
        await Leased(db, timer).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.AvailableAt, availableAt)
            .SetProperty(t => t.LeaseToken, (Guid?)null)
            .SetProperty(t => t.Attempts, attempts));
    }

    private static void MustBeOurs(int rows)
    {
        if (rows != 1)
        {
            throw new LeaseLostException();
        }
    }

    private static IQueryable<Timer> Leased(DbContext db, Timer timer) =>
        db.Set<Timer>().Where(t => t.Id == timer.Id && t.LeaseToken == timer.LeaseToken);

    private static IQueryable<Timer> Leased(DbContext db, IReadOnlyList<Timer> timers)
    {
        long[] ids = [.. timers.Select(timer => timer.Id)];
        var token = timers[0].LeaseToken;
        return db.Set<Timer>().Where(t => ids.Contains(t.Id) && t.LeaseToken == token);
    }

    /// <summary>Parameters of raw SQL do not pass through the column's converter.</summary>
    private static object Stored(DbContext db, DateTimeOffset instant)
    {
        var column = db.Model.FindEntityType(typeof(Timer))!.FindProperty(nameof(Timer.AvailableAt))!;
        return column.GetTypeMapping().Converter?.ConvertToProvider(instant) ?? instant;
    }
}

/// <summary>The fence: another worker has or had the timer. Not a failure.</summary>
internal sealed class LeaseLostException() : Exception("The lease of this timer is over.");
