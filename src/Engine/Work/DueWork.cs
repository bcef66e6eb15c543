using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine;

/// <summary>Does what is due: wakes instances, hands over outbox rows, offers stimuli again. Singleton; on any number of nodes.</summary>
public sealed class DueWork
{
    private const int BatchSize = 50;

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly Wakeup wakeup;
    private readonly Random random;
    private readonly ILogger<DueWork> logger;
    private readonly TimerWork work;

    internal DueWork(IServiceProvider services, Random random)
    {
        scopes = services.GetRequiredService<IServiceScopeFactory>();
        clock = services.GetRequiredService<TimeProvider>();
        wakeup = services.GetRequiredService<Wakeup>();
        logger = services.GetRequiredService<ILogger<DueWork>>();
        this.random = random;
        work = new(scopes, clock, random, logger);
    }

    /// <summary>How long work that has begun may go on after the host has asked to stop.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Claims up to 50 due timers, oldest first, and works each in its own transaction; one that fails stops no other.</summary>
    /// <param name="cancellationToken">Stops claiming; work begun may finish within 10 s, the rest is given back.</param>
    /// <returns>How many were claimed.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        using var grace = new CancellationTokenSource();
        await using var stopping = cancellationToken.Register(() => grace.CancelAfter(Grace));
        foreach (var timer in claimed)
        {
            await (cancellationToken.IsCancellationRequested ? work.ReleaseAsync(timer) : work.DoAsync(timer, grace.Token));
        }

        return claimed.Count;
    }

    /// <summary>When the next timer is due, or a lease runs out; <see langword="null"/> when there is none.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.Db().Set<Timer>().Where(timer => timer.AvailableAt != null).MinAsync(timer => timer.AvailableAt, cancellationToken);
    }

    /// <summary>Works until it is cancelled, and then gives back what it has claimed: again at once after a full batch, else when the next
    /// timer is due, after a <see cref="Wakeup"/>, or after 1 to 5 s, whichever is first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await RunOnceAsync(cancellationToken) < BatchSize)
                {
                    await wakeup.WaitAsync(await PauseAsync(cancellationToken), cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Due work could not be looked at.");
                await wakeup.WaitAsync(Jitter(), cancellationToken);
            }
        }
    }

    /// <summary>Makes everything claimed available at its due time again. Only for the start of a host that is the only one.</summary>
    public async Task ReleaseLeasesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.Db();
        await db.InTransactionAsync(
            ct => db.Set<Timer>().Where(timer => timer.LeaseToken != null && timer.AvailableAt != null).ExecuteUpdateAsync(
                set => set
                    .SetProperty(timer => timer.AvailableAt, timer => (DateTimeOffset?)timer.DueAt)
                    .SetProperty(timer => timer.LeaseToken, (Guid?)null),
                ct),
            wasCommitted: _ => Task.FromResult(false), // once more does no harm
            cancellationToken);
    }

    internal async Task<List<Timer>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await TimerQueue.ClaimAsync(scope.Db(), clock.Instant(), BatchSize, cancellationToken);
    }

    internal Task DoAsync(Timer timer, CancellationToken cancellationToken) => work.DoAsync(timer, cancellationToken);

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var untilDue = await NextDueAsync(cancellationToken) - clock.Instant();
        var pause = untilDue < Jitter() ? untilDue.Value : Jitter();
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    private TimeSpan Jitter() => TimeSpan.FromSeconds(1 + (4 * random.NextDouble()));
}
