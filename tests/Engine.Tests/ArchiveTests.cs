using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class ArchiveTests
{
    private static readonly Flow Line = new Flow("line").Call("a").Node("count", "Test.Count").Line("a", "count");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Move_FinishedInstance_LosesNothingOfIt(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("a", visit => Task.FromResult(visit.Wake is null
            ? ActivityResult.WaitFor(new Wait.ForTask("Look", "officer", visit.Context.Now.AddDays(2), """{"title":"Look"}"""))
            : ActivityResult.Done()));
        var (_, id) = await host.StartAsync(Line);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var task = await host.ReadAsync(db => db.Tasks.SingleAsync());
        await host.SendAsync((_, runtime) => runtime.CompleteTaskAsync(task.Id, """{"seen":true}""", "somebody", CancellationToken.None));
        var instance = await host.ReadAsync(db => db.Instances.SingleAsync());
        var journal = await host.ReadAsync(db => db.Journal.OrderBy(e => e.Sequence).ToListAsync());
        task = await host.ReadAsync(db => db.Tasks.SingleAsync());
        host.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(1, await MoveAsync(host, days: 399));

        var archived = await host.ReadAsync(db => db.Archived.SingleAsync());
        Assert.Equal(
            (id, instance.DefinitionId, instance.DefinitionVersionId, instance.CorrelationId, instance.Status, instance.Version),
            (archived.Id, archived.DefinitionId, archived.DefinitionVersionId, archived.CorrelationId, archived.Status, archived.Version));
        Assert.Equal((instance.StartedAt, instance.FinishedAt, instance.State), (archived.StartedAt, archived.FinishedAt, archived.StateJson));
        Assert.Equal(journal.Select(JournalLine.Of), archived.ReadJournal());
        Assert.Equal([TaskLine.Of(task)], archived.ReadTasks());
        Assert.Equal("somebody", archived.ReadTasks()[0].CompletedBy);
        Assert.Equal((0, 0, 0), await host.ReadAsync(async db => (await db.Instances.CountAsync(), await db.Journal.CountAsync(), await db.Tasks.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Move_RunningFaultedOrRecent_Stay(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("b", _ => Task.FromResult(ActivityResult.Done()));
        var (_, running) = await host.StartAsync(new Flow("wait").Event("wait", "Never"));
        var (_, faulted) = await host.StartAsync(new Flow("loop").Rest("rest", "1.00:00:00").Call("a").Call("b").Line("rest", "a", "b", "a"));
        await host.LiveAsync(TimeSpan.FromDays(100));
        var (_, recent) = await host.StartAsync(Line);

        Assert.Equal(0, await MoveAsync(host, days: 30));
        Assert.Equal(
            new[] { running, faulted, recent }.Order(), await host.ReadAsync(async db => (await db.Instances.Select(i => i.Id).ToListAsync()).Order()));
    }

    /// <summary>The commit of the second batch is lost: the first is done, the second is done again, and nothing is there twice.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Move_CrashBetweenBatches_GoesOnWithoutLossOrDoubling(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(Line.ToJson());
        var started = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            started.Add((await host.StartAsync("line")).Instance);
        }

        var lines = await host.ReadAsync(db => db.Journal.CountAsync());
        host.Clock.Advance(TimeSpan.FromDays(31));

        var moved = await MoveAsync(host, days: 30, atMost: 3);
        host.Commits.FailNext();
        await Assert.ThrowsAsync<IOException>(() => MoveAsync(host, days: 30, atMost: 3));
        var between = await host.ReadAsync(async db => (await db.Instances.CountAsync(), await db.Archived.CountAsync()));
        host.Restart();
        int[] later = [await MoveAsync(host, days: 30, atMost: 3), await MoveAsync(host, days: 30, atMost: 3), await MoveAsync(host, days: 30, atMost: 3)];

        Assert.Equal((3, (4, 3)), (moved, between));
        Assert.Equal([3, 1, 0], later);
        var archived = await host.ReadAsync(db => db.Archived.ToListAsync());
        Assert.Equal(started.Order(), archived.Select(a => a.Id).Order());
        Assert.Equal(lines, archived.Sum(a => a.ReadJournal().Count));
        Assert.Equal(0, await host.ReadAsync(db => db.Journal.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Move_TwoAtOnce_EachInstanceOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(Line.ToJson());
        for (var i = 0; i < 10; i++)
        {
            await host.StartAsync("line");
        }

        host.Clock.Advance(TimeSpan.FromDays(31));
        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MoveAsync(host, days: 30, atMost: 10))));

        Assert.Equal(10, moved.Sum());
        Assert.Equal((0, 10), await host.ReadAsync(async db => (await db.Instances.CountAsync(), await db.Archived.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Forget_LongExpired_GoAndTheRestStaysUnique(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        await host.SignalAsync("Old", ticket, "old", TimeSpan.FromDays(1));
        await host.SendAsync((db, _) => Task.FromResult(db.Add(KeyAt("old", host.Clock.GetUtcNow()))));
        await host.LiveAsync(TimeSpan.FromDays(40));
        await host.SignalAsync("New", ticket, "new", TimeSpan.FromDays(1));
        await host.SendAsync((db, _) => Task.FromResult(db.Add(KeyAt("new", host.Clock.GetUtcNow()))));

        host.Clock.Advance(TimeSpan.FromHours(1));
        var forgotten = await host.CommitAsync((Archive archive) => archive.ForgetAsync(host.Clock.GetUtcNow().AddDays(-30), CancellationToken.None));
        await host.SignalAsync("New", ticket, "new", TimeSpan.FromDays(1));

        Assert.Equal(2, forgotten);
        Assert.Equal(["new"], await host.ReadAsync(db => db.Stimuli.Select(s => s.MessageId).ToListAsync()));
        Assert.Equal(["new"], await host.ReadAsync(db => db.Set<IdempotencyKey>().Select(k => k.Key).ToListAsync()));
    }

    private static IdempotencyKey KeyAt(string key, DateTimeOffset at) =>
        new() { Scope = "test", Key = key, Fingerprint = "f", BurstId = Guid.CreateVersion7(at), CreatedAt = at };

    private static Task<int> MoveAsync(EngineHost host, int days, int atMost = Archive.BatchSize) =>
        host.CommitAsync((Archive archive) => archive.MoveAsync(host.Clock.GetUtcNow().AddDays(-days), atMost, CancellationToken.None));
}
