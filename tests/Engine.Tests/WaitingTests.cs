using Microsoft.EntityFrameworkCore;
using Tracker.Support;
using static Tracker.Engine.Tests.Draw;

namespace Tracker.Engine.Tests;

public sealed class WaitingTests
{
    /// <summary>Elsa's scheduler throws for timers over 24.8 days.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Delay_28And400Days_SleepsAndFires(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var instances = new Dictionary<int, Guid>();
        foreach (var days in new[] { 28, 400 })
        {
            instances[days] = (await host.StartJsonAsync(Definition($"d{days}", Sequence("root", Delay("rest", $"{days}.00:00:00"), Line("line", "awake"))))).Instance;
        }

        host.Restart();
        await host.LiveAsync(TimeSpan.FromDays(28) - TimeSpan.FromSeconds(1));
        var before = await host.LinesOfAsync(instances[28]);
        await host.LiveAsync(TimeSpan.FromSeconds(1));
        var after28 = await Task.WhenAll(instances.Values.Select(host.LinesOfAsync));
        await host.LiveAsync(TimeSpan.FromDays(372));

        Assert.Empty(before);
        Assert.Equal([["awake"], []], after28);
        Assert.Equal(["awake"], await host.LinesOfAsync(instances[400]));
    }

    /// <summary>Elsa rebuilds every timer at start-up, and one that cannot be read keeps the others from firing.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Delay_AnotherTimerIsBadAfterARestart_FiresAllTheSame(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (_, bad) = await host.StartJsonAsync(Definition("d", Sequence("root", Delay("rest", "1.00:00:00"), Line("line", "awake"))));
        var (_, good) = await host.StartAsync("d");
        await host.ReadAsync(db => db.Instances.Where(i => i.Id == bad).ExecuteUpdateAsync(set => set.SetProperty(i => EF.Property<string>(i, "State"), "no state")));

        host.Restart();
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(["awake"], await host.LinesOfAsync(good));
        Assert.Equal(bad, await host.ReadAsync(db => db.Incidents.Select(i => i.InstanceId).SingleAsync()));
    }

    [Fact]
    public async Task StartAt_FutureAndPast_WaitsOnlyForTheFuture()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite, at: "2024-01-31T09:00Z");
        var (_, instance) = await host.StartJsonAsync(Definition("s", Sequence(
            "root", Activity("past", "Elsa.StartAt", ("dateTime", "2024-01-30T00:00:00Z")), Line("now", "now"),
            Activity("future", "Elsa.StartAt", ("dateTime", "2024-02-29T12:00:00+01:00")), Line("then", "then"))));

        await host.LiveToAsync(new(2024, 2, 29, 10, 59, 59, TimeSpan.Zero));
        var before = await host.LinesOfAsync(instance);
        await host.LiveToAsync(new(2024, 2, 29, 11, 0, 0, TimeSpan.Zero));

        Assert.Equal(["now"], before);
        Assert.Equal(["now", "then"], await host.LinesOfAsync(instance));
    }

    [Fact]
    public async Task Event_WithAPayload_IsItsResult()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var (ticket, instance) = await host.StartJsonAsync(Definition(
            "e", Sequence("root", Event("wait", "Answered").With("result", To("Answer")), LineOf("line", "`${getAnswer().by} on ${getAnswer().days[1]}`")), Variable("Answer", "Object")));

        await host.SignalAsync("Answered", ticket, "1", payload: """{"by":"Ada","days":[1,2]}""");

        Assert.Equal("Ada on 2", (await host.LinesOfAsync(instance))[^1]);
    }

    [Fact]
    public async Task Event_PayloadIsNotJson_IsATextAndNoFailure()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        var (ticket, instance) = await host.StartJsonAsync(Definition(
            "e", Sequence("root", Event("wait", "Answered").With("result", To("Answer")), LineOf("line", "getAnswer()")), Variable("Answer", "Object")));

        await host.SignalAsync("Answered", ticket, "1", payload: "not {json");

        Assert.Equal("not {json", (await host.LinesOfAsync(instance))[^1]);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunTask_Completed_GoesOnWithTheAnswer(Database database)
    {
        await using var host = await EngineHost.StartAsync(database, at: "2024-01-31T09:00Z");
        var task = Activity(
            "task", "Elsa.RunTask", ("taskName", "Decide"), ("role", "Chair"), ("due", "2024-02-07T17:00:00Z"), ("form", Input("Object", """{"question":"Agree?"}""")),
            ("result", To("Answer")));
        var (_, instance) = await host.StartJsonAsync(Definition("t", Sequence("root", task, LineOf("line", "getAnswer().agreed ? 'yes' : 'no'")), Variable("Answer", "Object")));
        var open = await host.ReadAsync(db => db.Set<WorkflowTask>().SingleAsync());

        host.Restart();
        var first = await host.SendAsync((_, runtime) => runtime.CompleteTaskAsync(open.Id, """{"agreed":true}""", "Ada", CancellationToken.None));
        var second = await host.SendAsync((_, runtime) => runtime.CompleteTaskAsync(open.Id, """{"agreed":false}""", "Bo", CancellationToken.None));

        Assert.Equal(("Decide", "Chair", """{"question":"Agree?"}"""), (open.Name, open.Role, open.FormJson));
        Assert.Equal(new DateTimeOffset(2024, 2, 7, 17, 0, 0, TimeSpan.Zero), open.DueAt);
        Assert.Equal((true, false), (first, second));
        Assert.Equal("yes", (await host.LinesOfAsync(instance))[^1]);
    }

    [Fact]
    public async Task PublishEvent_NoCorrelationId_WakesThoseAboutTheSameThing()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(Definition("listen", Sequence("root", Event("wait", "News").With("result", To("It")), LineOf("line", "getIt()")), Variable("It", "String")));
        await host.PublishAsync(Definition("tell", Activity("root", "Elsa.PublishEvent", ("eventName", "News"), ("payload", "hello"))));
        var same = await StartAsync(host, "listen", "a");
        var other = await StartAsync(host, "listen", "b");

        await StartAsync(host, "tell", "a");

        Assert.Equal((WorkflowStatus.Finished, WorkflowStatus.Running), (await host.StatusOfAsync(same), await host.StatusOfAsync(other)));
        Assert.Equal("hello", (await host.LinesOfAsync(same))[^1]);
    }

    [Fact]
    public async Task PublishEvent_Local_WakesOnlyItsOwnInstance()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(Definition("both", Parallel(
            "root", Event("wait", "News"), Sequence("s", Event("go", "Go"), Activity("tell", "Elsa.PublishEvent", ("eventName", "News"), ("isLocalEvent", true))))));
        var first = await StartAsync(host, "both", "a");
        var second = await host.SendAsync((_, runtime) => runtime.StartAsync("both", "a", CancellationToken.None));
        await host.SendAsync((_, runtime) => runtime.SignalAsync(new("Go", "a", "test", "1", PayloadJson: null, TimeSpan.FromDays(1)), CancellationToken.None));

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(first));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(second));
        Assert.Equal(1, await host.ReadAsync(db => db.Stimuli.CountAsync())); // only Go: a local event is no stimulus
    }

    [Fact]
    public async Task Correlate_WhileItWaits_HearsWhatIsAboutTheNewThing()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(Definition("c", Parallel("root", Event("wait", "News"), Sequence("s", Delay("rest", "1.00:00:00"), Activity("move", "Elsa.Correlate", ("correlationId", "new"))))));
        var instance = await StartAsync(host, "c", "old");
        await host.LiveAsync(TimeSpan.FromDays(1));

        var aboutOld = await host.SendAsync((_, runtime) => runtime.SignalAsync(new("News", "old", "test", "1", PayloadJson: null, TimeSpan.FromDays(1)), CancellationToken.None));
        var aboutNew = await host.SendAsync((_, runtime) => runtime.SignalAsync(new("News", "new", "test", "2", PayloadJson: null, TimeSpan.FromDays(1)), CancellationToken.None));

        Assert.Equal((0, 1), (aboutOld, aboutNew));
        Assert.Equal("new", await host.ReadAsync(db => db.Instances.Where(i => i.Id == instance).Select(i => i.CorrelationId).SingleAsync()));
    }

    internal static Task<Guid> StartAsync(EngineHost host, string definitionId, string correlationId) =>
        host.SendAsync((_, runtime) => runtime.StartAsync(definitionId, correlationId, CancellationToken.None));
}
