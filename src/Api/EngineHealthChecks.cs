using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Engine;
using Tracker.Workflow.Clock;

namespace Tracker.Api;

/// <summary>What is not as it should be with the engine. It degrades and never takes a node out of service: another node has the same database.</summary>
internal static class EngineHealthChecks
{
    private const int CountAtMost = 1000;
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    public static IHealthChecksBuilder AddEngine(this IHealthChecksBuilder checks) => checks
        .AddCheck<IncidentsHealth>("incidents", HealthStatus.Degraded)
        .AddCheck<DueWorkHealth>("due work", HealthStatus.Degraded)
        .AddCheck<OrphansHealth>("workflows without a wake-up", HealthStatus.Degraded)
        .AddCheck<ClockHealth>("clock", HealthStatus.Degraded);

    /// <summary>Says what is wrong, not only that something is.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(e => e.Key, e => TextOf(e.Value), StringComparer.Ordinal),
    });

    /// <summary>The text of an exception is for the log: anybody may read this.</summary>
    private static string TextOf(HealthReportEntry entry) =>
        entry.Exception is not null ? "This cannot be told now; the log says why." : entry.Description ?? entry.Status.ToString();

    internal sealed class IncidentsHealth(EngineHealth engine) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var open = await engine.OpenIncidentsAsync(CountAtMost, cancellationToken);
            return open == 0
                ? HealthCheckResult.Healthy("No work waits for a decision.")
                : HealthCheckResult.Degraded($"{Counted(open)} of work failed for good and wait for a decision: see /api/v1/workflows/incidents.");
        }

        private static string Counted(int open) => open switch
        {
            1 => "1 piece",
            CountAtMost => $"{CountAtMost} pieces or more",
            _ => $"{open} pieces",
        };
    }

    internal sealed class DueWorkHealth(EngineHealth engine) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var wait = await engine.OldestWaitAsync(cancellationToken);
            return wait <= MaxWait
                ? HealthCheckResult.Healthy("What is due is being done.")
                : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"Work has been due for {wait.TotalMinutes:0} minutes and no node takes it."));
        }
    }

    internal sealed class OrphansHealth(EngineHealth engine, OrphanSearch search) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var found = await search.GoOnAsync(engine, cancellationToken);
            return found.Count == 0
                ? HealthCheckResult.Healthy("Every workflow looked at has something that will wake it.")
                : HealthCheckResult.Degraded($"{found.Count} workflows run and nothing will ever wake them, such as {found.Min()}: cancel them, and start them again where they are needed.");
        }
    }

    internal sealed class ClockHealth(EngineHealth engine, TimeProvider clock) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (clock is SimulatedClock)
            {
                return HealthCheckResult.Healthy("The clock is simulated.");
            }

            var skew = await engine.ClockSkewAsync(cancellationToken) ?? TimeSpan.Zero;
            return skew.Duration() <= MaxSkew
                ? HealthCheckResult.Healthy("This node and the database agree about the time.")
                : HealthCheckResult.Degraded(string.Create(
                    CultureInfo.InvariantCulture,
                    $"This node's clock is {skew.Duration().TotalSeconds:0.0} seconds {(skew > TimeSpan.Zero ? "behind" : "ahead of")} the database's. Synchronise both by NTP."));
        }
    }
}

/// <summary>Looks for workflows that nothing will wake, a few at each question, so that the price does not grow with their number.</summary>
internal sealed class OrphanSearch
{
    private const int ExamineAtATime = 1000;
    private readonly Lock gate = new();
    private OrphanScan.Position? position;
    private HashSet<Guid> ofThisRound = [];
    private HashSet<Guid> ofLastRound = [];

    /// <summary>What the last round and this one so far have found.</summary>
    public async Task<IReadOnlySet<Guid>> GoOnAsync(EngineHealth engine, CancellationToken cancellationToken)
    {
        var from = position;
        var scan = await engine.FindOrphansAsync(from, ExamineAtATime, cancellationToken);
        lock (gate)
        {
            ofThisRound.UnionWith(scan.Found);
            position = scan.Next;
            if (scan.Next is null)
            {
                (ofLastRound, ofThisRound) = (ofThisRound, []);
            }

            return ofLastRound.Union(ofThisRound).ToHashSet();
        }
    }
}

/// <summary>What the database tells at each scrape; each counts no further than ten thousand.</summary>
internal static class Gauges
{
    private const int CountAtMost = 10_000;

    public static async Task<string> WriteAsync(EngineHealth engine, CancellationToken cancellationToken)
    {
        try
        {
            var (due, incidents) = (await engine.DueNowAsync(CountAtMost, cancellationToken), await engine.OpenIncidentsAsync(CountAtMost, cancellationToken));
            var oldest = await engine.OldestWaitAsync(cancellationToken);
            return new StringBuilder()
                .Append(Gauge("due", due)).Append(Gauge("open_incidents", incidents)).Append(Gauge("oldest_due_seconds", oldest.TotalSeconds)).ToString();
        }
        catch (Exception failure) when (failure is DbException || failure.InnerException is DbException) // EF wraps what may pass
        {
            return ""; // what the process tells of itself is worth the more now
        }
    }

    private static string Gauge(string name, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"# TYPE tracker_engine_{name} gauge\ntracker_engine_{name} {value}\n");
}
