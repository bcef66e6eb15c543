using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class FlowchartTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task WaitAny_OneBranchWins_LoopingBranchIsCancelled(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("chase", visit => visit.CountAsync());
        var flow = new Flow("letter")
            .Node("start", "Elsa.Start").Fork("fork", "answer", "chase").Event("answer", "Answered")
            .Rest("week", "7.00:00:00").Call("chase").Join("join", "WaitAny").Node("end", "Elsa.End")
            .Line("start", "fork").To("fork", "answer", "answer").To("fork", "chase", "chase")
            .Line("answer", "join", "end").Line("chase", "week", "chase").To("chase", "join", "Other"); // from week only by going round
        var (ticket, instance) = await host.StartAsync(flow);
        await host.LiveAsync(TimeSpan.FromDays(22));

        await host.SignalAsync("Answered", ticket, "1");
        await host.LiveAsync(TimeSpan.FromDays(22));

        Assert.Equal(4, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Equal((0, 0), await WaitsAsync(host));
        Assert.Equal(
            ["Woken answer", "Executed answer", "Cancelled week", "Executed join", "Executed end", "Finished"],
            (await host.JournalOfAsync(instance))[^6..]);
    }

    [Fact]
    public async Task WaitAny_BranchesComeAtOnce_GoesOnOnce()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var flow = new Flow("both").Fork("fork", "a", "b").Call("a").Call("b").Join("join", "WaitAny").Node("count", "Test.Count")
            .To("fork", "a", "a").To("fork", "b", "b").Line("a", "join", "count").Line("b", "join");

        var (ticket, instance) = await host.StartAsync(flow);

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task WaitAny_BranchThatCannotComeToTheJoin_LivesOn()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var flow = new Flow("aside").Fork("fork", "a", "b", "aside").Event("a", "A").Event("b", "B").Join("join", "WaitAny")
            .Rest("week", "7.00:00:00").Node("count", "Test.Count")
            .To("fork", "a", "a").To("fork", "b", "b").To("fork", "week", "aside").Line("a", "join").Line("b", "join").Line("week", "count");
        var (ticket, instance) = await host.StartAsync(flow);

        await host.SignalAsync("A", ticket, "1");
        var between = (await host.StatusOfAsync(instance), await WaitsAsync(host));
        await host.LiveAsync(TimeSpan.FromDays(7));

        Assert.Equal((WorkflowStatus.Running, (1, 0)), between);
        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("no join: an activity where two connections meet")]
    public async Task WaitAll_TwoBranches_GoesOnOnceAfterTheLast(string mode)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var flow = new Flow("all").Fork("fork", "a", "b").Event("a", "A").Event("b", "B");
        flow = mode == "WaitAll" ? flow.Join("join", mode) : flow.Call("join");
        flow = flow.Node("count", "Test.Count").To("fork", "a", "a").To("fork", "b", "b").Line("a", "join", "count").Line("b", "join");
        var (ticket, instance) = await host.StartAsync(flow);

        await host.SignalAsync("A", ticket, "1");
        var between = await host.CountOfAsync(ticket);
        await host.SignalAsync("B", ticket, "2");

        Assert.Equal((0, 1), (between, await host.CountOfAsync(ticket)));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Theory]
    [InlineData("WaitAllActive", 1)]
    [InlineData("WaitAll", 0)]
    public async Task WaitAll_OtherBranchEndsElsewhere_DoesNotWaitForEver(string mode, int count)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        host.Script.On("b", _ => Task.FromResult(ActivityResult.Done("Other")));
        var flow = new Flow("dead").Fork("fork", "a", "b").Call("a").Event("wait", "B").Call("b").Join("join", mode).Node("count", "Test.Count")
            .To("fork", "a", "a").To("fork", "wait", "b").Line("a", "join", "count").Line("wait", "b", "join");
        var (ticket, instance) = await host.StartAsync(flow);

        var between = await host.CountOfAsync(ticket);
        await host.SignalAsync("B", ticket, "1");

        Assert.Equal((0, count), (between, await host.CountOfAsync(ticket)));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task End_OtherBranchWaits_CompletesAndCancelsIt()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var flow = new Flow("end").Fork("fork", "a", "b").Event("a", "A").Rest("b", "1.00:00:00").Node("end", "Elsa.End")
            .To("fork", "a", "a").To("fork", "b", "b").Line("a", "end");
        var (ticket, instance) = await host.StartAsync(flow);

        await host.SignalAsync("A", ticket, "1");

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Equal((0, 0), await WaitsAsync(host));
        Assert.Contains("Cancelled b", await host.JournalOfAsync(instance), StringComparer.Ordinal);
    }

    [Fact]
    public async Task WriteLine_Text_IsInTheJournal()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartAsync(new Flow("line").Node("line", "Elsa.WriteLine", ("text", "all is well")));

        Assert.Equal(["Started", "Wrote line", "Executed line", "Finished"], await host.JournalOfAsync(instance));
        Assert.Equal("all is well", await host.ReadAsync(db => db.Journal.Where(e => e.Kind == JournalKind.Wrote).Select(e => e.Text).SingleAsync()));
    }

    [Fact]
    public async Task Start_LoopWithoutWait_IsRefusedAfterAThousandSteps()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        await Assert.ThrowsAsync<WorkflowFaultedException>(() => host.StartAsync(new Flow("loop").Call("a").Call("b").Line("a", "b", "a")));

        Assert.Equal(0, await host.ReadAsync(db => db.Instances.CountAsync()));
    }

    [Theory]
    [InlineData("second", "second")]
    [InlineData(null, "third")]
    public async Task Start_SeveralCandidates_FlowchartStartThenStartActivity(string? start, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var json = new Flow("start").Call("first").Call("second").Node("third", "Elsa.Start")
            .Line("first", "second", "third", "first").ToNode();
        json["root"]!["start"] = start;
        foreach (var part in new[] { "first", "second" })
        {
            host.Script.On(part, _ => Task.FromResult(ActivityResult.WaitFor(new Wait.ForEvent("Never"))));
        }

        await host.PublishAsync(json.ToJsonString());

        var (_, instance) = await host.StartAsync("start");

        Assert.EndsWith(expected, (await host.JournalOfAsync(instance))[1], StringComparison.Ordinal);
    }

    private static Task<(int Timers, int Bookmarks)> WaitsAsync(EngineHost host) =>
        host.ReadAsync(async db => (await db.Timers.CountAsync(t => t.InstanceId != null), await db.Bookmarks.CountAsync()));
}
