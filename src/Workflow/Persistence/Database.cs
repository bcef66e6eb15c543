using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Engine;
using Tracker.Workflow.Clock;

namespace Tracker.Workflow.Persistence;

/// <summary>Brings the database to this version of the product.</summary>
public static class Database
{
    /// <summary>Applies the migrations.</summary>
    /// <returns>Whether the database was empty before.</returns>
    public static async Task<bool> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrackerDb>();
        var isNew = !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        await CatchUpAsync(db, cancellationToken);
        await ResumeClockAsync(scope.ServiceProvider, db, cancellationToken);
        return isNew;
    }

    /// <summary>Publishes the definitions in a folder. One that is refused does not stop the others.</summary>
    /// <returns>What is wrong, by file; empty when all are published.</returns>
    public static async Task<IReadOnlyList<string>> PublishAsync(IServiceProvider services, string folder, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            await using var scope = services.CreateAsyncScope();
            var result = await scope.ServiceProvider.GetRequiredService<Definitions>().PublishOnceAsync(await File.ReadAllTextAsync(file, cancellationToken), cancellationToken);
            refused.AddRange(result.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => $"{Path.GetFileName(file)}: {f}"));
        }

        return refused;
    }

    /// <summary>Of several nodes that start together on an old database each may come to a migration that another has just applied; it goes on from there.</summary>
    private static async Task CatchUpAsync(TrackerDb db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Count();
            try
            {
                await db.Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (DbException)
            {
                if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Count() == applied)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>A simulated clock goes on from where it stood.</summary>
    private static async Task ResumeClockAsync(IServiceProvider services, TrackerDb db, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<TimeProvider>() is SimulatedClock clock)
        {
            clock.Set((await db.Set<SimulatedTime>().SingleOrDefaultAsync(cancellationToken))?.Now ?? clock.GetUtcNow());
        }
    }
}
