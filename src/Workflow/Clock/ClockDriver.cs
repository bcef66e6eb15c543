using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Clock;

/// <summary>Moves the simulated clock from one due instant to the next, and lets everything due there happen before it goes on.</summary>
public sealed class ClockDriver(IServiceScopeFactory scopes, DueWork work, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>Does what is due now; time stands still meanwhile.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await DrainAsync(cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Lives through every due instant in order until <paramref name="to"/>.</summary>
    public async Task AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await DrainAsync(cancellationToken);
            while (await work.NextDueAsync(cancellationToken) is { } due && due <= to)
            {
                await MoveAsync(due, cancellationToken);
                await DrainAsync(cancellationToken);
            }

            await MoveAsync(to, cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await work.RunOnceAsync(cancellationToken) > 0)
        {
            // the next batch
        }
    }

    /// <summary>Stored before anybody sees it, so that a restart never goes back.</summary>
    private async Task MoveAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (instant <= clock.GetUtcNow())
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrackerDb>();
        await db.InTransactionAsync(
            async token =>
            {
                var time = await db.Set<SimulatedTime>().SingleOrDefaultAsync(token);
                time?.MoveTo(instant);
                return time ?? db.Add(SimulatedTime.At(instant)).Entity;
            },
            token => db.Set<SimulatedTime>().AnyAsync(t => t.Now == instant, token),
            cancellationToken);
        ((SimulatedClock)clock).Set(instant);
    }
}
