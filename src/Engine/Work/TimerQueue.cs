using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Claims, gives back and parks timers. Each method is a transaction of its own, or part of the open one where it says so.</summary>
internal static class TimerQueue
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static Task<List<Timer>> ClaimAsync(DbContext db, DateTimeOffset now, int atMost, CancellationToken cancellationToken)
    {
        var token = Guid.CreateVersion7(now);
        return db.InTransactionAsync(
            async ct =>
            {
                var claimed = await db.Set<Timer>()
                    .FromSqlRaw(ClaimStatement.For(db.Database.ProviderName), Stored(db, now + Lease), token, Stored(db, now), atMost)
                    .AsNoTracking().ToListAsync(ct);
                return claimed.OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id).ToList();
            },
            ct => db.Set<Timer>().AnyAsync(timer => timer.LeaseToken == token, ct),
            cancellationToken);
    }

    /// <summary>The fence, part of the open transaction: the work of a timer is done by whoever can delete it under the lease.</summary>
    /// <exception cref="LeaseLostException">The lease ran out and another worker has the timer, or has done the work.</exception>
    public static async Task FinishAsync(DbContext db, Timer timer, CancellationToken cancellationToken)
    {
        if (await Leased(db, timer).ExecuteDeleteAsync(cancellationToken) != 1)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Whether the deletion by <see cref="FinishAsync"/> came through: nothing else takes a leased timer away.</summary>
    public static async Task<bool> IsFinishedAsync(DbContext db, Timer timer, CancellationToken cancellationToken) =>
        !await Leased(db, timer).AnyAsync(cancellationToken);

    /// <summary>Gives the timer back without counting the claim.</summary>
    public static Task ReleaseAsync(DbContext db, Timer timer, DateTimeOffset availableAt) => UpdateAsync(db, timer, availableAt, timer.Attempts - 1);

    /// <summary>Gives the timer back for another attempt.</summary>
    public static Task RetryAsync(DbContext db, Timer timer, DateTimeOffset availableAt) => UpdateAsync(db, timer, availableAt, timer.Attempts);

    /// <summary>Takes the timer out of the queue, in the open transaction.</summary>
    public static Task<int> ParkAsync(DbContext db, Timer timer, CancellationToken cancellationToken) =>
        UpdateAsync(db, timer, availableAt: null, timer.Attempts, cancellationToken);

    /// <summary>Makes sure that the lease is still ours and lasts from now; for work outside a transaction.</summary>
    public static async Task RenewAsync(DbContext db, Timer timer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = now + Lease;
        using var pass = await WriteGate.EnterAsync(db, cancellationToken);
        if (await Leased(db, timer).ExecuteUpdateAsync(set => set.SetProperty(t => t.AvailableAt, until), cancellationToken) != 1)
        {
            throw new LeaseLostException();
        }
    }

    private static async Task UpdateAsync(DbContext db, Timer timer, DateTimeOffset? availableAt, int attempts)
    {
        using var pass = await WriteGate.EnterAsync(db, CancellationToken.None);
        await UpdateAsync(db, timer, availableAt, attempts, CancellationToken.None);
    }

    private static Task<int> UpdateAsync(DbContext db, Timer timer, DateTimeOffset? availableAt, int attempts, CancellationToken cancellationToken) =>
        Leased(db, timer).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.AvailableAt, availableAt).SetProperty(t => t.LeaseToken, (Guid?)null).SetProperty(t => t.Attempts, attempts),
            cancellationToken);

    private static IQueryable<Timer> Leased(DbContext db, Timer timer) =>
        db.Set<Timer>().Where(t => t.Id == timer.Id && t.LeaseToken == timer.LeaseToken);

    /// <summary>Parameters of raw SQL do not pass through the column's converter.</summary>
    private static object Stored(DbContext db, DateTimeOffset instant) =>
        db.Model.FindEntityType(typeof(Timer))!.FindProperty(nameof(Timer.AvailableAt))!.GetTypeMapping().Converter?.ConvertToProvider(instant) ?? instant;
}

/// <summary>The fence: another worker has or had the timer. Not a failure.</summary>
internal sealed class LeaseLostException() : Exception("The lease of this timer is over.");
