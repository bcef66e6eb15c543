using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>Ready when the database answers and has this version's tables.</summary>
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

        return HealthCheckResult.Healthy("The database answers and has this version's tables.");
    }
}
