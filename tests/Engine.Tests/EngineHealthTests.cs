using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class EngineHealthTests
{
    /// <summary>One instance for each thing that can keep one alive; then each of these things is taken away by hand.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task FindOrphans_EachKindPlanted_FindsTheseAndNothingElse(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("task", _ => Task.FromResult(ActivityResult.WaitFor(new Wait.ForTask("Look", Role: null, DueAt: null, FormJson: null))));
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        host.Script.On("b", _ => Task.FromResult(ActivityResult.Done()));
        Flow[] flows =
        [
            new Flow("timer").Rest("rest", "90.00:00:00"), new Flow("event").Event("wait", "Never"), new Flow("task").Call("task"),
            new Flow("loop").Rest("rest", "1.00:00:00").Call("a").Call("b").Line("rest", "a", "b", "a"),
            new Flow("work").Rest("rest", "1.00:00:00").Call("work").Line("rest", "work"),
        ];
        var planted = new List<Guid>();
        foreach (var flow in flows)
        {
            planted.Add((await host.StartAsync(flow)).Instance);
            await host.StartAsync(flow); // its twin stays well
        }

        await host.StartAsync(new Flow("done").Call("done"));
        await host.LiveAsync(TimeSpan.FromDays(30));
        var well = await FindAsync(host);
        await host.ReadAsync(async db => await db.Timers.Where(t => t.InstanceId == planted[0]).ExecuteDeleteAsync()
            + await db.Bookmarks.Where(b => b.InstanceId == planted[1]).ExecuteDeleteAsync()
            + await db.Tasks.Where(t => t.InstanceId == planted[2]).ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, WorkflowTaskStatus.Completed))
            + await db.Incidents.Where(i => i.InstanceId == planted[3] || i.InstanceId == planted[4]).ExecuteUpdateAsync(set => set.SetProperty(i => i.ResolvedAt, host.Clock.GetUtcNow())));

        Assert.Empty(well);
        Assert.Equal(planted.Order(), (await FindAsync(host)).Order());
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Figures_OfWorkThatIsDueAndParked_AreCountedAndBounded(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        await host.StartAsync(new Flow("work").Rest("rest", "1.00:00:00").Call("work").Line("rest", "work"));
        await host.LiveAsync(TimeSpan.FromDays(2));
        await host.PublishAsync(new Flow("rest").Rest("rest", "1.00:00:00").ToJson());
        for (var i = 0; i < 3; i++)
        {
            await host.StartAsync("rest");
        }

        var asleep = await FiguresAsync(host, atMost: 100);
        host.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(7));
        var due = await FiguresAsync(host, atMost: 100);
        var bounded = await FiguresAsync(host, atMost: 2);

        Assert.Equal((1, 0, TimeSpan.Zero), asleep);
        Assert.Equal((1, 3, TimeSpan.FromMinutes(7)), due);
        Assert.Equal(2, bounded.Due);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task ClockSkew_NodeIsOff_SaysHowMuchAndSqliteHasNone(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Clock.Set(TimeProvider.System.GetUtcNow().AddHours(1));

        var skew = await host.AskAsync((EngineHealth health) => health.ClockSkewAsync(CancellationToken.None));

        if (database == Database.Sqlite)
        {
            Assert.Null(skew);
        }
        else
        {
            Assert.InRange(skew!.Value, TimeSpan.FromMinutes(-61), TimeSpan.FromMinutes(-59));
        }
    }

    private static async Task<(int Incidents, int Due, TimeSpan Oldest)> FiguresAsync(EngineHost host, int atMost) => await host.AskAsync(async (EngineHealth health) => (
        await health.OpenIncidentsAsync(atMost, CancellationToken.None), await health.DueNowAsync(atMost, CancellationToken.None), await health.OldestWaitAsync(CancellationToken.None)));

    /// <summary>Two at a time.</summary>
    private static async Task<List<Guid>> FindAsync(EngineHost host)
    {
        var found = new HashSet<Guid>();
        OrphanScan.Position? after = null;
        do
        {
            var scan = await host.AskAsync((EngineHealth health) => health.FindOrphansAsync(after, examine: 2, CancellationToken.None));
            found.UnionWith(scan.Found);
            after = scan.Next;
        }
        while (after is not null);

        return [.. found];
    }
}
