using System.Data.Common;
using Tracker.Engine;
using Tracker.Workflow.Clock;

namespace Tracker.Api;

/// <summary>Does what is due, for as long as the host runs.</summary>
internal sealed class EngineWorker(DueWork work, ClockDriver driver, TimeProvider clock, ILogger<EngineWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await (clock is SimulatedClock ? FollowSimulatedClockAsync(stoppingToken) : work.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
    }

    /// <summary>Simulated time stands still: only what commands make due at once is done here, and never while the clock moves.</summary>
    private async Task FollowSimulatedClockAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await driver.CatchUpAsync(stoppingToken);
            }
            catch (Exception error) when (error is DbException || error.InnerException is DbException)
            {
                log.LogError(error, "What is due could not be done now; it is tried again."); // such as a database that somebody holds locked
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stoppingToken);
        }
    }
}
