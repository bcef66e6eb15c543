using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class StimulusTests
{
    private static readonly Flow WaitThenCount = new Flow("wait").Event("wait", "Answered").Node("count", "Test.Count").Line("wait", "count");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_SomeoneWaits_WakesOnlyThatCorrelation(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(WaitThenCount);
        var (other, _) = await host.StartAsync("wait");

        var woken = await host.SignalAsync("Answered", ticket, "1");

        Assert.Equal(1, woken);
        Assert.Equal((1, 0), (await host.CountOfAsync(ticket), await host.CountOfAsync(other)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_BeforeTheWait_IsKeptAndMatchedWhenTheWaitBegins(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var flow = new Flow("late").Rest("rest", "2.00:00:00").Event("wait", "Answered").Node("count", "Test.Count").Line("rest", "wait", "count");
        var (ticket, instance) = await host.StartAsync(flow);

        var woken = await host.SignalAsync("Answered", ticket, "1", TimeSpan.FromDays(3));
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(0, woken);
        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.NotNull(await host.ReadAsync(db => db.Stimuli.Select(s => s.MatchedAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_TimeToLiveIsOver_IsNotOffered(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var flow = new Flow("late").Rest("rest", "2.00:00:00").Event("wait", "Answered").Line("rest", "wait");
        var (ticket, instance) = await host.StartAsync(flow);

        await host.SignalAsync("Answered", ticket, "1", TimeSpan.FromDays(2));
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(WorkflowStatus.Running, await host.StatusOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_SameSourceAndMessageIdAgain_IsIgnored(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(new Flow("loop").Event("wait", "Answered").Node("count", "Test.Count").Line("wait", "count", "wait"));

        await host.SignalAsync("Answered", ticket, "1");
        var again = await host.SignalAsync("Answered", ticket, "1");
        await host.SignalAsync("Answered", ticket, "2");

        Assert.Equal(0, again);
        Assert.Equal(2, await host.CountOfAsync(ticket));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_SameMessageFromTwoNodesAtOnce_CountsOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(new Flow("loop").Event("wait", "Answered").Node("count", "Test.Count").Line("wait", "count", "wait"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.SignalAsync("Answered", ticket, "1"))));

        Assert.Equal(1, await host.CountOfAsync(ticket));
    }

    /// <summary>Nobody waits, so only the unique index on source and message id stands between two nodes; without it several are kept.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_SameMessageForNobodyFromTwoNodesAtOnce_OneIsKept(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var nobody = Guid.CreateVersion7(host.Clock.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.SignalAsync("Answered", nobody, "1"))));

        Assert.Equal(1, await host.ReadAsync(db => db.Stimuli.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_SeveralKept_AreMatchedOneByOneInOrder(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var payloads = new List<string?>();
        host.Script.On("listen", visit =>
        {
            payloads.Add((visit.Wake as Wake.Event)?.PayloadJson);
            return Task.FromResult(ActivityResult.WaitFor(new Wait.ForEvent("Answered")));
        });
        await host.PublishAsync(new Flow("listen").Call("listen").ToJson());
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        foreach (var number in new[] { "1", "2", "3" })
        {
            await host.SignalAsync("Answered", ticket, number, payload: number);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await host.SendAsync((_, runtime) => runtime.StartAsync("listen", ticket.ToString(), CancellationToken.None));

        Assert.Equal([null, "1", "2", "3"], payloads);
    }

    /// <summary>PostgreSQL only: on SQLite the signal cannot be committed while the wait is being written. Without the timer that
    /// <c>Burst.OfferAsync</c> arms, the answer is kept for a wait that began before it and is never looked for again.</summary>
    [Theory, OnPostgreSql]
    public async Task Signal_CommitsPastTheWaitItIsFor_IsOfferedAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(WaitThenCount.ToJson());
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        var instance = await host.SendAsync(async (db, runtime) =>
        {
            db.Add(new Ticket { Id = ticket });
            var started = await runtime.StartAsync("wait", ticket.ToString(), CancellationToken.None);
            await host.SignalAsync("Answered", ticket, "1");
            return started;
        });
        var crossed = await host.StatusOfAsync(instance);

        await host.LiveAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(WorkflowStatus.Running, crossed);
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Equal(1, await host.CountOfAsync(ticket));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_NobodyEverWaits_IsOfferedThreeTimesAndThenOnlyKept(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var start = host.Clock.GetUtcNow();
        await host.SignalAsync("Answered", Guid.CreateVersion7(start), "1");
        var offers = new List<double>();

        while (await host.DueWork.NextDueAsync(CancellationToken.None) is { } due)
        {
            offers.Add((due - start).TotalSeconds);
            await host.LiveToAsync(due);
        }

        Assert.Equal([1, 10, 60], offers);
        Assert.Equal(1, await host.ReadAsync(db => db.Stimuli.CountAsync()));
    }
}
