using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class BurstTests
{
    private static readonly Flow Story = new Flow("story")
        .Event("go", "Go").Call("write").Fork("fork", "rest", "wait", "end").Rest("rest", "1.00:00:00").Event("wait", "Other").Call("end")
        .Line("go", "write", "fork").To("fork", "rest", "rest").To("fork", "wait", "wait").To("fork", "end", "end");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_ActivityThrows_NothingIsLeftOfTheBurst(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await StartStoryAsync(host);
        host.Script.On("end", _ => throw new NotSupportedException("boom"));
        var before = await EverythingAsync(host);

        await Assert.ThrowsAsync<NotSupportedException>(() => SignalAsync(host, ticket));

        Assert.Equal(before, await EverythingAsync(host));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_CommitFails_NothingIsLeftOfTheBurst(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await StartStoryAsync(host);
        var before = await EverythingAsync(host);
        host.Commits.FailNext();

        await Assert.ThrowsAsync<IOException>(() => SignalAsync(host, ticket));

        Assert.Equal(before, await EverythingAsync(host));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Signal_AllGoesWell_EverythingIsCommittedTogether(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await StartStoryAsync(host);

        await SignalAsync(host, ticket);

        Assert.Equal("tickets 2, count 1, outbox 1, timers 2, bookmarks 1, stimuli 1, journal 10, version 2", await EverythingAsync(host));
        Assert.Equal(
            ["Started", "Waiting go", "Woken go", "Executed go", "Executed write", "Executed fork", "Waiting rest", "Waiting wait", "Wrote end", "Executed end"],
            await host.JournalOfAsync(instance));
        var bursts = await host.ReadAsync(db => db.Journal.OrderBy(e => e.Sequence).Select(e => e.BurstId).ToListAsync());
        Assert.Single(bursts[..2].Distinct());
        Assert.Single(bursts[2..].Distinct());
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Start_HandlerHasUnsavedRows_ActivitySeesThem(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("look", async visit => await visit.Db.Tickets.AnyAsync(t => t.Id == visit.Context.SubjectId)
            ? ActivityResult.Done()
            : throw new InvalidOperationException("The ticket is not there yet."));

        var (_, instance) = await host.StartAsync(new Flow("look").Call("look"));

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    [Fact]
    public async Task Start_NoTransaction_Throws()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WithoutTransactionAsync(runtime => runtime.StartAsync("any", "1", CancellationToken.None)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Activity_StartsAndSignalsOthers_AllInOneBurst(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (waitingTicket, waiting) = await host.StartAsync(new Flow("waiting").Event("wait", "Poked"));
        var other = Guid.CreateVersion7(host.Clock.GetUtcNow());
        await host.PublishAsync(new Flow("other").Call("nothing").ToJson());
        host.Script.On("poke", async visit =>
        {
            await visit.Context.StartAsync("other", other.ToString(), visit.CancellationToken);
            await visit.Context.SignalAsync("Poked", waitingTicket.ToString(), visit.CancellationToken);
            return ActivityResult.Done();
        });

        var (_, poking) = await host.StartAsync(new Flow("poking").Call("poke"));

        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(waiting));
        var started = await host.ReadAsync(db => db.Instances.Where(i => i.CorrelationId == other.ToString()).Select(i => i.Id).SingleAsync());
        var bursts = await host.ReadAsync(db => db.Journal
            .Where(e => e.InstanceId == started || e.InstanceId == poking || (e.InstanceId == waiting && e.Kind == JournalKind.Finished))
            .Select(e => e.BurstId).Distinct().ToListAsync());
        Assert.Single(bursts);
    }

    private static Task<(Guid Ticket, Guid Instance)> StartStoryAsync(EngineHost host)
    {
        host.Script.On("write", visit =>
        {
            visit.Db.Enqueue(new() { Kind = "mail", MessageId = "one@example", Content = [1, 2, 3] }, visit.Context.Now);
            return visit.CountAsync();
        });
        host.Script.On("end", visit =>
        {
            visit.Context.Write("so far so good");
            return Task.FromResult(ActivityResult.Done());
        });
        return host.StartAsync(Story);
    }

    private static Task<int> SignalAsync(EngineHost host, Guid ticket) => host.SendAsync((db, runtime) =>
    {
        db.Add(new Ticket { Id = Guid.CreateVersion7(host.Clock.GetUtcNow()) });
        return runtime.SignalAsync(new("Go", ticket.ToString(), "test", "1", PayloadJson: null, TimeSpan.FromDays(1)), CancellationToken.None);
    });

    private static Task<string> EverythingAsync(EngineHost host) => host.ReadAsync(async db =>
        $"tickets {await db.Tickets.CountAsync()}, count {await db.Tickets.SumAsync(t => t.Count)}, outbox {await db.Outbox.CountAsync()}, "
        + $"timers {await db.Timers.CountAsync()}, bookmarks {await db.Bookmarks.CountAsync()}, stimuli {await db.Stimuli.CountAsync()}, "
        + $"journal {await db.Journal.CountAsync()}, version {await db.Instances.SumAsync(i => i.Version)}");
}
