using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class TransactionTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_AcknowledgementLost_IsSettledByLookingItUp(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        var runs = 0;
        host.Commits.LoseNext();

        var result = await host.SendAsync(
            (db, _) =>
            {
                db.Add(new Ticket { Id = ticket });
                return Task.FromResult(++runs);
            },
            wasCommitted: db => db.Tickets.AnyAsync(t => t.Id == ticket));

        Assert.Equal((1, 1), (result, runs));
        Assert.Equal(1, await host.ReadAsync(db => db.Tickets.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_CommitFailed_IsNotTakenForSuccess(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        host.Commits.FailNext();

        await Assert.ThrowsAsync<IOException>(() => host.SendAsync(
            (db, _) => Task.FromResult(db.Add(new Ticket { Id = ticket })),
            wasCommitted: db => db.Tickets.AnyAsync(t => t.Id == ticket)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_AcknowledgementOfTheBurstLost_CountsOnceAndIsNoFailure(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", visit =>
        {
            host.Commits.LoseNext();
            return visit.CountAsync();
        });
        var (ticket, _) = await host.StartAsync(new Flow("work").Rest("rest", "1.00:00:00").Call("work").Line("rest", "work"));

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal((0, 0), await host.ReadAsync(async db => (await db.Timers.CountAsync(), await db.Incidents.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_AcknowledgementOfTheClaimLost_WorksWhatItClaimed(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(TimerTests.RestThenCount("1.00:00:00"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        host.Commits.LoseNext();

        var claimed = await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal((1, 1), (claimed, await host.CountOfAsync(ticket)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_LostRace_RunsTheWorkAgainOnAClearedContext(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var taken = Guid.CreateVersion7(host.Clock.GetUtcNow());
        await host.SendAsync((db, _) => Task.FromResult(db.Add(new Ticket { Id = taken })));
        var runs = 0;

        await host.SendAsync((db, _) =>
        {
            db.Add(new Ticket { Id = ++runs == 1 ? taken : Guid.CreateVersion7(host.Clock.GetUtcNow()) });
            return Task.FromResult(0);
        });

        Assert.Equal(2, runs);
        Assert.Equal(2, await host.ReadAsync(db => db.Tickets.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_RaceIsLostTenTimes_ThrowsTheLastFailure(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var taken = Guid.CreateVersion7(host.Clock.GetUtcNow());
        await host.SendAsync((db, _) => Task.FromResult(db.Add(new Ticket { Id = taken })));
        var runs = 0;

        await Assert.ThrowsAsync<DbUpdateException>(() => host.SendAsync((db, _) =>
        {
            runs++;
            return Task.FromResult(db.Add(new Ticket { Id = taken }));
        }));

        Assert.Equal(10, runs);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_WorkFails_IsNotTriedAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var runs = 0;

        await Assert.ThrowsAsync<NotSupportedException>(() => host.SendAsync<int>((_, _) =>
        {
            runs++;
            throw new NotSupportedException("no");
        }));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task InTransaction_WithinAnother_Throws()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.SendAsync((db, _) =>
            db.InTransactionAsync(_ => Task.FromResult(0), _ => Task.FromResult(false), CancellationToken.None)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task InTransaction_ManyAtOnce_NoneIsLost(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(new Flow("loop").Event("wait", "Poked").Node("count", "Test.Count").Line("wait", "count", "wait"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => host.SignalAsync("Poked", ticket, $"{i}"))));

        Assert.Equal(8, await host.CountOfAsync(ticket));
    }
}
