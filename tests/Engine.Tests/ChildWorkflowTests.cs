using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class ChildWorkflowTests
{
    private static readonly string Child = new JsonObject
    {
        ["definitionId"] = "child",
        ["inputs"] = new JsonArray(new JsonObject { ["name"] = "Days", ["type"] = "Int32" }),
        ["outputs"] = new JsonArray(new JsonObject { ["name"] = "Sum", ["type"] = "Int32" }),
        ["root"] = Sequence(
            "root",
            Activity("if", "Elsa.If", ("condition", Js("getDays() > 0")), ("then", Activity("rest", "Elsa.Delay", ("timeSpan", Js("`${getInput('Days')}.00:00:00`"))))),
            Activity("out", "Elsa.SetOutput", ("outputName", "Sum"), ("outputValue", Js("getDays() + 100")))),
    }.ToJsonString();

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task DispatchWorkflow_Waits_GoesOnWithTheOutputsInTheBurstThatEndsTheChild(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var parent = await StartAsync(host, "Elsa.DispatchWorkflow", days: 5, waits: true, "getIt().Sum");

        var before = (await host.StatusOfAsync(parent), await host.ReadAsync(db => db.Instances.CountAsync()));
        host.Restart();
        await host.LiveAsync(TimeSpan.FromDays(5));

        Assert.Equal((WorkflowStatus.Running, 2), before);
        Assert.Equal("105", (await host.LinesOfAsync(parent))[^1]);
        var ends = await host.ReadAsync(db => db.Journal.Where(e => e.Kind == JournalKind.Finished).Select(e => e.BurstId).ToListAsync());
        Assert.Equal((2, 1), (ends.Count, ends.Distinct().Count()));
    }

    [Fact]
    public async Task CancelInstance_AnotherOneWaitsForIt_GoesOnAndKnows()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var parent = await StartAsync(host, "Elsa.ExecuteWorkflow", days: 3, waits: true, "getIt().status");
        var child = await host.ReadAsync(db => db.Instances.Where(i => i.DefinitionId == "child").Select(i => i.Id).SingleAsync());

        await host.OperateAsync(operations => operations.CancelInstanceAsync(child, new("olga@northmere.test", "No longer needed."), CancellationToken.None));
        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal("Cancelled", (await host.LinesOfAsync(parent))[^1]);
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(parent));
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow", 0, "getIt().Sum", "100")]
    [InlineData("Elsa.ExecuteWorkflow", 0, "`${getIt().status} ${getIt().output.Sum}`", "Finished 100")]
    [InlineData("Elsa.ExecuteWorkflow", 3, "`${getIt().status} ${getIt().output.Sum}`", "Finished 103")]
    public async Task Waits_ChildEndsAtOnceOrLater_ResultIsTheSame(string type, int days, string script, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var parent = await StartAsync(host, type, days, waits: true, script);

        await host.LiveAsync(TimeSpan.FromDays(days));

        Assert.Equal(expected, (await host.LinesOfAsync(parent))[^1]);
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(parent));
        Assert.Equal(0, await host.ReadAsync(db => db.Stimuli.CountAsync(s => s.MatchedAt == null)));
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow", "getIt() ?? 'none'", "none")]
    [InlineData("Elsa.ExecuteWorkflow", "getIt().status", "Running")]
    public async Task DoesNotWait_ChildRests_GoesOnAtOnce(string type, string script, string expected)
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var parent = await StartAsync(host, type, days: 5, waits: false, script);

        Assert.Equal(expected, (await host.LinesOfAsync(parent))[^1]);
        await host.LiveAsync(TimeSpan.FromDays(5));
        Assert.Equal(0, await host.ReadAsync(db => db.Instances.CountAsync(i => i.Status != WorkflowStatus.Finished)));
    }

    [Fact]
    public async Task Waits_ChildFaults_ParentWaitsOn()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(Definition("child", Activity("root", "Elsa.Fault")));

        var (_, parent) = await host.StartJsonAsync(Definition("parent", Activity("call", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", true))));

        Assert.Equal(WorkflowStatus.Running, await host.StatusOfAsync(parent));
        Assert.Equal(1, await host.ReadAsync(db => db.Instances.CountAsync(i => i.Status == WorkflowStatus.Faulted)));
    }

    [Fact]
    public async Task ExecuteWorkflow_RunsItself_IsStoppedWithoutATrace()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        await Assert.ThrowsAsync<WorkflowFaultedException>(() => host.StartJsonAsync(Definition("self", Activity("root", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "self")))));

        Assert.Equal(0, await host.ReadAsync(db => db.Instances.CountAsync()));
    }

    private static async Task<Guid> StartAsync(EngineHost host, string type, int days, bool waits, string script)
    {
        await host.PublishAsync(Child);
        var call = Activity(
            "call", type, ("workflowDefinitionId", "child"), ("waitForCompletion", waits), ("input", Js($"({{ Days: {days} }})")), ("result", To("It")));
        return (await host.StartJsonAsync(Definition("parent", Sequence("root", call, LineOf("line", script)), Variable("It", "Object")))).Instance;
    }
}
