using Microsoft.EntityFrameworkCore;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class FaultTests
{
    private static readonly string Faulting = Definition("f", Parallel(
        "root",
        Sequence("s", Event("go", "Go"), Activity("fault", "Elsa.Fault", ("code", "42"), ("category", "Address"), ("message", "Nobody there")), Line("never", "never")),
        Delay("rest", "2.00:00:00"),
        Event("other", "Other"),
        Activity("task", "Elsa.RunTask", ("taskName", "Look"))));

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Fault_OneBranch_InstanceIsFaultedWithAnIncidentAndOtherWaitsStay(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartJsonAsync(Faulting);

        await host.SignalAsync("Go", ticket, "1");

        Assert.Equal(WorkflowStatus.Faulted, await host.StatusOfAsync(instance));
        var incident = await host.ReadAsync(db => db.Incidents.SingleAsync());
        Assert.Equal((instance, "fault", 1, "System fault 42, Address: Nobody there"), (incident.InstanceId, incident.NodeId, incident.Attempts, incident.Reason));
        var parked = await host.ReadAsync(db => db.Timers.SingleAsync(t => t.Id == incident.TimerId));
        Assert.Equal((instance, null), (parked.InstanceId, parked.AvailableAt));
        Assert.Equal((1, 1, 1), await host.WaitsAsync());
        Assert.Equal("Faulted fault", (await host.JournalOfAsync(instance))[^1]);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Fault_OtherWaitsComeDue_AreNotWokenAndNotLost(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartJsonAsync(Faulting);
        await host.SignalAsync("Go", ticket, "1");
        var task = await host.ReadAsync(db => db.Set<WorkflowTask>().Select(t => t.Id).SingleAsync());
        var before = await host.JournalOfAsync(instance);

        await host.LiveAsync(TimeSpan.FromDays(3));
        var woken = await host.SignalAsync("Other", ticket, "2", TimeSpan.FromDays(30));
        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => host.SendAsync((_, runtime) => runtime.CompleteTaskAsync(task, resultJson: null, "Ada", CancellationToken.None)));

        Assert.Equal((0, "instance.not-running"), (woken, refused.Rule));
        Assert.Equal(before, await host.JournalOfAsync(instance));
        Assert.Equal((1, 1, 1), await host.WaitsAsync());
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Fault_OperatorRetries_RunsAgainAndTheOthersGoOnWhenItIsSettled(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartJsonAsync(Faulting);
        await host.SignalAsync("Go", ticket, "1");
        await host.LiveAsync(TimeSpan.FromDays(3));

        await host.ReadAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, WorkflowStatus.Running)));
        var now = host.Clock.GetUtcNow();
        await host.ReadAsync(db => db.Timers.Where(t => t.AvailableAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.AvailableAt, now)));
        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal(["Woken fault", "Faulted fault"], (await host.JournalOfAsync(instance))[^2..]);
        Assert.Equal(2, await host.ReadAsync(db => db.Incidents.CountAsync()));
        await host.ReadAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, WorkflowStatus.Running)));
        await host.LiveAsync(TimeSpan.FromHours(1));
        Assert.Contains("Executed rest", await host.JournalOfAsync(instance), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Fault_AnotherBranchEndsAllInTheSameBurst_NoIncidentIsLeft()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (_, instance) = await host.StartJsonAsync(Definition("e", Flowchart(
            "root", [Activity("fork", "Elsa.FlowFork", ("branches", new[] { "a", "b" })), Activity("a", "Elsa.Fault"), Line("b", "b"), Activity("end", "Elsa.End")],
            "fork:a>a", "fork:b>b", "b>end")));

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
        Assert.Equal((0, 0), await host.ReadAsync(async db => (await db.Incidents.CountAsync(), await db.Timers.CountAsync())));
    }

    [Fact]
    public async Task Script_FailsAtRunTime_BurstIsRolledBack()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var failure = await Assert.ThrowsAsync<ExpressionException>(() => host.StartJsonAsync(Definition("s", LineOf("root", "getVariable('X' + 1)\n  .length"))));

        Assert.Equal("Cannot read 'length' of null (line 2, column 3)", failure.Message);
        Assert.Equal(0, await host.ReadAsync(db => db.Instances.CountAsync()));
    }
}
