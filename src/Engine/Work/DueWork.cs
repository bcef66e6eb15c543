using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine;

/// <summary>Does what is due: wakes instances, hands over outbox rows, offers stimuli again. Singleton; on any number of nodes.</summary>
public sealed class DueWork
{
    private const int BatchSize = 50;
    private static readonly TimeSpan LockedByAnother = TimeSpan.FromMilliseconds(100);
    private const int MaxBatches = 4; // at the same time; SQLite works them one after the other
    private const int MaxMail = 16; // batches of messages, which may be waiting for slow destinations and must not keep anything else waiting

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

    /// <summary>Claims up to 50 due timers, oldest first, and works them; one that fails stops no other.</summary>
    /// <param name="cancellationToken">Stops claiming; work begun may finish within 10 s, the rest is given back.</param>
    /// <returns>How many were claimed.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        var (messages, others) = Sorted(claimed);
        await WorkAsync(others, work.DoAllAsync, cancellationToken);
        await WorkAsync(messages, work.HandOverAllAsync, cancellationToken);
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
        var (batches, mail) = (new List<Task>(), new List<Task>());
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await PollAsync(batches, mail, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Due work could not be looked at.");
                await wakeup.WaitAsync(Jitter(), cancellationToken);
            }
        }

        await Task.WhenAll([.. batches, .. mail]);
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
        var begun = Stopwatch.GetTimestamp();
        var claimed = await TimerQueue.ClaimAsync(scope.Db(), clock.Instant(), BatchSize, cancellationToken);
        Telemetry.ClaimDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        return claimed;
    }

    internal Task DoAsync(Timer timer, CancellationToken cancellationToken) => work.DoAsync(timer, cancellationToken);

    private async Task PollAsync(List<Task> batches, List<Task> mail, CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        var (messages, others) = Sorted(claimed);
        if (others.Count > 0)
        {
            batches.Add(Task.Run(() => WorkAsync(others, work.DoAllAsync, cancellationToken), CancellationToken.None));
        }

        if (messages.Count > 0 && mail.Count < MaxMail)
        {
            mail.Add(Task.Run(() => WorkAsync(messages, work.HandOverAllAsync, cancellationToken), CancellationToken.None));
        }
        else if (messages.Count > 0)
        {
            await work.PutOffAsync(messages);
        }

        if (claimed.Count < BatchSize)
        {
            var pause = await PauseAsync(cancellationToken);
            await wakeup.WaitAsync(claimed.Count == 0 && pause == TimeSpan.Zero ? LockedByAnother : pause, cancellationToken);
        }

        if (batches.Count >= MaxBatches)
        {
            await Task.WhenAny(batches);
        }

        batches.RemoveAll(batch => batch.IsCompleted);
        mail.RemoveAll(batch => batch.IsCompleted);
    }

    private static (List<Timer> Messages, List<Timer> Others) Sorted(List<Timer> claimed) =>
        (claimed.FindAll(timer => timer.OutboxMessageId is not null), claimed.FindAll(timer => timer.OutboxMessageId is null));

    private async Task WorkAsync(List<Timer> claimed, Func<List<Timer>, CancellationToken, CancellationToken, Task> act, CancellationToken stopping)
    {
        using var grace = new CancellationTokenSource();
        await using var registration = stopping.Register(() => grace.CancelAfter(Grace));
        await act(claimed, stopping, grace.Token);
        wakeup.Set(); // it may have left something that is due at once
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var untilDue = await NextDueAsync(cancellationToken) - clock.Instant();
        var atMost = Jitter();
        var pause = untilDue < atMost ? untilDue.Value : atMost;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    private TimeSpan Jitter() => TimeSpan.FromSeconds(1 + (4 * random.NextDouble()));
}
