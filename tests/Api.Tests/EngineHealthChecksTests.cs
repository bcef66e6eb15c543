using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Database = Tracker.Support.Database;
using Timer = Tracker.Engine.Timer;

namespace Tracker.Api.Tests;

/// <summary>What <c>/health/ready</c> says in plain words when something is wrong, and that it then still takes requests.</summary>
public sealed class EngineHealthChecksTests
{
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Ready_WorkflowThatNothingWakes_IsNamed(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T09:00Z");
        var letter = await IssuedAsync(tracker, Trust);
        var instance = (await letter.RequestAsync(Trust))["workflowInstanceId"]!.ToString();
        var well = await ChecksAsync(tracker);

        await tracker.StoredAsync(async db =>
            await db.Set<Timer>().Where(t => t.InstanceId == Guid.Parse(instance)).ExecuteDeleteAsync() + await db.Set<Bookmark>().Where(b => b.InstanceId == Guid.Parse(instance)).ExecuteDeleteAsync());
        var ill = await ChecksAsync(tracker);

        Assert.Equal(("Healthy", "Degraded"), (well["status"]!.ToString(), ill["status"]!.ToString()));
        Assert.Equal(["database", "mail", "incidents", "due work", "workflows without a wake-up", "clock", "incoming mail"], well["checks"]!.AsObject().Select(c => c.Key));
        Assert.Contains(instance, ill["checks"]!["workflows without a wake-up"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task DueWork_NobodyTakesIt_IsDegradedAfterFiveMinutes(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T09:00Z");
        await IssuedAsync(tracker, Trust);
        var due = (await tracker.StoredAsync(db => db.Set<Timer>().MinAsync(t => t.AvailableAt)))!.Value;

        var soon = await SeenAtAsync(due.AddMinutes(4));
        var late = await SeenAtAsync(due.AddMinutes(16));

        Assert.Equal((HealthStatus.Healthy, "What is due is being done."), (soon.Status, soon.Description));
        Assert.Equal((HealthStatus.Degraded, "Work has been due for 16 minutes and no node takes it."), (late.Status, late.Description));

        Task<HealthCheckResult> SeenAtAsync(DateTimeOffset now) =>
            tracker.StoredAsync(db => new EngineHealthChecks.DueWorkHealth(new(db, new FakeClock(now))).CheckHealthAsync(new()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Clock_NodeIsAnHourAhead_IsDegradedWhereTheDatabaseHasAClock(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T09:00Z");
        var ahead = new FakeClock(TimeProvider.System.GetUtcNow().AddHours(1));

        var seen = await tracker.StoredAsync(db => new EngineHealthChecks.ClockHealth(new(db, ahead), ahead).CheckHealthAsync(new()));
        var right = await tracker.StoredAsync(db => new EngineHealthChecks.ClockHealth(new(db, TimeProvider.System), TimeProvider.System).CheckHealthAsync(new()));

        Assert.Equal(database == Database.Sqlite ? HealthStatus.Healthy : HealthStatus.Degraded, seen.Status);
        Assert.Equal(database == Database.PostgreSql, seen.Description!.Contains("seconds ahead of the database's", StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Healthy, right.Status);
    }

    private static async Task<JsonNode> ChecksAsync(TestTracker tracker) => JsonNode.Parse(await tracker.Nobody.Http.GetStringAsync("health/ready"))!;
}
