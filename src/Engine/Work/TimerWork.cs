using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine;

/// <summary>Does the work of one claimed timer and decides what becomes of it.</summary>
internal sealed class TimerWork(IServiceScopeFactory scopes, TimeProvider clock, Random random, ILogger logger)
{
    private const int MaxClaims = 5;
    private readonly Lanes lanes = new(clock);

    /// <summary>Works what one claim brought: the instances that are woken for the first time in one transaction, the rest each in its own.
    /// Never throws.</summary>
    /// <param name="claimed">All under one lease.</param>
    /// <param name="stopping">The rest is given back.</param>
    /// <param name="cancellationToken">Work that has begun is given up.</param>
    public async Task DoAllAsync(IReadOnlyList<Timer> claimed, CancellationToken stopping, CancellationToken cancellationToken)
    {
        await CountNobodyYetAsync(claimed);
        Timer[] fresh = [.. claimed.Where(timer => timer.InstanceId is not null && timer.Attempts == 1)];
        var areDone = fresh.Length > 1 && !stopping.IsCancellationRequested && await TryTogetherAsync(fresh, cancellationToken);
        foreach (var timer in areDone ? claimed.Except(fresh) : claimed)
        {
            await (stopping.IsCancellationRequested ? ReleaseAsync(timer) : DoCountedAsync(timer, cancellationToken));
        }
    }

    /// <summary>Hands over the messages of one claim: those to one destination one after the other, to different ones side by side. Never throws.</summary>
    /// <inheritdoc cref="DoAllAsync" path="/param"/>
    public async Task HandOverAllAsync(IReadOnlyList<Timer> claimed, CancellationToken stopping, CancellationToken cancellationToken)
    {
        await CountNobodyYetAsync(claimed);
        await Task.WhenAll(claimed.GroupBy(timer => timer.Lane, StringComparer.Ordinal).Select(lane => HandOverInLaneAsync([.. lane], stopping, cancellationToken)));
    }

    /// <summary>Gives messages of one claim back for a few seconds.</summary>
    public async Task PutOffAsync(IReadOnlyList<Timer> claimed)
    {
        await CountNobodyYetAsync(claimed);
        foreach (var lane in claimed.GroupBy(timer => timer.Lane, StringComparer.Ordinal))
        {
            await PostponeAsync([.. lane]);
        }
    }

    /// <summary>Of one lane; those that were claimed before are not counted yet.</summary>
    private async Task PostponeAsync(Timer[] timers)
    {
        var until = lanes.NextTry(timers[0].Lane, random);
        foreach (var alike in timers.GroupBy(timer => timer.Attempts == 1))
        {
            await GuardedAsync(alike.First(), () => InScopeAsync(db => TimerQueue.PostponeAsync(db, [.. alike], until, uncount: alike.Key ? 1 : 0)));
        }
    }

    private async Task HandOverInLaneAsync(Timer[] timers, CancellationToken stopping, CancellationToken cancellationToken)
    {
        for (var i = 0; i < timers.Length; i++)
        {
            using var pass = stopping.IsCancellationRequested ? null : await lanes.EnterAsync(timers[i].Lane, CancellationToken.None);
            if (stopping.IsCancellationRequested || pass is null)
            {
                await PostponeAsync(timers[i..]);
                return;
            }

            await DoCountedAsync(timers[i], cancellationToken);
        }
    }

    /// <summary>One of those that were claimed before may kill the process. Each is counted when its own turn comes, so that the others do not look guilty.</summary>
    private async Task CountNobodyYetAsync(IReadOnlyList<Timer> claimed)
    {
        Timer[] suspects = [.. claimed.Where(timer => timer.Attempts > 1)];
        if (suspects.Length > 0)
        {
            await GuardedAsync(suspects[0], () => InScopeAsync(db => TimerQueue.CountAsync(db, suspects, -1)));
        }
    }

    private async Task DoCountedAsync(Timer timer, CancellationToken cancellationToken)
    {
        if (timer.Attempts > 1)
        {
            await GuardedAsync(timer, () => InScopeAsync(db => TimerQueue.CountAsync(db, [timer], +1)));
        }

        await DoAsync(timer, cancellationToken);
    }

    /// <summary>Never throws, so that one timer cannot stop the others.</summary>
    public Task DoAsync(Timer timer, CancellationToken cancellationToken) => GuardedAsync(timer, () => SettleAsync(timer, cancellationToken));

    private async Task GuardedAsync(Timer timer, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (LeaseLostException)
        {
            logger.LogInformation("Timer {TimerId} was taken over by another worker.", timer.Id);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Timer {TimerId} could not be settled; it is available again when its lease runs out.", timer.Id);
        }
    }

    private Task ReleaseAsync(Timer timer) => GuardedAsync(timer, () => InScopeAsync(db => TimerQueue.ReleaseAsync(db, timer, timer.DueAt)));

    /// <summary>One commit for all. Whatever goes wrong undoes all of it, and each is then worked alone, where a bad one harms no other.</summary>
    private async Task<bool> TryTogetherAsync(Timer[] timers, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.Db();
            await db.TryTransactionAsync(
                async ct =>
                {
                    await TimerQueue.FinishAsync(db, timers, ct);
                    var ahead = await ReadAhead.OfAsync(db, [.. timers.Select(timer => timer.InstanceId!.Value).Distinct()], ct);
                    foreach (var timer in timers)
                    {
                        await WakeInScopeAsync(timer, db, ahead, ct);
                    }

                    return true;
                },
                ct => TimerQueue.AreFinishedAsync(db, timers, ct),
                maxTries: 1,
                cancellationToken);
            Array.ForEach(timers, RecordLateness);
            return true;
        }
        catch (Exception failure)
        {
            logger.LogInformation(failure, "{Count} timers could not be worked together; each is worked alone.", timers.Length);
            return false;
        }
    }

    /// <summary>Services and context of its own for each, so that nothing is left over for the next one.</summary>
    private async Task WakeInScopeAsync(Timer timer, DbContext outer, ReadAhead ahead, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.Db().JoinAsync(outer, cancellationToken);
        await scope.ServiceProvider.GetRequiredService<WorkflowRuntime>().WakeAsync(timer, cancellationToken, ahead);
    }

    private async Task SettleAsync(Timer timer, CancellationToken cancellationToken)
    {
        if (clock.Instant() >= timer.AvailableAt)
        {
            // The batch took longer than the lease; whoever is next may have it. Counted, so that it does not come into the same batch again.
            await InScopeAsync(db => timer.Attempts == 1 ? TimerQueue.RetryAsync(db, timer, timer.DueAt) : TimerQueue.ReleaseAsync(db, timer, timer.DueAt));
            return;
        }

        try
        {
            await (timer.Attempts > MaxClaims
                ? ParkAsync(timer, new InvalidOperationException($"Claimed {MaxClaims} times without an end: it kills the process."))
                : WorkAsync(timer, cancellationToken));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(timer);
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            logger.LogWarning(failure, "Timer {TimerId} failed at attempt {Attempt}.", timer.Id, timer.Attempts);
            await FailAsync(timer, failure);
        }
    }

    private async Task WorkAsync(Timer timer, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.Db();
        if (timer.OutboxMessageId is not null)
        {
            lanes.Learn(timer.Lane, await HandOver.DoAsync(scope.ServiceProvider, db, timer, cancellationToken));
            return;
        }

        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        await db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.FinishAsync(db, [timer], ct);
                return timer.InstanceId is not null ? await runtime.WakeAsync(timer, ct) : await runtime.OfferAsync(timer, ct) > 0;
            },
            ct => TimerQueue.AreFinishedAsync(db, [timer], ct),
            cancellationToken);
        RecordLateness(timer);
    }

    private void RecordLateness(Timer timer) => Telemetry.Lateness.Record((clock.Instant() - timer.DueAt).TotalSeconds);

    private Task FailAsync(Timer timer, Exception failure) =>
        Backoff.After(timer.Attempts, random) is { } delay && failure is not WorkflowFaultedException
        ? InScopeAsync(db => TimerQueue.RetryAsync(db, timer, clock.Instant() + delay))
        : ParkAsync(timer, failure);

    private Task ParkAsync(Timer timer, Exception failure) => InScopeAsync(db => Parking.ParkAsync(db, timer, failure, clock.Instant()));

    private async Task InScopeAsync(Func<DbContext, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.Db());
    }
}
