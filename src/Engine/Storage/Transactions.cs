using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Tracker.Engine;

/// <summary>The one way to run a transaction.</summary>
public static class Transactions
{
    private const int MaxTries = 10;

    /// <summary>Runs the work, saves and commits. A lost race (an outdated version, a unique key taken, a deadlock, a busy SQLite
    /// file) runs the work again on a cleared context, at most ten times in all; the last failure is thrown.</summary>
    /// <param name="db">A context without an open transaction; what it tracks is forgotten first.</param>
    /// <param name="work">Everything that is to be committed together; may run several times, so nothing external belongs here.</param>
    /// <param name="wasCommitted">Asked when the commit's answer was lost: whether the mark of this very work is in the database.</param>
    /// <param name="cancellationToken">Stops before the commit; a commit once begun is not cancelled.</param>
    /// <exception cref="InvalidOperationException">A transaction is already open.</exception>
    public static Task<T> InTransactionAsync<T>(
        this DbContext db,
        Func<CancellationToken, Task<T>> work,
        Func<CancellationToken, Task<bool>> wasCommitted,
        CancellationToken cancellationToken) => db.TryTransactionAsync(work, wasCommitted, MaxTries, cancellationToken);

    /// <summary>The same with another number of tries.</summary>
    internal static async Task<T> TryTransactionAsync<T>(
        this DbContext db,
        Func<CancellationToken, Task<T>> work,
        Func<CancellationToken, Task<bool>> wasCommitted,
        int maxTries,
        CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("A transaction is already open; transactions do not nest.");
        }

        var attempt = new Attempt<T>(db, work, wasCommitted);
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var pass = await WriteGate.EnterAsync(db, cancellationToken);
                return await attempt.RunAsync(cancellationToken);
            }
            catch (Exception lost) when (tries < maxTries && Contention.IsLostRace(lost))
            {
                await Task.Delay(Random.Shared.Next(5, 25 * tries), cancellationToken);
            }
        }
    }

    /// <summary>Makes the context part of the transaction that another one has open; it ends with that one.</summary>
    internal static async Task JoinAsync(this DbContext db, DbContext other, CancellationToken cancellationToken)
    {
        db.Database.SetDbConnection(other.Database.GetDbConnection(), contextOwnsConnection: false);
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.UseTransactionAsync(other.Database.CurrentTransaction!.GetDbTransaction(), cancellationToken);
    }

    private sealed class Attempt<T>(DbContext db, Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task<bool>> wasCommitted)
    {
        private T result = default!;
        private bool committing;

        public async Task<T> RunAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(
                    db,
                    (_, _, ct) => OnceAsync(ct),
                    async (_, _, ct) => new ExecutionResult<T>(committing && await wasCommitted(ct), result),
                    cancellationToken);
            }
            catch (Exception) when (committing)
            {
                // Providers without a retrying strategy never ask whether the commit came through.
                if (await wasCommitted(CancellationToken.None))
                {
                    return result;
                }

                throw;
            }
        }

        private async Task<T> OnceAsync(CancellationToken cancellationToken)
        {
            committing = false;
            db.ChangeTracker.Clear();
            db.Database.AutoSavepointsEnabled = false; // a failure undoes all of it
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            result = await work(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            committing = true;
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
    }
}
