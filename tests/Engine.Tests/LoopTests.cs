using System.Text.Json.Nodes;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class LoopTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task ForEach_BodyWaits_GoesOnWithTheNextItemAfterARestart(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var body = Sequence("body", LineOf("line", "`${getCurrentIndex()}: ${getCurrentValue().name}`"), Delay("rest", "1.00:00:00"));
        var (_, instance) = await host.StartJsonAsync(Definition("l", Sequence(
            "root", Loop("Elsa.ForEach", """[{"name":"Ada"},{"name":"Bo"},{"name":"Cy"}]""", body), Line("after", "after"))));

        var seen = new List<int>();
        for (var day = 0; day < 3; day++)
        {
            seen.Add((await host.LinesOfAsync(instance)).Length);
            host.Restart();
            await host.LiveAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(["0: Ada", "1: Bo", "2: Cy", "after"], await host.LinesOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task ParallelForEach_BodiesWait_EachHasItsOwnValues(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var body = Sequence(
            "body", Set("own", "Mine", Js("'mine ' + getCurrentValue()")), Activity("wait", "Elsa.Event", ("eventName", Js("'Go' + getCurrentValue()"))),
            LineOf("line", "`${getCurrentIndex()} ${getCurrentValue()} ${getMine()}`")).WithVariables(Variable("Mine", "String"));
        var (ticket, instance) = await host.StartJsonAsync(Definition("p", Sequence("root", Loop("Elsa.ParallelForEach", "[1, 2, 3]", body), Line("after", "after"))));

        foreach (var number in new[] { 3, 1, 2 })
        {
            host.Restart();
            await host.SignalAsync($"Go{number}", ticket, $"{number}");
        }

        Assert.Equal(["2 3 mine 3", "0 1 mine 1", "1 2 mine 2", "after"], (await host.LinesOfAsync(instance)).Where(line => !line.Contains('=', StringComparison.Ordinal)));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Theory]
    [InlineData("Elsa.ForEach")]
    [InlineData("Elsa.ParallelForEach")]
    public async Task ForEach_NoItems_GoesOn(string type)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("e", Sequence("root", Loop(type, "[]", Line("body", "body")), Line("after", "after"))));

        Assert.Equal(["after"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task ForEach_InsideForEach_InnerValuesHideTheOuter()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var inner = Loop("Elsa.ForEach", "getOuter()", LineOf("line", "getCurrentValue()"), isScript: true).With("id", "inner");
        var body = Sequence("body", Set("set", "Outer", Js("getCurrentValue()")), inner, LineOf("back", "'of ' + getCurrentValue().join('+')"));

        var (_, instance) = await host.StartJsonAsync(Definition("n", Loop("Elsa.ForEach", "[[1, 2], [3]]", body), Variable("Outer", "Object")));

        Assert.Equal(["1", "2", "of 1+2", "3", "of 3"], (await host.LinesOfAsync(instance)).Where(line => !line.StartsWith("Outer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ForEach_CurrentValueOutput_GoesToItsVariable()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var loop = Loop("Elsa.ForEach", """["x", "y"]""", LineOf("line", "getItem()")).With("currentValue", To("Item"));

        var (_, instance) = await host.StartJsonAsync(Definition("o", loop, Variable("Item", "String")));

        Assert.Equal(["Item = \"x\"", "x", "Item = \"y\"", "y"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task ForEach_ItemsChangeMeanwhile_GoesThroughThoseOfItsBeginning()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var body = Sequence("body", LineOf("line", "getCurrentValue()"), Set("set", "All", Js("[9, 9, 9]")));

        var (_, instance) = await host.StartJsonAsync(Definition("c", Loop("Elsa.ForEach", "getAll()", body, isScript: true), Variable("All", "Int32[]", "[1, 2]")));

        Assert.Equal(["1", "2"], (await host.LinesOfAsync(instance)).Where(line => !line.StartsWith("All", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ParallelForEach_WaitInOneBodyIsLate_OthersAreNotHeldUp()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var body = Sequence("body", Activity("rest", "Elsa.Delay", ("timeSpan", Js("`${getCurrentValue()}.00:00:00`"))), LineOf("line", "getCurrentValue()"));
        var (_, instance) = await host.StartJsonAsync(Definition("t", Loop("Elsa.ParallelForEach", "[3, 1, 2]", body)));

        await host.LiveAsync(TimeSpan.FromDays(2));
        var after2 = await host.LinesOfAsync(instance);
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(["1", "2"], after2);
        Assert.Equal(["1", "2", "3"], await host.LinesOfAsync(instance));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    private static JsonObject Loop(string type, string items, JsonObject body, bool isScript = false) =>
        Activity("loop", type, ("items", isScript ? Js(items) : Input("Object", items)), ("body", body));
}
