using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine;

/// <summary>Does the work of one claimed timer and decides what becomes of it.</summary>
internal sealed class TimerWork(IServiceScopeFactory scopes, TimeProvider clock, Random random, ILogger logger)
{
    private const int MaxClaims = 5;

    public async Task DoAsync(Timer timer, CancellationToken cancellationToken)
    {
        if (clock.Instant() >= timer.AvailableAt)
        {
            await ReleaseAsync(timer); // the batch took longer than the lease; whoever is next may have it
            return;
        }

        try
        {
            await (timer.Attempts > MaxClaims
                ? ParkAsync(timer, new InvalidOperationException($"Claimed {MaxClaims} times and never finished: the work ends the process."))
                : WorkAsync(timer, cancellationToken));
        }
        catch (LeaseLostException)
        {
            logger.LogInformation("Timer {TimerId} was taken over by another worker.", timer.Id);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(timer);
        }
        catch (Exception lost) when (Contention.IsLostRace(lost))
        {
            await InScopeAsync(db => TimerQueue.ReleaseAsync(db, timer, clock.Instant() + TimeSpan.FromSeconds(1 + random.NextDouble())));
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "Timer {TimerId} failed at attempt {Attempt}.", timer.Id, timer.Attempts);
            await FailAsync(timer, failure);
        }
    }

    public Task ReleaseAsync(Timer timer) => InScopeAsync(db => TimerQueue.ReleaseAsync(db, timer, timer.DueAt));

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

    private Task FailAsync(Timer timer, Exception failure) => Backoff.After(timer.Attempts, random) is { } delay && failure is not WorkflowFaultedException
        ? InScopeAsync(db => TimerQueue.RetryAsync(db, timer, clock.Instant() + delay))
        : ParkAsync(timer, failure);

    private Task ParkAsync(Timer timer, Exception failure) => InScopeAsync(db => Parking.ParkAsync(db, timer, failure, clock.Instant()));

    private async Task InScopeAsync(Func<DbContext, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.Db());
    }
}
