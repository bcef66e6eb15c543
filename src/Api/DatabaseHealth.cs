using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>Ready when the database answers and has this version's tables; degraded while work is parked by an incident.</summary>
internal sealed class DatabaseHealth(TrackerDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }

        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending > 0)
        {
            return HealthCheckResult.Unhealthy($"{pending} migrations are not applied. Run the verb migrate.");
        }

        var incidents = await db.Set<Incident>().CountAsync(cancellationToken);
        return incidents == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"{incidents} pieces of work were given up after several tries; the log says why.");
    }

    /// <summary>Says what is wrong, not only that something is.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString(), StringComparer.Ordinal),
    });
}
