using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class OutboxTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_MessageEnqueued_IsHandedOverOnceAndMarked(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await EnqueueAsync(host, "one@example");

        await host.LiveAsync(TimeSpan.FromDays(1));

        var (messageId, content) = Assert.Single(host.Transport.Delivered);
        Assert.Equal(("one@example", "010203"), (messageId, Convert.ToHexString(content)));
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
        Assert.NotNull(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_CrashBetweenDeliveryAndCommit_DeliversAgainTheSameBytes(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.OnDelivered = (_, _) =>
        {
            if (host.Transport.Delivered.Count == 1)
            {
                host.Commits.FailNext();
            }

            return Task.CompletedTask;
        };
        await EnqueueAsync(host, "one@example");

        await host.DueWork.RunOnceAsync(CancellationToken.None);
        var afterCrash = await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync());
        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Null(afterCrash);
        Assert.Equal([("one@example", "010203"), ("one@example", "010203")], host.Transport.Delivered.Select(d => (d.MessageId, Convert.ToHexString(d.Content))));
        Assert.NotNull(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_TransportIsDown_IncidentAfterThreeTriesAndTheOthersGoOut(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.OnDelivered = (message, _) => message.MessageId == "bad@example" ? throw new IOException("refused") : Task.CompletedTask;
        await EnqueueAsync(host, "bad@example");
        await EnqueueAsync(host, "good@example");

        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Equal(3, host.Transport.Delivered.Count(d => d.MessageId == "bad@example"));
        Assert.Equal(1, host.Transport.Delivered.Count(d => d.MessageId == "good@example"));
        Assert.Equal("IOException: refused", await host.ReadAsync(db => db.Incidents.Select(i => i.Reason).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Deliver_WhileItRuns_NoTransactionIsOpen(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.OnDelivered = (_, _) => EnqueueAsync(host, $"{host.Transport.Delivered.Count}@example"); // would wait for ever on SQLite
        await EnqueueAsync(host, "one@example");

        await host.DueWork.RunOnceAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, await host.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Enqueue_SameMessageIdAgain_IsRefused(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await EnqueueAsync(host, "one@example");

        await Assert.ThrowsAsync<DbUpdateException>(() => EnqueueAsync(host, "one@example"));
    }

    private static Task<int> EnqueueAsync(EngineHost host, string messageId) => host.SendAsync((db, _) =>
    {
        db.Enqueue(new() { Kind = "mail", MessageId = messageId, Content = [1, 2, 3] }, host.Clock.GetUtcNow());
        return Task.FromResult(0);
    });
}
