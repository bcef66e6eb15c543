using System.Text.Json.Nodes;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class CompositeTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Sequence_WaitInTheMiddle_GoesOnAfterARestart(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartJsonAsync(Definition("s", Sequence("root", Line("a", "1"), Event("b", "Go"), Line("c", "2"))));

        host.Restart();
        await host.SignalAsync("Go", ticket, "1");

        Assert.Equal(
            ["Started", "Wrote a", "Executed a", "Waiting b", "Woken b", "Executed b", "Wrote c", "Executed c", "Finished"], await host.JournalOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task Sequence_EndAmongItsActivities_SkipsTheRest()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("s", Sequence(
            "root", Sequence("inner", Activity("end", "Elsa.End"), Line("skipped", "no")), Line("after", "yes"))));

        Assert.Equal(["yes"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task Root_OneActivityThatWaits_IsWokenAndFinishes()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var (ticket, instance) = await host.StartJsonAsync(Definition("one", Event("only", "Go")));

        host.Restart();
        await host.SignalAsync("Go", ticket, "1");

        Assert.Equal(["Started", "Waiting only", "Woken only", "Executed only", "Finished"], await host.JournalOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Parallel_WaitsOfDifferentLength_IsCompleteAfterTheLast(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (_, instance) = await host.StartJsonAsync(Definition("p", Sequence(
            "root", Parallel("all", Delay("long", "3.00:00:00"), Delay("short", "1.00:00:00")), Line("after", "done"))));

        await host.LiveAsync(TimeSpan.FromDays(2));
        var before = await host.LinesOfAsync(instance);
        host.Restart();
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Empty(before);
        Assert.Equal(["done"], await host.LinesOfAsync(instance));
    }

    [Theory]
    [InlineData("WaitAll", WorkflowStatus.Running)]
    [InlineData("WaitAny", WorkflowStatus.Finished)]
    public async Task Fork_FirstBranchIsThrough_ModeDecides(string mode, WorkflowStatus expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var branches = new JsonArray(Event("a", "A"), Sequence("b", Delay("rest", "1.00:00:00"), Line("line", "b")), Activity("task", "Elsa.RunTask", ("taskName", "Look")));
        var (ticket, instance) = await host.StartJsonAsync(Definition("f", Activity("root", "Elsa.Fork", ("joinMode", JsonValue.Create(mode)), ("branches", branches))));

        await host.SignalAsync("A", ticket, "1");

        Assert.Equal(expected, await host.StatusOfAsync(instance));
        Assert.Equal(expected == WorkflowStatus.Running ? (1, 0, 1) : (0, 0, 0), await host.WaitsAsync());
        if (mode == "WaitAny")
        {
            Assert.Equal(["Executed a", "Cancelled rest", "Cancelled b", "Cancelled task", "Finished"], (await host.JournalOfAsync(instance))[^5..]);
        }
    }

    [Theory]
    [InlineData(true, "then")]
    [InlineData(false, "else")]
    public async Task If_Condition_RunsOneSideAndGivesItsResult(bool condition, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition(
            "i",
            Sequence(
                "root",
                Activity("if", "Elsa.If", ("condition", condition), ("then", Line("t", "then")), ("else", Line("e", "else")), ("result", To("Was"))),
                LineOf("after", "`was ${getWas()}`")),
            Variable("Was", "Boolean")));

        Assert.Equal([$"Was = {(condition ? "true" : "false")}", expected, $"was {(condition ? "true" : "false")}"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task If_NoBranchForTheCondition_GoesOn()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("i", Sequence("root", Activity("if", "Elsa.If", ("then", Line("t", "then"))), Line("after", "after"))));

        Assert.Equal(["after"], await host.LinesOfAsync(instance));
    }

    [Theory]
    [InlineData("MatchFirst", 7, "big")]
    [InlineData("MatchAny", 7, "big odd")]
    [InlineData("MatchAny", 2, "neither")]
    public async Task Switch_Mode_RunsTheMatchingCases(string mode, int number, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var cases = new JsonArray(
            new JsonObject { ["label"] = "Big", ["condition"] = Expression("JavaScript", "getNumber() > 5"), ["activity"] = Line("big", "big") },
            new JsonObject { ["label"] = "Odd", ["condition"] = Expression("JavaScript", "getNumber() % 2 == 1"), ["activity"] = Line("odd", "odd") });

        var (_, instance) = await host.StartJsonAsync(Definition(
            "w", Activity("root", "Elsa.Switch", ("mode", mode), ("cases", cases), ("default", Line("none", "neither"))), Variable("Number", "Int32", $"{number}")));

        Assert.Equal(expected.Split(' '), await host.LinesOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Theory]
    [InlineData("MatchFirst", 7, "big")]
    [InlineData("MatchAny", 7, "big odd")]
    [InlineData("MatchFirst", 2, "neither")]
    public async Task FlowSwitch_Mode_LeavesByTheMatchingPorts(string mode, int number, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var cases = new JsonArray(
            new JsonObject { ["label"] = "Big", ["condition"] = Expression("JavaScript", "getNumber() > 5") },
            new JsonObject { ["label"] = "Odd", ["condition"] = Expression("JavaScript", "getNumber() % 2 == 1") });

        var (_, instance) = await host.StartJsonAsync(Definition(
            "w",
            Flowchart(
                "root",
                [Activity("switch", "Elsa.FlowSwitch", ("mode", mode), ("cases", cases)), Line("big", "big"), Line("odd", "odd"), Line("none", "neither")],
                "switch:Big>big",
                "switch:Odd>odd",
                "switch:Default>none"),
            Variable("Number", "Int32", $"{number}")));

        Assert.Equal(expected.Split(' '), await host.LinesOfAsync(instance));
    }

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("false", "no")]
    public async Task FlowDecision_Condition_LeavesByItsPort(string condition, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("d", Flowchart(
            "root", [Activity("if", "Elsa.FlowDecision", ("condition", Js(condition))), Line("yes", "yes"), Line("no", "no"), Line("both", "both")],
            "if:True>yes", "if:False>no", "yes>both", "no>both")));

        Assert.Equal([expected, "both"], await host.LinesOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task NestedFlowchart_CompletedWithAnOutcome_LeavesByItsPortAndCancelsItsWaits(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var inner = Flowchart(
            "inner",
            [Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Event("a", "A"), Delay("b", "9.00:00:00"), Activity("done", "Elsa.Complete", ("outcomes", "Good"))],
            "fork:a>a", "fork:b>b", "a>done");
        var (ticket, instance) = await host.StartJsonAsync(Definition("n", Flowchart(
            "root", [inner, Line("good", "good"), Line("plain", "plain")], "inner:Good>good", "inner:Done>plain")));

        host.Restart();
        await host.SignalAsync("A", ticket, "1");

        Assert.Equal(["good"], await host.LinesOfAsync(instance));
        Assert.Equal((0, 0, 0), await host.WaitsAsync());
        Assert.Contains("Cancelled b", await host.JournalOfAsync(instance), StringComparer.Ordinal);
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task NestedFlowchart_NothingPending_CompletesAndTheOuterGoesOn()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("n", Flowchart(
            "root", [Flowchart("inner", [Line("a", "a"), Line("b", "b")], "a>b"), Line("c", "c")], "inner>c")));

        Assert.Equal(["a", "b", "c"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task WaitAny_LoserIsAComposite_EverythingInsideIsCancelled()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var inner = Parallel("inner", Event("x", "X"), Delay("y", "1.00:00:00"), Activity("z", "Elsa.RunTask", ("taskName", "Sign")));
        var (ticket, instance) = await host.StartJsonAsync(Definition("c", Flowchart(
            "root",
            [Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Event("a", "A"), inner, Activity("join", "Elsa.FlowJoin", ("mode", "WaitAny")), Line("after", "after")],
            "fork:a>a", "fork:b>inner", "a>join", "inner>join", "join>after")));

        var before = await host.WaitsAsync();
        await host.SignalAsync("A", ticket, "1");

        Assert.Equal((1, 2, 1), before);
        Assert.Equal((0, 0, 0), await host.WaitsAsync());
        Assert.Equal(
            ["Cancelled x", "Cancelled y", "Cancelled z", "Cancelled inner"], (await host.JournalOfAsync(instance)).Where(line => line.StartsWith("Cancelled", StringComparison.Ordinal)));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task Finish_DeepInside_EndsTheInstance()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("f", Parallel(
            "root", Delay("rest", "1.00:00:00"), Sequence("s", Flowchart("f", [Activity("finish", "Elsa.Finish")]), Line("never", "never")))));

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Empty(await host.LinesOfAsync(instance));
        Assert.Equal((0, 0, 0), await host.WaitsAsync());
    }

    [Fact]
    public async Task Complete_InsideAnIf_CompletesTheSequenceAroundIt()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("c", Sequence(
            "root",
            Sequence("inner", Activity("if", "Elsa.If", ("condition", true), ("then", Activity("complete", "Elsa.Complete"))), Line("skipped", "no")),
            Line("after", "after"))));

        Assert.Equal(["after"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task ImplicitJoin_OneWayIsDead_DoesNotWaitForIt()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        JsonObject[] activities =
        [
            Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Event("a", "A"), Activity("b", "Elsa.FlowDecision", ("condition", false)),
            Line("skipped", "skipped"), Line("also", "also"), Line("meet", "meet"),
        ];
        var (ticket, instance) = await host.StartJsonAsync(Definition("d", Flowchart(
            "root", activities, "fork:a>a", "fork:b>b", "b:True>skipped", "skipped>also", "also>meet", "a>meet")));

        var before = await host.LinesOfAsync(instance);
        await host.SignalAsync("A", ticket, "1");

        Assert.Empty(before);
        Assert.Equal(["meet"], await host.LinesOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task WaitAll_EveryConnectionTaken_GoesOnOnceEachRound()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        JsonObject[] activities =
        [
            Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Line("a", "a"), Line("b", "b"), Activity("join", "Elsa.FlowJoin", ("mode", "WaitAll")),
            Set("add", "Round", Js("getRound() + 1")), Activity("again", "Elsa.FlowDecision", ("condition", Js("getRound() < 2"))),
        ];

        var (_, instance) = await host.StartJsonAsync(Definition(
            "r", Flowchart("root", activities, "fork:a>a", "fork:b>b", "a>join", "b>join", "join>add", "add>again", "again:True>fork"), Variable("Round", "Int32", "0")));

        Assert.Equal(["a", "b", "Round = 1", "a", "b", "Round = 2"], await host.LinesOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }
}
