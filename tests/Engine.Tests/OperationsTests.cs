using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>What operators do about incidents and instances.</summary>
public sealed class OperationsTests
{
    private static readonly Decision By = new("ops@example.test", "The disk was full.");

    /// <summary>Rests a day; then the work, which has the outcomes Done and Other, and after Other a count.</summary>
    private static readonly Flow RestThenWork = new Flow("work").Rest("rest", "1.00:00:00").Call("work").Call("after").Node("count", "Test.Count")
        .Line("rest", "work", "after").To("work", "count", "Other");

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Retry_CauseIsGone_GoesOnWhereItFailedWithAllItsTries(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var isBroken = true;
        host.Script.On("work", visit => isBroken ? throw new NotSupportedException("boom") : visit.CountAsync());
        var (ticket, instance) = await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);

        isBroken = false;
        await host.OperateAsync(ops => ops.RetryAsync(incident.Id, By, CancellationToken.None));
        var retried = await host.ReadAsync(db => db.Timers.SingleAsync());
        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal("work", incident.NodeId);
        Assert.Equal((0, host.Clock.GetUtcNow()), (retried.Attempts, retried.AvailableAt));
        Assert.Equal((1, WorkflowStatus.Finished), (await host.CountOfAsync(ticket), await host.StatusOfAsync(instance)));
        var resolved = await host.ReadAsync(db => db.Incidents.SingleAsync());
        Assert.Equal((IncidentResolution.Retried, By.Actor, By.Reason), (resolved.Resolution, resolved.ResolvedBy, resolved.ResolutionReason));
        Assert.Contains($"Retried by {By.Actor}: {By.Reason}", await host.ReadAsync(db => db.Journal.Where(e => e.Kind == JournalKind.Resolved).Select(e => e.Text).ToListAsync()));
        await host.JournalOfAsync(instance);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Retry_FailsAgain_IsParkedByAnIncidentOfItsOwn(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        await host.StartAsync(RestThenWork);
        var first = await FailAsync(host);

        await host.OperateAsync(ops => ops.RetryAsync(first.Id, By, CancellationToken.None));
        await host.LiveAsync(TimeSpan.FromDays(1));

        var second = await host.ReadAsync(db => db.Incidents.SingleAsync(i => i.ResolvedAt == null));
        Assert.Equal((first.TimerId, 3), (second.TimerId, second.Attempts));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Retry_FaultedInstance_RunsAgain(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var isLooping = true;
        host.Script.On("b", _ => Task.FromResult(ActivityResult.Done(isLooping ? "Done" : "Other")));
        var (_, instance) = await host.StartAsync(new Flow("loop").Rest("rest", "1.00:00:00").Call("a").Call("b").Line("rest", "a", "b", "a"));
        var incident = await FailAsync(host);
        var faulted = await host.StatusOfAsync(instance);

        isLooping = false;
        await host.OperateAsync(ops => ops.RetryAsync(incident.Id, By, CancellationToken.None));
        var running = await host.StatusOfAsync(instance);
        await host.DueWork.RunOnceAsync(CancellationToken.None);

        Assert.Equal((WorkflowStatus.Faulted, WorkflowStatus.Running, WorkflowStatus.Finished), (faulted, running, await host.StatusOfAsync(instance)));
    }

    /// <summary>A timer of a branch that is well must not be used up while another branch has faulted the instance.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Retry_AnotherTimerCameDueMeanwhile_IsNotLost(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var isLooping = true;
        host.Script.On("b", _ => Task.FromResult(ActivityResult.Done(isLooping ? "Done" : "Other")));
        var (ticket, instance) = await host.StartAsync(new Flow("two").Fork("fork", "Bad", "Good").Rest("rest", "1.00:00:00").Call("a").Call("b").Rest("long", "2.00:00:00")
            .Node("count", "Test.Count").To("fork", "rest", "Bad").To("fork", "long", "Good").Line("rest", "a", "b", "a").Line("long", "count"));

        await host.LiveAsync(TimeSpan.FromDays(5));
        isLooping = false;
        foreach (var id in await host.ReadAsync(db => db.Incidents.Select(i => i.Id).ToListAsync()))
        {
            await host.OperateAsync(ops => ops.RetryAsync(id, By, CancellationToken.None));
        }

        await host.LiveAsync(TimeSpan.FromHours(2)); // it was put off by an hour at most

        Assert.Equal((1, WorkflowStatus.Finished), (await host.CountOfAsync(ticket), await host.StatusOfAsync(instance)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Retry_BranchWentOnByAnotherWay_OnlyClosesTheIncident(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", visit => visit.Wake switch
        {
            null => Task.FromResult(ActivityResult.WaitFor(new Wait.Until(visit.Context.Now.AddDays(1), "tomorrow"), new Wait.ForEvent("Answered"))),
            Wake.Timer => throw new NotSupportedException("boom"),
            _ => visit.CountAsync(),
        });
        var (ticket, instance) = await host.StartAsync(new Flow("race").Call("work"));
        var incident = await FailAsync(host);
        await host.SignalAsync("Answered", ticket, "1");

        var refused = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));
        await host.OperateAsync(ops => ops.RetryAsync(incident.Id, By, CancellationToken.None));

        Assert.Equal("incident.work-gone", refused.Rule);
        Assert.Equal((1, WorkflowStatus.Finished), (await host.CountOfAsync(ticket), await host.StatusOfAsync(instance)));
        Assert.Equal(0, await host.ReadAsync(db => db.Incidents.CountAsync(i => i.ResolvedAt == null)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_WithAnOutcome_GoesOnFromTheFailedNodeWithoutIt(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        var (ticket, instance) = await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);

        await host.OperateAsync(ops => ops.SkipAsync(incident.Id, "Other", By, CancellationToken.None));

        Assert.Equal((1, WorkflowStatus.Finished), (await host.CountOfAsync(ticket), await host.StatusOfAsync(instance)));
        Assert.Equal(
            ["Started", "Waiting rest", "Faulted", "Woken rest", "Executed rest", "Resolved work", "Executed count", "Finished"], await host.JournalOfAsync(instance));
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
        Assert.Equal(IncidentResolution.Skipped, await host.ReadAsync(db => db.Incidents.Select(i => i.Resolution).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_NodeOfAnInstanceThatTheBurstSignals_IsLeftOutThere(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("tell", async visit =>
        {
            await visit.Context.SignalAsync("Told", visit.Context.CorrelationId, visit.CancellationToken);
            return ActivityResult.Done();
        });
        host.Script.On("hear", _ => throw new NotSupportedException("deaf"));
        var (ticket, teller) = await host.StartAsync(new Flow("teller").Rest("rest", "1.00:00:00").Call("tell").Line("rest", "tell"));
        await host.PublishAsync(new Flow("hearer").Event("wait", "Told").Call("hear").Node("count", "Test.Count").Line("wait", "hear", "count").ToJson());
        var hearer = await host.SendAsync((_, runtime) => runtime.StartAsync("hearer", ticket.ToString(), CancellationToken.None));
        var incident = await FailAsync(host);

        await host.OperateAsync(ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));

        Assert.Equal((teller, "hear"), (incident.InstanceId, incident.NodeId));
        Assert.Equal(1, await host.CountOfAsync(ticket));
        Assert.Equal((WorkflowStatus.Finished, WorkflowStatus.Finished), (await host.StatusOfAsync(teller), await host.StatusOfAsync(hearer)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_OutcomeTheNodeDoesNotHave_IsRefusedWithTheList(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);

        var unknown = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Perhaps", By, CancellationToken.None));
        var missing = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, outcome: null, By, CancellationToken.None));

        Assert.Equal(("incident.unknown-outcome", "Give one of the outcomes of work: Done, Other."), (unknown.Rule, unknown.Message));
        Assert.Equal("incident.unknown-outcome", missing.Rule);
        await AssertOpenAsync(host);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_FailsFurtherOn_ChangesNothingAndSaysWhere(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        host.Script.On("after", _ => throw new NotSupportedException("bang"));
        var (_, instance) = await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);
        var before = await host.JournalOfAsync(instance);

        var refused = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));

        Assert.Equal(("incident.failed-again", "Then after failed (NotSupportedException: bang), so nothing was changed."), (refused.Rule, refused.Message));
        Assert.Equal(before, await host.JournalOfAsync(instance));
        await AssertOpenAsync(host);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_BranchNoLongerComesToTheNode_IsRefused(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var way = "Done";
        host.Script.On("choose", _ => Task.FromResult(ActivityResult.Done(way)));
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        await host.StartAsync(new Flow("choice").Rest("rest", "1.00:00:00").Call("choose").Call("work").Line("rest", "choose", "work"));
        var incident = await FailAsync(host);

        way = "Other";
        var refused = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));

        Assert.Equal("incident.node-not-reached", refused.Rule);
        await AssertOpenAsync(host);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Cancel_Incident_EndsTheInstanceWithAllItWaitsFor(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var instance = await StartBroadAsync(host);
        var incident = await FailAsync(host);

        await host.OperateAsync(ops => ops.CancelAsync(incident.Id, By, CancellationToken.None));

        await AssertCancelledAsync(host, instance);
        Assert.Equal(0, await host.ReadAsync(db => db.Incidents.CountAsync(i => i.ResolvedAt == null)));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task CancelInstance_WithoutIncident_EndsItOnce(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        var instance = await StartBroadAsync(host);

        await host.OperateAsync(ops => ops.CancelInstanceAsync(instance, By, CancellationToken.None));
        var again = await RefusedAsync(host, ops => ops.CancelInstanceAsync(instance, By, CancellationToken.None));

        await AssertCancelledAsync(host, instance);
        Assert.Equal(("instance.not-running", "The instance is cancelled already."), (again.Rule, again.Message));
    }

    /// <summary>It kills the process that works it; five claims later it is parked, others were done all the while, and it can be cancelled.</summary>
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Cancel_WorkThatKills_OthersGoOnAndItEnds(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", visit => visit.CountAsync());
        var (_, killer) = await host.StartAsync(RestThenWork);
        host.Clock.Advance(TimeSpan.FromDays(1));
        for (var death = 0; death < 5; death++)
        {
            await host.DueWork.ClaimAsync(CancellationToken.None); // and the process is gone
            host.Clock.Advance(TimerQueue.Lease);
        }

        var (other, _) = await host.StartAsync("work");
        await host.LiveAsync(TimeSpan.FromDays(2));
        var incident = await host.ReadAsync(db => db.Incidents.SingleAsync());
        var refused = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));
        await host.OperateAsync(ops => ops.CancelAsync(incident.Id, By, CancellationToken.None));

        Assert.Equal("incident.node-unknown", refused.Rule);
        Assert.Equal(1, await host.CountOfAsync(other));
        Assert.Equal(WorkflowStatus.Cancelled, await host.StatusOfAsync(killer));
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Skip_OutboxRow_IsNotHandedOverAndStaysUnsent(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Transport.OnDelivered = (_, _) => throw new IOException("refused");
        await host.SendAsync((db, _) =>
        {
            db.Enqueue(new() { Kind = "mail", MessageId = "one@example", Content = [1] }, host.Clock.GetUtcNow());
            return Task.FromResult(0);
        });
        var incident = await FailAsync(host);

        var refused = await RefusedAsync(host, ops => ops.SkipAsync(incident.Id, "Done", By, CancellationToken.None));
        await host.OperateAsync(ops => ops.SkipAsync(incident.Id, outcome: null, By, CancellationToken.None));
        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Equal("incident.unknown-outcome", refused.Rule);
        Assert.Equal(3, host.Transport.Delivered.Count);
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
        Assert.Null(await host.ReadAsync(db => db.Outbox.Select(m => m.SentAt).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Cancel_Stimulus_IsOfferedToNobodyAnyMore(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        var ticket = Guid.CreateVersion7(host.Clock.GetUtcNow());
        await host.SignalAsync("Answered", ticket, "1", TimeSpan.FromDays(30));
        await host.PublishAsync(new Flow("late").Event("wait", "Answered").Call("work").Line("wait", "work").ToJson());
        var incident = await StimulusFailsAsync(host, ticket);

        await host.OperateAsync(ops => ops.CancelAsync(incident.Id, By, CancellationToken.None));
        host.Script.On("work", visit => visit.CountAsync());
        var instance = await host.SendAsync((db, runtime) =>
        {
            db.Add(new Ticket { Id = ticket });
            return runtime.StartAsync("late", ticket.ToString(), CancellationToken.None);
        });
        await host.LiveAsync(TimeSpan.FromDays(1));

        Assert.Null(incident.InstanceId);
        Assert.Equal((0, WorkflowStatus.Running), (await host.CountOfAsync(ticket), await host.StatusOfAsync(instance)));
        Assert.Equal(0, await host.ReadAsync(db => db.Timers.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Decide_TwoOperatorsAtOnce_OneWinsAndTheOthersAreTold(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        var (ticket, _) = await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => AnswerAsync(host, ops => (i % 2) switch
        {
            0 => ops.SkipAsync(incident.Id, "Other", By, CancellationToken.None),
            _ => ops.RetryAsync(incident.Id, By, CancellationToken.None),
        }))));

        Assert.Single(answers, "done");
        Assert.Equal(7, answers.Count(a => a == "incident.resolved"));
        Assert.InRange(await host.CountOfAsync(ticket), 0, 1);
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Incident_SecondOpenOneForATimer_CannotExist(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        await host.StartAsync(RestThenWork);
        var incident = await FailAsync(host);

        await Assert.ThrowsAsync<DbUpdateException>(() => host.ReadAsync(db =>
        {
            db.Add(new Incident { Id = Guid.CreateVersion7(host.Clock.GetUtcNow()), TimerId = incident.TimerId, OccurredAt = host.Clock.GetUtcNow(), Reason = "twin" });
            return db.SaveChangesAsync();
        }));
    }

    [Theory]
    [InlineData("", "why")]
    [InlineData("who", " ")]
    public void Decision_WithoutActorOrReason_IsRefused(string actor, string reason) => Assert.Throws<ArgumentException>(() => new Decision(actor, reason));

    /// <summary>Lives on until the one piece of work that fails is parked.</summary>
    private static async Task<Incident> FailAsync(EngineHost host)
    {
        await host.LiveAsync(TimeSpan.FromDays(2));
        return await host.ReadAsync(db => db.Incidents.AsNoTracking().SingleAsync());
    }

    /// <summary>The wait commits just past the signal, so the offer of the kept stimulus is what meets it, and fails.</summary>
    private static async Task<Incident> StimulusFailsAsync(EngineHost host, Guid ticket)
    {
        await host.ReadAsync(async db =>
        {
            var version = await db.Set<WorkflowDefinitionVersion>().SingleAsync();
            var instance = WorkflowInstance.Of(version.Id, version.DefinitionId, ticket.ToString(), host.Clock.GetUtcNow(), id: null);
            instance.Rest(new(1, [new(1, "wait")], []));
            db.Add(instance);
            db.Add(new Bookmark { Id = instance.Id, InstanceId = instance.Id, ExecutionId = 1, Name = "Answered", Hash = Hashes.OfStimulus("Answered", ticket.ToString()) });
            return await db.SaveChangesAsync();
        });
        var incident = await FailAsync(host);
        var met = await host.ReadAsync(db => db.Instances.Select(i => i.Id).SingleAsync());
        await host.OperateAsync(ops => ops.CancelInstanceAsync(met, By, CancellationToken.None));
        return incident;
    }

    /// <summary>Three branches: work that fails tomorrow, an event, and a task.</summary>
    private static async Task<Guid> StartBroadAsync(EngineHost host)
    {
        host.Script.On("work", _ => throw new NotSupportedException("boom"));
        host.Script.On("task", _ => Task.FromResult(ActivityResult.WaitFor(new Wait.ForTask("Look", "officer", DueAt: null, FormJson: null))));
        var (_, instance) = await host.StartAsync(new Flow("broad").Fork("fork", "A", "B", "C").Rest("rest", "1.00:00:00").Call("work").Event("event", "Answered").Call("task")
            .To("fork", "rest", "A").To("fork", "event", "B").To("fork", "task", "C").Line("rest", "work"));
        return instance;
    }

    private static async Task AssertCancelledAsync(EngineHost host, Guid id)
    {
        var instance = await host.ReadAsync(db => db.Instances.SingleAsync(i => i.Id == id));
        Assert.Equal((WorkflowStatus.Cancelled, host.Clock.GetUtcNow()), (instance.Status, instance.FinishedAt));
        Assert.Equal((0, 0), await host.ReadAsync(async db => (await db.Timers.CountAsync(), await db.Bookmarks.CountAsync())));
        Assert.Equal(WorkflowTaskStatus.Cancelled, await host.ReadAsync(db => db.Tasks.Select(t => t.Status).SingleAsync()));
        Assert.Equal("Resolved", (await host.JournalOfAsync(id))[^1]);
        Assert.Equal($"Cancelled by {By.Actor}: {By.Reason}", await host.ReadAsync(db => db.Journal.OrderBy(e => e.Sequence).Select(e => e.Text).LastAsync()));
        Assert.Null(await host.DueWork.NextDueAsync(CancellationToken.None));
    }

    private static async Task AssertOpenAsync(EngineHost host)
    {
        Assert.Equal(1, await host.ReadAsync(db => db.Incidents.CountAsync(i => i.ResolvedAt == null)));
        Assert.Equal(1, await host.ReadAsync(db => db.Timers.CountAsync(t => t.AvailableAt == null)));
    }

    private static Task<OperationRefusedException> RefusedAsync(EngineHost host, Func<Operations, Task> act) =>
        Assert.ThrowsAsync<OperationRefusedException>(() => host.OperateAsync(act));

    private static async Task<string> AnswerAsync(EngineHost host, Func<Operations, Task> act)
    {
        try
        {
            await host.OperateAsync(act);
            return "done";
        }
        catch (OperationRefusedException refused)
        {
            return refused.Rule;
        }
    }
}
