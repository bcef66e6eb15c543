using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class TimerTests
{
    public static Flow RestThenCount(string time) => new Flow("rest").Rest("rest", time).Node("count", "Test.Count").Line("rest", "count");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_28And60And400Days_EachWakesAtItsInstant(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var start = host.Clock.GetUtcNow();
        int[] lengths = [400, 28, 60];
        var tickets = new Dictionary<int, Guid>();
        foreach (var days in lengths)
        {
            tickets[days] = (await host.StartAsync(RestThenCount($"{days}.00:00:00"))).Ticket;
        }

        await host.LiveAsync(TimeSpan.FromDays(28) - TimeSpan.FromSeconds(1));
        var before = await host.ReadAsync(db => db.Tickets.SumAsync(t => t.Count));
        await host.LiveAsync(TimeSpan.FromDays(500));

        Assert.Equal(0, before);
        foreach (var (days, id) in tickets)
        {
            var ticket = await host.ReadAsync(db => db.Tickets.SingleAsync(t => t.Id == id));
            Assert.Equal((1, start.AddDays(days)), (ticket.Count, ticket.LastCountedAt));
        }

        Assert.Null(await host.DueWork.NextDueAsync(CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_AfterRestart_GoesOn(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartAsync(RestThenCount("28.00:00:00"));

        host.Restart();
        await host.LiveAsync(TimeSpan.FromDays(28));

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(
            ["Started", "Waiting rest", "Woken rest", "Executed rest", "Executed count", "Finished"], await host.JournalOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_SeveralDue_OldestFirst(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        foreach (var time in new[] { "3.00:00:00", "1.00:00:00", "2.00:00:00" })
        {
            await host.StartAsync(RestThenCount(time));
        }

        host.Clock.Advance(TimeSpan.FromDays(4));
        var claimed = await host.DueWork.ClaimAsync(CancellationToken.None);

        Assert.Equal([1, 2, 3], claimed.Select(timer => (timer.DueAt - host.Clock.GetUtcNow()).Days + 4));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Resume_WaitsAgain_OldWaitsAreReplaced(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var rules = new List<string>();
        host.Script.On("chase", visit =>
        {
            rules.Add((visit.Wake as Wake.Timer)?.Rule ?? "first");
            return Task.FromResult(ActivityResult.WaitFor(
                new Wait.Until(visit.Context.Now.AddDays(7), $"chase {rules.Count}"), new Wait.ForEvent("Answered")));
        });
        await host.StartAsync(new Flow("chase").Call("chase"));

        await host.LiveAsync(TimeSpan.FromDays(15));

        Assert.Equal(["first", "chase 1", "chase 2"], rules);
        Assert.Equal((1, 1), await host.ReadAsync(async db => (await db.Timers.CountAsync(), await db.Bookmarks.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunAsync_WakeupAfterCommit_WorksAtOnceAndStopsWhenCancelled(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        using var stop = new CancellationTokenSource();
        var done = new TaskCompletionSource();
        host.Script.On("done", _ =>
        {
            done.SetResult();
            return Task.FromResult(ActivityResult.Done());
        });
        var loop = host.DueWork.RunAsync(stop.Token);

        await host.StartAsync(new Flow("now").Rest("rest", "00:00:00").Call("done").Line("rest", "done"));
        host.Wakeup.Set();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await loop.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
