using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>What becomes of a message is for its transport to say, and for the engine to keep.</summary>
public sealed class HandOverTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_Later_IsTriedAgainHoweverOften(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.Outcome = (_, _) => Task.FromResult<HandedOver>(
            host.Transport.Delivered.Count < 20 ? new HandedOver.Later(host.Clock.GetUtcNow().AddHours(1)) : new HandedOver.Taken());
        await EnqueueAsync(host, "one@example");

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(20, host.Transport.Delivered.Count);
        Assert.Equal(0, await host.ReadAsync(db => db.Incidents.CountAsync()));
        Assert.NotNull(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_Held_WaitsUntilItIsReleased(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.Outcome = (_, _) => Task.FromResult<HandedOver>(host.Transport.Delivered.Count == 1 ? new HandedOver.Held() : new HandedOver.Taken());
        var id = await EnqueueAsync(host, "one@example");

        await host.LiveAsync(TimeSpan.FromDays(30));
        var whileHeld = host.Transport.Delivered.Count;
        var wasHeld = await host.SendAsync((db, _) => db.ReleaseAsync(id, host.Clock.GetUtcNow(), CancellationToken.None));
        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Equal((1, true, 2), (whileHeld, wasHeld, host.Transport.Delivered.Count));
        Assert.False(await host.SendAsync((db, _) => db.ReleaseAsync(id, host.Clock.GetUtcNow(), CancellationToken.None)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Settle_Held_IsNotHandedOverAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.Outcome = (_, _) => Task.FromResult<HandedOver>(new HandedOver.Held());
        var id = await EnqueueAsync(host, "one@example");
        await host.LiveAsync(TimeSpan.FromDays(1));

        var wasHeld = await host.SendAsync((db, _) => db.SettleAsync(id, host.Clock.GetUtcNow(), CancellationToken.None));
        await host.LiveAsync(TimeSpan.FromDays(30));

        Assert.True(wasHeld);
        Assert.Single(host.Transport.Delivered);
        Assert.NotNull(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_GivenUp_StaysUnsentAndIsNotTriedAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.Outcome = (_, _) => Task.FromResult<HandedOver>(new HandedOver.GivenUp());
        await EnqueueAsync(host, "one@example");

        await host.LiveAsync(TimeSpan.FromDays(30));

        Assert.Single(host.Transport.Delivered);
        Assert.Null(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
        Assert.Equal((0, 0), (await host.ReadAsync(db => db.Timers.CountAsync()), await host.ReadAsync(db => db.Incidents.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Record_LeaseWasTakenOver_WritesNothing(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var wrote = false;
        Exception? refused = null;
        host.Transport.Outcome = async (_, delivery) =>
        {
            await host.SendAsync((db, _) => db.Timers.ExecuteUpdateAsync(set => set.SetProperty(t => t.LeaseToken, (Guid?)Guid.Empty)));
            refused = await Xunit.Record.ExceptionAsync(() => delivery.RecordAsync(
                _ =>
                {
                    wrote = true;
                    return Task.CompletedTask;
                },
                CancellationToken.None));
            return new HandedOver.Taken();
        };
        await EnqueueAsync(host, "one@example");

        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.IsType<LeaseLostException>(refused);
        Assert.False(wrote);
        Assert.Null(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_DestinationIsInTrouble_OthersToItAreNotTriedAndOtherDestinationsAre(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var isDown = true;
        host.Transport.Outcome = (message, _) => Task.FromResult<HandedOver>(
            isDown && message.Lane == "down" ? new HandedOver.Later(host.Clock.GetUtcNow().AddMinutes(10)) { ClosesLane = true } : new HandedOver.Taken());
        for (var i = 0; i < 10; i++)
        {
            await EnqueueAsync(host, $"{i}@example", i % 2 == 0 ? "down" : $"up{i}");
        }

        await host.LiveAsync(TimeSpan.FromMinutes(5));
        var meanwhile = host.Transport.Delivered.Count;
        isDown = false;
        await host.LiveAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(1 + 5, meanwhile);
        Assert.Equal(5, await host.ReadAsync(db => db.Outbox.CountAsync(m => m.Lane == "down" && m.SentAt != null)));
        Assert.Equal(1 + 5 + 5, host.Transport.Delivered.Count);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_DestinationIsSlow_OtherDestinationsDoNotWaitAndItGetsOneAtATime(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (atSlow, most, others) = (0, 0, new ConcurrentBag<string>());
        var otherIsThere = new TaskCompletionSource();
        host.Transport.Outcome = async (message, _) =>
        {
            if (message.Lane != "slow")
            {
                others.Add(message.MessageId);
                otherIsThere.TrySetResult();
                return new HandedOver.Taken();
            }

            most = Math.Max(most, Interlocked.Increment(ref atSlow));
            await otherIsThere.Task.WaitAsync(TimeSpan.FromSeconds(30)); // a slow one ends only after a quick one has been served
            Interlocked.Decrement(ref atSlow);
            return new HandedOver.Taken();
        };
        for (var i = 0; i < 6; i++)
        {
            await EnqueueAsync(host, $"{i}@example", i < 3 ? "slow" : "quick");
        }

        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal((1, 3), (most, others.Count));
        Assert.Equal(6, await host.ReadAsync(db => db.Outbox.CountAsync(m => m.SentAt != null)));
    }

    private static Task<Guid> EnqueueAsync(EngineHost host, string messageId, string? lane = null) => host.SendAsync((db, _) =>
    {
        var message = new OutboxMessage { Kind = "mail", MessageId = messageId, Content = [1, 2, 3], Lane = lane };
        db.Enqueue(message, host.Clock.GetUtcNow());
        return Task.FromResult(message.Id);
    });
}
