using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class ValidationTests
{
    private static readonly ActivityRegistry Registry = ActivityRegistry.Of(typeof(HostDb).Assembly);

    [Theory]
    [InlineData("getNobody()", "getNobody is not defined")]
    [InlineData("1 +\n setNobody(1)", "setNobody is not defined: it is no variable, no input and no function of the subset (line 2, column 2)")]
    [InlineData("getVariable('Nobody')", "there is no variable 'Nobody' (line 1, column 1)")]
    [InlineData("setVariable('Nobody', 1)", "there is no variable 'Nobody'")]
    [InlineData("variables.Nobody", "there is no variable 'Nobody' (line 1, column 10)")]
    [InlineData("getOutputFrom('nobody')", "there is no activity 'nobody'")]
    [InlineData("getCurrentValue()", "getCurrentValue is not defined")]
    [InlineData("[1].map(2)", "the method 'map' is not in the subset")]
    [InlineData("setOutcome('x')", "only RunJavaScript")]
    [InlineData("newGuid()", "newGuid is not defined")]
    [InlineData("getx()", "getx is not defined")]
    [InlineData("getX() +", "ends too early (line 1, column 9)")]
    public void Validate_ScriptThatCannotRun_NamesTheInputAndThePosition(string script, string reason)
    {
        var finding = Assert.Single(Errors(Definition("d", Sequence("root", LineOf("line", script)), Variable("x", "Int32", "1"))));

        Assert.Equal(("line", "Elsa.WriteLine"), (finding.NodeId, finding.ActivityType));
        Assert.StartsWith("The input 'text' is refused: ", finding.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Variable", """{"id":"v9","name":"Nobody"}""", "there is no variable 'Nobody'")]
    [InlineData("Variable", "{}", "it names no variable")]
    [InlineData("Input", """{"name":"Nobody"}""", "the workflow has no input 'Nobody'")]
    [InlineData("Liquid", "\"x\"", "expressions of type Liquid are not supported")]
    [InlineData("CSharp", "\"x\"", "expressions of type CSharp are not supported")]
    [InlineData("Python", "\"x\"", "expressions of type Python are not supported")]
    [InlineData("JavaScript", "{}", "must be a text")]
    public void Validate_ExpressionThatCannotRun_IsRefused(string kind, string value, string reason)
    {
        var finding = Assert.Single(Errors(Definition("d", Activity("line", "Elsa.WriteLine", ("text", Input(kind, JsonNode.Parse(value)))))));

        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralMistakesAtEveryDepth_AreAllFound()
    {
        var inner = Flowchart(
            "inner", [Line("a", "a"), Line("island", "b").With("customProperties", new JsonObject { ["mergeMode"] = "Stream" }), Set("set", "Nobody", Js("1"))], "a>gone", "a:Up>set", "a>set");
        var findings = Errors(Definition(
            "d",
            Sequence("root", Activity("loop", "Elsa.ForEach", ("items", Input("Object", "[1]")), ("body", inner)), Activity("task", "Elsa.RunTask"), Line("a", "twin")),
            Variable("Bad", "Stream"),
            Variable("Number", "Int32", "seven"),
            Variable("Number", "Int32", "7")));

        string[] expected =
        [
            "a: Another activity has the same id", "root: The type Stream of the variable 'Bad'", "root: The value of the variable 'Number' is refused", "root: Another variable has the name 'Number'",
            "task: The input 'taskName' is required", "island: The merge mode Stream", "island: The activity cannot be reached", "set: The activity is refused: there is no variable 'Nobody'",
            "a: The connection from 'a' to 'gone' dangles", "a: The connection to 'set' leaves from port 'Up'",
        ];
        Assert.All(expected, text => Assert.Contains(findings, finding => $"{finding.NodeId}: {finding.Reason}".StartsWith(text, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, findings.Length);
    }

    [Theory]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Sequence","activities":{}}}""", "'activities' must be an array")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Sequence","activities":[1]}}""", "not an activity")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.If","then":7}}""", "What stands in 'then' is not an activity")]
    [InlineData("""{"definitionId":"d","variables":5,"root":{"type":"Elsa.Sequence"}}""", "'variables' must be an array")]
    [InlineData("""{"definitionId":"d","variables":[5],"root":{"type":"Elsa.Sequence"}}""", "A variable must be an object")]
    [InlineData("""{"definitionId":"d","inputs":[{"name":"S","type":"Stream"}],"root":{"type":"Elsa.Sequence"}}""", "The type Stream of 'S'")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.FlowSwitch","cases":[{}]}}""", "A case has no label")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.FlowSwitch","cases":[{"label":"x"}]}}""", "it has no condition")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.FlowJoin"}}""", "stands in no flowchart")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.Fork","joinMode":"Some"}}""", "cannot be read as ForkJoinMode")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.SetVariable"}}""", "'variable' is required")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.WriteLine","text":"\ud800"}}""", "half of a surrogate pair")]
    [InlineData("""{"definitionId":"d","root":{"id":"a\u0000","type":"Elsa.Sequence"}}""", "The id must have")]
    [InlineData("""{"definitionId":"d","root":{"type":"Elsa.WriteLine","text":{"expression":{"type":"JavaScript","value":7}}}}""", "must be a text")]
    public void Validate_WrongKindsOfMembers_AreFindings(string json, string reason) =>
        Assert.Contains(Errors(json), finding => finding.Reason.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Validate_NestsDeeperThan64_IsAFinding()
    {
        var root = string.Concat(Enumerable.Repeat("""{"id":"x","type":"Elsa.Sequence","activities":[""", 5_000));

        Assert.Contains("not JSON", Assert.Single(Errors($$"""{"definitionId":"d","root":{{root}}""")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TwentyThousandActivities_AreTooMany()
    {
        var flow = new Flow("long");
        for (var i = 0; i < 20_000; i++)
        {
            flow.Node($"n{i}", "Elsa.Start");
            _ = i > 0 ? flow.To($"n{i - 1}", $"n{i}") : flow;
        }

        Assert.Contains("at most 500", Assert.Single(DefinitionValidator.Validate(flow.ToJson(), Registry)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WaitsWithAndWithoutAnExit_WarnsOfThoseWithout()
    {
        var handled = Flowchart(
            "handled",
            [Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Event("answer", "Answered"), Event("withdrawn", "Withdrawn"), Activity("join", "Elsa.FlowJoin", ("mode", "WaitAny"))],
            "fork:a>answer", "fork:b>withdrawn", "answer>join", "withdrawn>join");
        var timed = Flowchart(
            "timed",
            [Activity("fork2", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Event("late", "Answered"), Delay("time", "1.00:00:00"), Activity("join2", "Elsa.FlowJoin", ("mode", "WaitAny"))],
            "fork2:a>late", "fork2:b>time", "late>join2", "time>join2");
        var race = Activity(
            "race", "Elsa.Fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(Sequence("s", Delay("inside", "1.00:00:00")), Event("stop", "Stop"))));

        var findings = DefinitionValidator.Validate(Definition("d", Sequence("root", handled, timed, race, Delay("alone", "1.00:00:00"))), Registry);

        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Warning, finding.Severity));
        Assert.Equal(["late", "stop", "alone"], findings.Where(finding => finding.Reason.Contains("no exit for a withdrawal", StringComparison.Ordinal)).Select(finding => finding.NodeId));
    }

    [Fact]
    public void Validate_NamesInScope_AreKnown()
    {
        var body = Sequence("body", LineOf("a", "`${getCurrentValue()} ${getCurrentIndex()} ${getInner()} ${getOuter()}`")).WithVariables(Variable("Inner", "String"));

        Assert.Empty(Errors(Definition("d", Activity("loop", "Elsa.ForEach", ("items", Js("[getOuter()]")), ("body", body)), Variable("outer", "String"))));
    }

    /// <summary>Whatever is done to a definition, there are findings and no exception.</summary>
    [Fact]
    public void Validate_AnyMutation_NeverThrows()
    {
        var fixtures = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.json").Select(File.ReadAllText).ToArray();
        string[] values = ["null", "7", "\"x\"", "[]", "{}", "true", "[[]]", "{\"type\":5}", "\"\\u0000\""];
        var mutations = Gen.Elements(fixtures).Zip(Gen.Choose(0, 100_000)).Zip(Gen.Elements(values));

        Prop.ForAll(mutations.ToArbitrary(), mutation =>
        {
            var ((json, at), value) = mutation;
            _ = DefinitionValidator.Validate(Mutated(JsonNode.Parse(json.TrimStart('\uFEFF'))!, at, JsonNode.Parse(value)), Registry);
            _ = DefinitionValidator.Validate(json.Remove(at % json.Length), Registry);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static string Mutated(JsonNode root, int at, JsonNode? value)
    {
        var places = Places(root).ToList();
        var (parent, key) = places[at % places.Count];
        if (parent is JsonObject members)
        {
            members[(string)key] = value;
        }
        else
        {
            parent.AsArray()[(int)key] = value;
        }

        return root.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany((item, index) => (item is null ? [] : Places(item)).Prepend((items, index))),
        _ => [],
    };

    private static Finding[] Errors(string json) => [.. DefinitionValidator.Validate(json, Registry).Where(finding => finding.Severity == FindingSeverity.Error)];
}
