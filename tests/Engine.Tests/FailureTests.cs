using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class FailureTests
{
    private static readonly Flow RestThenWork = new Flow("work").Rest("rest", "1.00:00:00").Call("work").Line("rest", "work");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_OneFailsForEver_ParkedAfterThreeTriesAndTheOthersGoOn(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (bad, badInstance) = await host.StartAsync(RestThenWork);
        var (good, _) = await host.StartAsync("work");
        var tries = new List<DateTimeOffset>(); // the first runs twice at one instant: together with the good one, and then alone
        host.Script.On("work", visit =>
        {
            if (visit.Context.SubjectId != bad)
            {
                return visit.CountAsync();
            }

            if (!tries.Contains(visit.Context.Now))
            {
                tries.Add(visit.Context.Now);
            }

            throw new NotSupportedException("boom");
        });

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(1, await host.CountOfAsync(good));
        Assert.Equal(3, tries.Count);
        Assert.InRange(tries[1] - tries[0], TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(36));
        Assert.InRange(tries[2] - tries[1], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        var incident = await host.ReadAsync(db => db.Incidents.SingleAsync());
        Assert.Equal((badInstance, 3, "NotSupportedException: boom"), (incident.InstanceId, incident.Attempts, incident.Reason));
        var parked = await host.ReadAsync(db => db.Timers.SingleAsync());
        Assert.Equal((incident.TimerId, null, null), (parked.Id, parked.AvailableAt, parked.LeaseToken));
        Assert.Equal("Faulted", (await host.JournalOfAsync(badInstance))[^1]);
        Assert.Null(await host.DueWork.NextDueAsync(CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_FailsOnceThenWorks_CountsOnceWithoutIncident(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var tries = 0;
        host.Script.On("work", async visit => ++tries == 1 ? throw new NotSupportedException("boom") : await visit.CountAsync());
        var (ticket, _) = await host.StartAsync(RestThenWork);

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal((2, 1), (tries, await host.CountOfAsync(ticket)));
        Assert.Equal(0, await host.ReadAsync(db => db.Incidents.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_ClaimedFiveTimesAndNeverFinished_IsParkedUntried(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(RestThenWork);
        host.Script.On("work", visit => visit.CountAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        for (var crash = 0; crash < 5; crash++)
        {
            Assert.Single(await host.DueWork.ClaimAsync(CancellationToken.None)); // and the process is gone
            host.Clock.Advance(TimerQueue.Lease);
        }

        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal(0, await host.CountOfAsync(ticket));
        Assert.Equal(6, await host.ReadAsync(db => db.Incidents.Select(i => i.Attempts).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_KeyIsTakenEveryTime_IsAnIncidentInTheEnd(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(RestThenWork);
        host.Script.On("work", async visit =>
        {
            await visit.Db.Tickets.AddAsync(new() { Id = ticket });
            return ActivityResult.Done();
        });

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(3, await host.ReadAsync(db => db.Incidents.Select(i => i.Attempts).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_LoopWithoutWait_FaultsTheInstanceAtOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, instance) = await host.StartAsync(
            new Flow("loop").Rest("rest", "1.00:00:00").Node("a", "Test.Count").Call("b").Line("rest", "a", "b", "a"));

        await host.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(0, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Faulted, await host.StatusOfAsync(instance));
        Assert.Equal(1, await host.ReadAsync(db => db.Incidents.Select(i => i.Attempts).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_HostStops_LeasesAreGivenBackUncounted(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        using var stop = new CancellationTokenSource();
        host.Script.On("work", async visit =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, visit.CancellationToken);
            return ActivityResult.Done();
        });
        await host.StartAsync(RestThenWork);
        await host.StartAsync("work");
        host.Clock.Advance(TimeSpan.FromDays(1));

        var claimed = await host.SecondNode(grace: TimeSpan.Zero).RunOnceAsync(stop.Token);

        Assert.Equal(2, claimed);
        foreach (var timer in await host.ReadAsync(db => db.Timers.ToListAsync()))
        {
            Assert.Equal((timer.DueAt, null, 0), (timer.AvailableAt, timer.LeaseToken, timer.Attempts));
        }
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task ReleaseLeases_AfterACrash_WorkIsDueAgainAtOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var (ticket, _) = await host.StartAsync(RestThenWork);
        host.Script.On("work", visit => visit.CountAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.DueWork.ClaimAsync(CancellationToken.None);

        host.Restart();
        await host.DueWork.ReleaseLeasesAsync(CancellationToken.None);
        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal(1, await host.CountOfAsync(ticket));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Do_BatchTookLongerThanTheLease_TimerIsGivenBackAndNextTimeWorkedAlone(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.StartAsync(RestThenWork);
        host.Clock.Advance(TimeSpan.FromDays(1));
        var late = Assert.Single(await host.DueWork.ClaimAsync(CancellationToken.None));
        host.Clock.Advance(TimerQueue.Lease);

        await host.DueWork.DoAsync(late, CancellationToken.None);

        var timer = await host.ReadAsync(db => db.Timers.SingleAsync());
        Assert.Equal((1, null), (timer.Attempts, timer.LeaseToken)); // counted: what comes again with two is in no batch
    }
}
