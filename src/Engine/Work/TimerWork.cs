using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine;

/// <summary>Does the work of one claimed timer and decides what becomes of it.</summary>
internal sealed class TimerWork(IServiceScopeFactory scopes, TimeProvider clock, Random random, ILogger logger)
{
    private const int MaxClaims = 5;

    /// <summary>Never throws, so that one timer cannot stop the others.</summary>
    public async Task DoAsync(Timer timer, CancellationToken cancellationToken)
    {
        try
        {
            await SettleAsync(timer, cancellationToken);
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

    public Task ReleaseAsync(Timer timer) => InScopeAsync(db => TimerQueue.ReleaseAsync(db, timer, timer.DueAt));

    private async Task SettleAsync(Timer timer, CancellationToken cancellationToken)
    {
        if (clock.Instant() >= timer.AvailableAt)
        {
            await ReleaseAsync(timer); // the batch took longer than the lease; whoever is next may have it
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
            await HandOver.DoAsync(scope.ServiceProvider, db, timer, cancellationToken);
            return;
        }

        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        await db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.FinishAsync(db, timer, ct);
                return timer.InstanceId is not null ? await runtime.WakeAsync(timer, ct) : await runtime.OfferAsync(timer, ct) > 0;
            },
            ct => TimerQueue.IsFinishedAsync(db, timer, ct),
            cancellationToken);
    }

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
