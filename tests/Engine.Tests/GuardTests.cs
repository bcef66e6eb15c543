using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Each guard that makes effects happen exactly once, with the way to see its test fail without it.</summary>
public sealed class GuardTests
{
    private static readonly TimeSpan PastTheLease = TimerQueue.Lease + TimeSpan.FromSeconds(1);

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task RunOnce_TwoNodesAndTwoHundredTimers_EachCountsOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(TimerTests.RestThenCount("1.00:00:00").ToJson());
        for (var i = 0; i < 200; i++)
        {
            await host.StartAsync("rest");
        }

        host.Clock.Advance(TimeSpan.FromDays(1));

        var claimed = await Task.WhenAll(UntilDoneAsync(host.DueWork), UntilDoneAsync(host.SecondNode()));

        Assert.Equal(200, claimed.Sum());
        Assert.Equal(200, await host.ReadAsync(db => db.Tickets.CountAsync(t => t.Count == 1)));
        Assert.Equal(200, await host.ReadAsync(db => db.Instances.CountAsync(i => i.Status == WorkflowStatus.Finished)));
    }

    /// <summary>The fence: without the check of the row count in <see cref="TimerQueue.FinishAsync"/> the ticket is counted twice. The
    /// version does not help here, because the stalled worker reads the instance only after the other one has committed.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Do_LeaseRanOutAndAnotherNodeDidTheWork_StalledNodeIsRefused(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("chase", async visit =>
        {
            _ = visit.Wake is null ? null : await visit.CountAsync();
            return ActivityResult.WaitFor(new Wait.Until(visit.Context.Now.AddDays(7), "weekly"));
        });
        var (ticket, instance) = await host.StartAsync(new Flow("chase").Call("chase"));
        host.Clock.Advance(TimeSpan.FromDays(7));
        var stalled = Assert.Single(await host.DueWork.ClaimAsync(CancellationToken.None));
        host.Clock.Advance(PastTheLease);
        await host.SecondNode().RunOnceAsync(CancellationToken.None);
        var version = await host.ReadAsync(db => db.Instances.Where(i => i.Id == instance).Select(i => i.Version).SingleAsync());

        host.Clock.Set(stalled.AvailableAt!.Value.AddSeconds(-1)); // the stalled node's own clock has not moved: it believes in its lease
        await host.DueWork.DoAsync(stalled, CancellationToken.None);

        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal(version, await host.ReadAsync(db => db.Instances.Where(i => i.Id == instance).Select(i => i.Version).SingleAsync()));
        Assert.Equal((1, 0), await host.ReadAsync(async db => (await db.Timers.CountAsync(), await db.Incidents.CountAsync())));
    }

    /// <summary>PostgreSQL only: on SQLite no other transaction can begin meanwhile. Both fences pass, as the two timers are different;
    /// the turn that read first is outdated. It is refused by the version and, were that not there, by the journal's key
    /// (instance, sequence): take both out and the second branch's end is overwritten, so that the instance never finishes.</summary>
    [Theory, OnPostgreSql]
    public async Task Do_AnotherTimerOfTheInstanceCommitsMeanwhile_OutdatedTurnRunsAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var tries = 0;
        Timer[] timers = [];
        async Task<ActivityResult> RestThenCountAsync(Scene visit, Func<Task> meanwhile)
        {
            if (visit.Wake is null)
            {
                return ActivityResult.WaitFor(new Wait.Until(visit.Context.Now.AddDays(1), "tomorrow"));
            }

            await meanwhile();
            return await visit.CountAsync();
        }

        host.Script.On("a", visit => RestThenCountAsync(
            visit, () => ++tries == 1 ? host.SecondNode().DoAsync(timers[1], CancellationToken.None) : Task.CompletedTask));
        host.Script.On("b", visit => RestThenCountAsync(visit, () => Task.CompletedTask));
        var (ticket, instance) = await host.StartAsync(
            new Flow("two").Fork("fork", "a", "b").Call("a").Call("b").To("fork", "a", "a").To("fork", "b", "b"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        timers = [.. await host.DueWork.ClaimAsync(CancellationToken.None)];

        await host.DueWork.DoAsync(timers[0], CancellationToken.None);

        Assert.Equal(2, tries);
        Assert.Equal(2, await host.CountOfAsync(ticket));
        Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
    }

    /// <summary>The version alone: without <c>IsConcurrencyToken</c> on it the second save goes through.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Rest_TwoTurnsFromOneVersion_SecondIsRefused(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.StartAsync(TimerTests.RestThenCount("1.00:00:00"));

        await host.ReadAsync(async first =>
        {
            (await first.Instances.SingleAsync()).Rest(WorkflowState.Empty);
            await host.ReadAsync(async second =>
            {
                (await second.Instances.SingleAsync()).Rest(WorkflowState.Empty);
                return await second.SaveChangesAsync();
            });

            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => first.SaveChangesAsync());
            return 0;
        });
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Claim_RowIsLeased_NobodyElseGetsItUntilTheLeaseIsOver(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.StartAsync(TimerTests.RestThenCount("1.00:00:00"));
        host.Clock.Advance(TimeSpan.FromDays(1));

        var first = await host.DueWork.ClaimAsync(CancellationToken.None);
        var during = await host.DueWork.ClaimAsync(CancellationToken.None);
        host.Clock.Advance(PastTheLease);
        var after = await host.DueWork.ClaimAsync(CancellationToken.None);

        Assert.Empty(during);
        Assert.Equal((1, 2), (Assert.Single(first).Attempts, Assert.Single(after).Attempts));
        Assert.NotEqual(first[0].LeaseToken, after[0].LeaseToken);
    }

    private static async Task<int> UntilDoneAsync(DueWork dueWork)
    {
        await Task.Yield();
        var claimed = 0;
        while (await dueWork.RunOnceAsync(CancellationToken.None) is > 0 and var count)
        {
            claimed += count;
        }

        return claimed;
    }
}
