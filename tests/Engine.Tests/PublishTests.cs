using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class PublishTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Publish_WhileAnInstanceRuns_ItStaysOnItsVersion(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (old, _) = await host.StartAsync(new Flow("f").Rest("rest", "7.00:00:00").Node("count", "Test.Count").Line("rest", "count"));

        var published = await host.PublishAsync(new Flow("f").Rest("rest", "1.00:00:00").ToJson());
        var (newer, _) = await host.StartAsync("f");
        host.Restart(); // nothing of the first version is left in memory
        await host.LiveAsync(TimeSpan.FromDays(8));

        Assert.Equal((2, true), (published.Version, published.IsNew));
        Assert.Equal((1, 0), (await host.CountOfAsync(old), await host.CountOfAsync(newer)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Publish_SameTextAgain_IsTheSameVersion(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var json = new Flow("f").Call("a").ToJson();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.PublishAsync(json))));

        Assert.All(results, result => Assert.Equal(1, result.Version));
        Assert.Single(results, result => result.IsNew);
        Assert.Equal(json, await host.ReadAsync(db => db.Set<WorkflowDefinitionVersion>().Select(v => v.Content).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Publish_TextWithMarkAndUnknownMembersAndFlatConnections_IsKeptAsItIsAndRuns(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        const string Json = """
            {"definitionId":"studio", "toolVersion":"3.2.0.0", "futureMember": {"x": [1, 2.50]}, "options": {},
             "root": {"type":"Elsa.Flowchart","id":"root","version":1,
               "activities":[
                 {"id":"a","type":"Elsa.Start","nodeId":"w:root:a","metadata":{"designer":{"position":{"x":1}}},"customProperties":{"mergeMode":"None"}},
                 {"id":"b","type":"Elsa.WriteLine","text":"a bare scalar"},
                 {"id":"c","type":"Elsa.FlowFork","branches":{"typeName":"String[]","expression":{"type":"Object","value":"[\"x\"]"}}},
                 {"id":"d","type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"WaitAll"}}}],
               "connections":[{"source":"a","target":"b","sourcePort":"Done","targetPort":"In"},{"source":"b","target":"c"},
                 {"source":{"activity":"c","port":"x"},"target":{"activity":"d"},"vertices":[]}]}}
            """;
        var published = await host.PublishAsync("\uFEFF" + Json);

        var (_, instance) = await host.StartAsync("studio");

        Assert.Empty(published.Findings);
        Assert.Equal(["Started", "Executed a", "Wrote b", "Executed b", "Executed c", "Executed d", "Finished"], await host.JournalOfAsync(instance));
        Assert.Equal("\uFEFF" + Json, await host.ReadAsync(db => db.Set<WorkflowDefinitionVersion>().Select(v => v.Content).SingleAsync()));
    }

    [Theory]
    [InlineData("unknown type", "b", "Elsa.Unheard", "no activity of this type")]
    [InlineData("refused type", "b", "Elsa.HttpEndpoint", "Nothing outside the database")]
    [InlineData("merge mode", "b", "Test.Call", "merge mode Stream")]
    [InlineData("expression", "b", "Test.Call", "expressions of type Liquid")]
    [InlineData("missing input", "b", "Test.Call", "'part' is required")]
    [InlineData("unreadable input", "b", "Test.Rest", "cannot be read as TimeSpan")]
    [InlineData("port", "b", "Test.Call", "'Sideways', which is not an outcome")]
    [InlineData("from the end", "b", "Elsa.End", "not an outcome")]
    [InlineData("dangling target", "b", "Test.Call", "there is no activity 'nowhere'")]
    [InlineData("dangling source", "ghost", null, "there is no activity 'ghost'")]
    [InlineData("unreachable", "island", "Test.Call", "cannot be reached")]
    [InlineData("twin", "b", "Test.Call", "the same id")]
    public async Task Publish_DefinitionIsWrong_NamesNodeTypeAndReasonAndChangesNothing(string wrong, string node, string? type, string reason)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(new Flow("f").Call("a").Call("b").Line("a", "b").ToJson());

        var result = await host.PublishAsync(Broken(wrong));

        var finding = Assert.Single(result.Findings, f => f.Severity == FindingSeverity.Error);
        Assert.True(result.IsRefused);
        Assert.Equal((node, type), (finding.NodeId, finding.ActivityType));
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
        Assert.Equal(1, await host.ReadAsync(db => db.Set<WorkflowDefinitionVersion>().CountAsync()));
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "no definitionId", "no root")]
    [InlineData("""{"definitionId":"f"}""", "no root")]
    [InlineData("""{"definitionId":"f","root":{"id":"a"}}""", "Activity 'a' has no type")]
    [InlineData("""{"definitionId":"f","root":{"type":"Elsa.Flowchart"}}""", "no activity")]
    [InlineData("""{"definitionId":"f","root":{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.Start"}]}}""", "no id", "no activity")]
    [InlineData("""{"definitionId":5,"root":7}""", "no definitionId", "not an activity")]
    public void Validate_NotADefinition_SaysAllThatIsWrong(string json, params string[] reasons)
    {
        var findings = DefinitionValidator.Validate(json, ActivityRegistry.Of());

        Assert.Equal(reasons.Length, findings.Count);
        Assert.All(reasons.Zip(findings), pair => Assert.Contains(pair.First, pair.Second.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_UnknownKeyAndOpenOutcome_AreWarnings()
    {
        var json = new Flow("f").Node("a", "Test.Call", ("part", "a"), ("prat", "b")).Call("b").Line("a", "b").ToJson();

        var findings = DefinitionValidator.Validate(json, ActivityRegistry.Of(typeof(HostDb).Assembly));

        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Warning, finding.Severity));
        Assert.Contains(findings, finding => finding.NodeId == "a" && finding.Reason.Contains("'prat'", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.NodeId == "a" && finding.Reason.Contains("'Other'", StringComparison.Ordinal));
    }

    private static string Broken(string wrong)
    {
        var line = new Flow("f").Call("a").Call("b").Line("a", "b");
        return wrong switch
        {
            "unknown type" => new Flow("f").Call("a").Node("b", "Elsa.Unheard").Line("a", "b").ToJson(),
            "refused type" => new Flow("f").Call("a").Node("b", "Elsa.HttpEndpoint").Line("a", "b").ToJson(),
            "merge mode" => Edited(line, b => b["customProperties"] = new JsonObject { ["mergeMode"] = "Stream" }),
            "expression" => Edited(line, b => b["part"]!["expression"]!["type"] = "Liquid"),
            "missing input" => Edited(line, b => b["part"] = null),
            "unreadable input" => new Flow("f").Call("a").Rest("b", "soon").Line("a", "b").ToJson(),
            "port" => line.To("b", "a", "Sideways").ToJson(),
            "from the end" => new Flow("f").Call("a").Node("b", "Elsa.End").Line("a", "b", "a").ToJson(),
            "dangling target" => line.To("b", "nowhere").ToJson(),
            "dangling source" => line.To("ghost", "a").ToJson(),
            "unreachable" => line.Node("start", "Elsa.Start").Line("start", "a").Call("island").ToJson(),
            "twin" => line.Call("b").ToJson(),
            _ => throw new ArgumentOutOfRangeException(nameof(wrong)),
        };
    }

    private static string Edited(Flow flow, Action<JsonNode> edit)
    {
        var json = flow.ToNode();
        edit(json["root"]!["activities"]!.AsArray().Single(node => node!["id"]!.GetValue<string>() == "b")!);
        return json.ToJsonString();
    }
}
