using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class BurstTests
{
    private static readonly Flow RestThenCount = new Flow("rest").Rest("rest", "28.00:00:00").Node("count", "Test.Count").Line("rest", "count");

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Start_RestThenCount_CountsOnceWhenDue(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartAsync(RestThenCount);

        await host.LiveAsync(TimeSpan.FromDays(28) - TimeSpan.FromSeconds(1));
        var before = await host.CountOfAsync(ticket);
        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Equal(0, before);
        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Equal(
            ["Started", "Waiting rest", "Woken rest", "Executed rest", "Executed count", "Finished"],
            await host.JournalOfAsync(instance));
    }
}
