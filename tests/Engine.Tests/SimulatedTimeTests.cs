using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Civil rules across the changes of the clocks and leap day, and clocks that step back. Long waits are in <see cref="TimerTests"/>.</summary>
public sealed class SimulatedTimeTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Until_NineInLondonEveryDay_KeepsNineAcrossClockChangesAndLeapDay(Database database)
    {
        foreach (var (from, expected) in new[]
        {
            ("2024-03-29T12:00Z", "30T09 31T08 01T08"), ("2024-10-25T12:00Z", "26T08 27T09 28T09"), ("2024-02-27T12:00Z", "28T09 29T09 01T09"),
            ("2023-02-27T12:00Z", "28T09 01T09 02T09"),
        })
        {
            await using var host = await EngineHost.StartAsync(database, from);
            var woken = new List<DateTimeOffset>();
            host.Script.On("daily", visit =>
            {
                if (visit.Wake is not null)
                {
                    woken.Add(visit.Context.Now);
                }

                return Task.FromResult(ActivityResult.WaitFor(new Wait.Until(NineTomorrow(visit.Context.Now), "next day 09:00")));
            });
            await host.StartAsync(new Flow("daily").Call("daily"));

            await host.LiveAsync(TimeSpan.FromDays(3));

            Assert.Equal(expected, string.Join(' ', woken.Select(at => at.UtcDateTime.ToString("dd'T'HH", CultureInfo.InvariantCulture))));
        }
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Clock_StepsBackBetweenClaimAndCommit_EachCountsOnceInOrder(Database database)
    {
        foreach (var back in new[] { TimeSpan.FromHours(1), TimeSpan.FromDays(1) })
        {
            await using var host = await EngineHost.StartAsync(database);
            host.Script.On("work", visit =>
            {
                host.Clock.Advance(-back);
                return visit.CountAsync();
            });
            var flow = new Flow("work").Rest("rest", "1.00:00:00").Call("work").Rest("again", "1.00:00:00").Node("count", "Test.Count")
                .Line("rest", "work", "again", "count");
            var (ticket, instance) = await host.StartAsync(flow);

            await host.LiveAsync(TimeSpan.FromDays(5));

            Assert.Equal(2, await host.CountOfAsync(ticket));
            Assert.Equal("Finished", (await host.JournalOfAsync(instance))[^1]);
            Assert.Empty(await host.ReadAsync(db => Invariants.FindBrokenAsync(db)));
        }
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Clock_StepsBackBetweenBursts_NothingIsLostOrDoneTwice(Database database)
    {
        foreach (var back in new[] { TimeSpan.FromHours(1), TimeSpan.FromDays(1) })
        {
            await using var host = await EngineHost.StartAsync(database);
            await host.PublishAsync(Story.Letter.ToJson());
            var (ticket, instance) = await host.StartAsync("letter");
            await host.LiveAsync(TimeSpan.FromDays(1));

            host.Clock.Advance(-back);
            await host.SignalAsync("Replied", ticket, "1");
            await host.SignalAsync("Replied", ticket, "1");
            host.Clock.Advance(-back);
            await host.LiveAsync(TimeSpan.FromDays(3));

            var times = await host.ReadAsync(db => db.Journal.Where(e => e.InstanceId == instance).OrderBy(e => e.Sequence).Select(e => e.At).ToListAsync());
            Assert.NotEqual(times.Order(), times);
            Assert.Empty(await host.ReadAsync(db => Invariants.FindBrokenAsync(db)));
            Assert.Equal(2, host.Transport.Delivered.Count);
        }
    }

    /// <summary>The timer comes early by the worker's clock, because another clock claimed it: it is done once all the same.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Clock_IsBehindWhenTheClaimedTimerIsWorked_CountsOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(TimerTests.RestThenCount("1.00:00:00"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        var claimed = Assert.Single(await host.DueWork.ClaimAsync(CancellationToken.None));

        host.Clock.Advance(TimeSpan.FromHours(-1));
        await host.DueWork.DoAsync(claimed, CancellationToken.None);
        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Empty(await host.ReadAsync(db => Invariants.FindBrokenAsync(db)));
    }

    /// <summary>elsa-workflows/elsa-core: of twenty timers for one instant fourteen fired, because the one that failed took the rest with it.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_TwentyDueAtOnceAndOneIsBroken_NineteenFireAndOneIsAnIncident(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(new Flow("work").Rest("rest", "28.00:00:00").Call("work").Line("rest", "work").ToJson());
        var tickets = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            tickets.Add((await host.StartAsync("work")).Ticket);
        }

        host.Script.On("work", visit => visit.Context.SubjectId == tickets[14] ? throw new NotSupportedException("boom") : visit.CountAsync());

        await host.LiveAsync(TimeSpan.FromDays(29));

        var counted = await host.ReadAsync(db => db.Tickets.Where(t => t.Count == 1).Select(t => t.Id).ToListAsync());
        Assert.Equal(tickets.Where(t => t != tickets[14]).Order(), counted.Order());
        Assert.Equal("NotSupportedException: boom", await host.ReadAsync(db => db.Incidents.Select(i => i.Reason).SingleAsync()));
    }

    private static DateTimeOffset NineTomorrow(DateTimeOffset now)
    {
        var nine = TimeZoneInfo.ConvertTime(now, London).Date.AddDays(1).AddHours(9);
        return new(nine, London.GetUtcOffset(nine));
    }
}
