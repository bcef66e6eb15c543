using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class MemoryTests
{
    [Theory]
    [InlineData("String", "a", "a")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("Int32", "42", "42")]
    [InlineData("Int64", "9007199254740991", "9007199254740991")]
    [InlineData("Double", "1.5", "1.5")]
    [InlineData("Decimal", "12.50", "12.5")]
    [InlineData("Guid", "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("DateTime", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z")]
    [InlineData("DateTimeOffset", "2024-02-29T10:00:00", "2024-02-29T10:00:00+00:00")]
    [InlineData("TimeSpan", "28.00:00:00", "28.00:00:00")]
    [InlineData("Object", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("JSON", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("Int32?", null, "null")]
    [InlineData("Int32?", "", "null")]
    [InlineData("String[]", """["a","b"]""", "a,b")]
    [InlineData("Int32[]", "[1,2]", "1,2")]
    public async Task Variable_DefaultOfEachType_IsReadAndSurvivesBeingSet(string type, string? value, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var root = Sequence("root", LineOf("before", "`${getX()}`"), Set("set", "X", Js("getX()")), Event("wait", "Go"), LineOf("after", "`${variables.X}`"));
        var (ticket, instance) = await host.StartJsonAsync(Definition("v", root, Variable("X", type, value)));

        host.Restart();
        await host.SignalAsync("Go", ticket, "1");

        var lines = await host.LinesOfAsync(instance);
        Assert.Equal((expected, expected), (lines[0], lines[^1]));
    }

    [Fact]
    public async Task SetVariable_ValueOfAnotherType_IsConvertedOrRefused()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var variable = Variable("N", "Int32", "0");

        var (_, instance) = await host.StartJsonAsync(Definition("ok", Sequence("root", Set("set", "N", Input("Literal", "7")), LineOf("line", "getN() + 1")), variable));

        Assert.Equal(["N = 7", "8"], await host.LinesOfAsync(instance));
        await Assert.ThrowsAsync<FormatException>(() => host.StartJsonAsync(Definition("no", Set("set", "N", Input("Literal", "seven")), variable.DeepClone().AsObject())));
    }

    [Fact]
    public async Task SetVariable_LongValue_IsCutInTheJournal()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("l", Sequence("root", Set("set", "T", Js("'x'.repeat(5000)")), LineOf("line", "getT().length")), Variable("T", "String")));

        var lines = await host.LinesOfAsync(instance);
        Assert.Equal((2000, "5000"), (lines[0].Length, lines[1]));
    }

    [Fact]
    public async Task Variable_OfAComposite_HidesTheOuterAndEndsWithItsVisit()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var inner = Sequence("inner", LineOf("a", "getX()"), Set("set", "X", Js("getX() + '!'")), LineOf("b", "getX()")).WithVariables(Variable("X", "String", "inner").With("id", "x2"));
        inner["activities"]![1]!["variable"] = new JsonObject { ["id"] = "x2" };
        var twice = Activity("loop", "Elsa.ForEach", ("items", Input("Object", "[1, 2]")), ("body", inner));

        var (_, instance) = await host.StartJsonAsync(Definition("h", Sequence("root", twice, LineOf("c", "getX()")), Variable("X", "String", "outer")));

        Assert.Equal(["inner", "X = \"inner!\"", "inner!", "inner", "X = \"inner!\"", "inner!", "outer"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task Expressions_EveryKind_GiveTheirValue()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        JsonObject[] lines =
        [
            Activity("a", "Elsa.WriteLine", ("text", JsonValue.Create("bare"))),
            Activity("b", "Elsa.WriteLine", ("text", Input("Literal", "literal"))),
            Activity("c", "Elsa.WriteLine", ("text", Input("Object", """{"x":1}"""))),
            Activity("d", "Elsa.WriteLine", ("text", Input("Json", """[1, 2]"""))),
            Activity("e", "Elsa.WriteLine", ("text", Input("Variable", new JsonObject { ["id"] = "Name", ["name"] = "Name" }))),
            Activity("f", "Elsa.WriteLine", ("text", Input("Input", new JsonObject { ["name"] = "Given" }))),
            Activity("g", "Elsa.WriteLine"),
            LineOf("h", "return `${getName()} ${getCorrelationId()}`;"),
            LineOf("i", "setName('new')"),
            LineOf("j", "getVariable('Name')"),
        ];
        var definition = JsonNode.Parse(Definition("x", Sequence("root", lines), Variable("Name", "String", "old")))!;
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "Given", ["type"] = "String" });
        await host.PublishAsync(definition.ToJsonString());

        var instance = await WaitingTests.StartAsync(host, "x", "c-1");

        Assert.Equal(["bare", "literal", """{"x":1}""", "[1, 2]", "old", "", "", "old c-1", "Name = \"new\"", "", "new"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task Outputs_OfActivities_CanBeAskedForByName()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var (ticket, instance) = await host.StartJsonAsync(Definition("o", Sequence(
            "root", Event("wait", "Go").With("name", "Wait1"), LineOf("a", "getLastResult().n"), Event("second", "Again"),
            LineOf("b", "`${getOutputFrom('Wait1').n} ${getOutputFrom('wait', 'Result').n} ${getResultFromWait1().n} ${getLastResult()}`"))));
        await host.SignalAsync("Go", ticket, "1", payload: """{"n":7}""");

        host.Restart();
        await host.SignalAsync("Again", ticket, "2");

        Assert.Equal(["7", "7 7 7 null"], await host.LinesOfAsync(instance));
    }

    [Theory]
    [InlineData("getX() > 3 ? setOutcome('Big') : setOutcomes(['Small', 'Tiny'])", "5", "big")]
    [InlineData("getX() > 3 ? setOutcome('Big') : setOutcomes(['Small', 'Tiny'])", "1", "small tiny")]
    [InlineData("getX() * 2", "1", "done")]
    public async Task RunJavaScript_ChoosesItsOutcomes(string script, string x, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition(
            "j",
            Flowchart(
                "root",
                [Activity("run", "Elsa.RunJavaScript", ("script", script), ("possibleOutcomes", Input("Object", """["Big","Small","Tiny"]"""))), Line("b", "big"), Line("s", "small"), Line("t", "tiny"), Line("d", "done")],
                "run:Big>b", "run:Small>s", "run:Tiny>t", "run>d"),
            Variable("X", "Int32", x)));

        Assert.Equal(expected.Split(' '), await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task RunJavaScript_Result_GoesToAVariableOrAnOutputOfTheWorkflow()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var definition = JsonNode.Parse(Definition("r", Sequence(
            "root", Activity("name", "Elsa.SetName", ("value", "Case 7")), Activity("run", "Elsa.RunJavaScript", ("script", "getWorkflowInstanceName() + '!'"), ("result", To("Out"))))))!;
        definition["outputs"] = new JsonArray(new JsonObject { ["name"] = "Out", ["type"] = "String" });

        var (_, instance) = await host.StartJsonAsync(definition.ToJsonString());

        Assert.Equal(["name: Case 7", "Out = \"Case 7!\""], await host.LinesOfAsync(instance));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task State_OfTheFormBeforeThereWereComposites_RunsOn(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var flow = new Flow("old").Fork("fork", "a", "b").Event("a", "A").Event("b", "B").Join("join", "WaitAll").Node("count", "Test.Count")
            .To("fork", "a", "a").To("fork", "b", "b").Line("a", "join", "count").Line("b", "join");
        var (ticket, instance) = await host.StartAsync(flow);
        await host.SignalAsync("A", ticket, "1");
        const string Old = """{"lastExecution":4,"waiting":[{"id":3,"nodeId":"b"}],"held":[{"id":4,"nodeId":"join"}]}""";
        var execution = await host.ReadAsync(db => db.Bookmarks.Select(b => b.ExecutionId).SingleAsync());
        Assert.Equal(3, execution);

        await host.ReadAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => EF.Property<string>(i, "State"), Old)));
        await host.SignalAsync("B", ticket, "2");

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task State_OfAPlainFlowchart_IsOfTheFormItAlwaysHad()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.StartAsync(new Flow("plain").Event("a", "A"));

        var state = await host.ReadAsync(db => db.Instances.Select(i => EF.Property<string>(i, "State")).SingleAsync());

        Assert.Equal("""{"lastExecution":1,"waiting":[{"id":1,"nodeId":"a"}],"held":[]}""", state);
    }
}
