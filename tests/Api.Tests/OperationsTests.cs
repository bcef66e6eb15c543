using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Access;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>Instances, tasks and incidents as those see and decide them who look after the installation.</summary>
public sealed class OperationsTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Instances_ByDefinitionStatusAndSubject_ArePagedNewestFirst(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var first = await IssuedAsync(tracker, Trust, Wardens);
        await first.LiveToAsync("2023-07-05T09:00Z");
        var second = await IssuedAsync(tracker, Trust);
        var ended = (await second.RequestAsync(Trust))["workflowInstanceId"]!.ToString();
        _ = (await tracker.Chair.PostAsync($"workflows/instances/{ended}/cancel", new { reason = "Asked twice." })).Ok;

        var all = await ListedAsync(tracker.Officer, "workflows/instances?size=2");
        var requests = await ListedAsync(tracker.Officer, "workflows/instances?definitionId=response-request");
        var cancelled = await ListedAsync(tracker.Officer, "workflows/instances?status=cancelled");
        var about = await ListedAsync(tracker.Officer, $"workflows/instances?correlationId={first.Id}");

        Assert.Equal(5, all.Count);
        Assert.Equal(all.Select(Id).Distinct().Count(), all.Count);
        Assert.Equal(all.Select(i => i["startedAt"]!.ToString()).OrderDescending(), all.Select(i => i["startedAt"]!.ToString()));
        Assert.Equal((3, 1, 1), (requests.Count, cancelled.Count, about.Count));
        Assert.Equal((ended, "cancelled"), (Id(cancelled[0]), cancelled[0]["status"]!.ToString()));
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("workflows/instances?status=lost"), BadRequest, "request.malformed");
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("workflows/instances?after=x"), BadRequest, "invalid");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Instance_ThatSleeps_ShowsWhatItWaitsForAndCancelEndsIt(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var id = (await letter.RequestAsync(Trust))["workflowInstanceId"]!.ToString();

        var asleep = (await tracker.Administrator.GetAsync($"workflows/instances/{id}")).Ok;
        var cancelled = (await tracker.Administrator.PostAsync($"workflows/instances/{id}/cancel", new { reason = "Asked twice." })).Ok;
        await letter.LiveToAsync("2023-10-01");

        Assert.Equal(("response-request", "running"), (asleep["instance"]!["definitionId"]!.ToString(), asleep["instance"]!["status"]!.ToString()));
        Assert.NotEmpty(asleep["timers"]!.AsArray());
        Assert.NotEmpty(asleep["events"]!.AsArray());
        Assert.Equal("cancelled", cancelled["status"]!.ToString());
        Assert.DoesNotContain(letter.MailTo(AddressOf(Trust)), m => m.Contains("Overdue", StringComparison.Ordinal));
        var journal = (await tracker.Officer.GetAsync($"workflows/instances/{id}/journal")).Ok;
        Assert.Equal("Cancelled by admin@northmere.test: Asked twice.", journal["entries"]!.AsArray()[^1]!["text"]!.ToString());
        var told = await tracker.StoredAsync(db => db.Events.AsNoTracking().SingleAsync(e => e.SubjectId == Guid.Parse(id)));
        Assert.Equal(("CancelInstance", "Asked twice."), (told.Action, told.Reason));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"workflows/instances/{id}/cancel", new { reason = "Again." }), Conflict, "instance.not-running");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Instances_OfAnotherCommission_AreNotThere(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var ours = await IssuedAsync(tracker, Trust);
        var theirs = Draft(Wardens);
        theirs["commission"] = "Bridges Commission";
        var foreign = await IssuedAsync(tracker, theirs);
        var insider = await tracker.SignInAsync("chair@bridges.test", Role.Chair, "Bridges Commission");
        var hidden = (await ours.RequestAsync(Trust))["workflowInstanceId"]!.ToString();

        var listed = await ListedAsync(insider, "workflows/instances?size=1");

        Assert.Equal(
            new[] { (await foreign.ReadAsync())["workflowInstanceId"]!.ToString(), (await foreign.RequestAsync(Wardens))["workflowInstanceId"]!.ToString() }.Order(), listed.Select(Id).Order());
        await tracker.RefusesAsync(() => insider.GetAsync($"workflows/instances/{hidden}"), NotFound, "not-found");
        await tracker.RefusesAsync(() => insider.GetAsync($"workflows/instances/{hidden}/journal"), NotFound, "not-found");
        await tracker.RefusesAsync(() => insider.PostAsync($"workflows/instances/{hidden}/cancel", new { reason = "Not ours." }), NotFound, "not-found");
    }

    [Theory]
    [InlineData("instances/0190b0a0-0000-7000-8000-000000000001/cancel")]
    [InlineData("incidents/0190b0a0-0000-7000-8000-000000000001/retry")]
    [InlineData("incidents/0190b0a0-0000-7000-8000-000000000001/skip")]
    [InlineData("incidents/0190b0a0-0000-7000-8000-000000000001/cancel")]
    [InlineData("definitions/letter/publish")]
    [InlineData("definitions/import")]
    public async Task Changes_ByAnOfficerOrNobody_AreRefused(string path)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);

        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"workflows/{path}", new { reason = "I may not." }), Forbidden, "http-403");
        await tracker.RefusesAsync(() => tracker.Nobody.PostAsync($"workflows/{path}", new { reason = "I may not." }), Unauthorized, "http-401");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Incident_OfAStep_IsListedAndSkippedByAnOutcome(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var (instance, request) = await BrokenAsync(tracker);

        var open = Assert.Single(await ListedAsync(tracker.Officer, "workflows/incidents?state=open"));
        var refused = await tracker.RefusesAsync(() => DecideAsync(tracker.Chair, open, "skip", new { reason = "No.", outcome = "Perhaps" }), Conflict, "incident.unknown-outcome");
        var invalid = await tracker.RefusesAsync(() => DecideAsync(tracker.Chair, open, "skip", new { reason = "" }), BadRequest, "invalid");
        await CorrelateAsync(tracker, instance, request);
        var skipped = (await DecideAsync(tracker.Chair, open, "skip", new { reason = "Told them by telephone.", outcome = "Ended" })).Ok;

        Assert.Equal(("step", instance), (open["work"]!.ToString(), open["instanceId"]!.ToString()));
        Assert.Contains("Ended", refused["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(invalid["errors"]!["reason"]);
        Assert.Equal(("skipped", "chair@northmere.test", "Told them by telephone."), (skipped["resolution"]!.ToString(), skipped["resolvedBy"]!.ToString(), skipped["reason"]!.ToString()));
        Assert.Equal("finished", (await tracker.Officer.GetAsync($"workflows/instances/{instance}")).Ok["instance"]!["status"]!.ToString());
        Assert.Empty(await ListedAsync(tracker.Officer, "workflows/incidents?state=open"));
        Assert.Equal(Id(open), Id(Assert.Single(await ListedAsync(tracker.Officer, "workflows/incidents?state=resolved"))));
        Assert.Equal("ResolveIncident", await tracker.StoredAsync(db => db.Events.Where(e => e.SubjectId == Guid.Parse(Id(open))).Select(e => e.Action).SingleAsync()));
        await tracker.RefusesAsync(() => DecideAsync(tracker.Administrator, open, "retry", new { reason = "Too late." }), Conflict, "incident.resolved");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Incident_RetriedTogetherByMany_IsDecidedOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        await BrokenAsync(tracker);
        var open = Assert.Single(await ListedAsync(tracker.Officer, "workflows/incidents"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => DecideAsync(i % 2 == 0 ? tracker.Chair : tracker.Administrator, open, "retry", new { reason = $"Attempt {i}." })));

        Assert.Single(answers, a => a.Status == OK);
        Assert.All(answers.Where(a => a.Status != OK), a => Assert.Equal((Conflict, "incident.resolved"), (a.Status, a.Rule)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Incidents_OpenAndResolved_ArePagedWithoutGapsOpenOnesFirst(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        await tracker.StoredAsync(async db =>
        {
            for (var i = 0; i < 9; i++)
            {
                var at = tracker.Clock.GetUtcNow().AddMinutes(i);
                var incident = new Incident { Id = Guid.CreateVersion7(at), TimerId = 900 + i, OccurredAt = at, Reason = $"Planted {i}", Attempts = 3 };
                db.Add(incident);
                if (i % 2 == 0)
                {
                    db.Entry(incident).Property(x => x.ResolvedAt).CurrentValue = at.AddHours(1);
                }
            }

            return await db.SaveChangesAsync();
        });

        var all = await ListedAsync(tracker.Officer, "workflows/incidents?size=2");
        var health = JsonNode.Parse(await tracker.Nobody.Http.GetStringAsync("health/ready"))!;
        var metrics = await tracker.Nobody.Http.GetStringAsync("metrics");

        Assert.Equal(["1", "3", "5", "7", "8", "6", "4", "2", "0"], all.Select(i => i["problem"]!.ToString()[^1..]));
        Assert.Equal("Degraded", health["status"]!.ToString());
        Assert.StartsWith("4 pieces of work failed for good", health["checks"]!["incidents"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("tracker_engine_open_incidents 4\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tracker_engine_due 0\n", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Tasks_ByRole_AreListedCompletedOnceAndOnlyByThatRole(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var (forChair, forAll, forAdmin) = (await PlantTaskAsync(tracker, "Chair"), await PlantTaskAsync(tracker, role: null), await PlantTaskAsync(tracker, "administrator"));

        var (officers, chairs, administrators) = (await ListedAsync(tracker.Officer, "workflows/tasks?size=1"), await ListedAsync(tracker.Chair, "workflows/tasks?size=1"), await ListedAsync(tracker.Administrator, "workflows/tasks"));
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"workflows/tasks/{forChair}/complete", new { result = new { agreed = true } }), Conflict, "task.other-role");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tracker.Chair.PostAsync($"workflows/tasks/{forChair}/complete", new { result = new { agreed = true } })));

        Assert.Equal([forAll], officers.Select(Id));
        Assert.Equal(new[] { forChair, forAll }.Order(), chairs.Select(Id).Order());
        Assert.Equal([forAdmin], administrators.Select(Id));
        Assert.Equal("Look at it", chairs[0]["form"]!["title"]!.ToString());
        Assert.Single(answers, a => a.Status == OK);
        Assert.All(answers.Where(a => a.Status != OK), a => Assert.Equal((Conflict, "task.closed"), (a.Status, a.Rule)));
        Assert.Equal("""{"agreed":true}""", await tracker.StoredAsync(db => db.Set<WorkflowTask>().Where(t => t.Id == Guid.Parse(forChair)).Select(t => t.ResultJson).SingleAsync()));
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"workflows/tasks/{Guid.CreateVersion7(tracker.Clock.GetUtcNow())}/complete", new { }), NotFound, "not-found");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Archive_AfterTheRetention_LeavesEverythingReadable(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.EndAsync("withdraw")).Ok;
        await tracker.SettleAsync();
        var before = await SeenAsync(tracker, letter);

        await Workflow.Operations.StandingWorkflow.EnsureAsync(tracker.Service<IServiceProvider>(), "housekeeping", CancellationToken.None);
        await letter.LiveToAsync("2024-08-15");

        Assert.Equal(0, await tracker.StoredAsync(db => db.Set<WorkflowInstance>().CountAsync(i => i.DefinitionId != "housekeeping")));
        Assert.Equal(before, await SeenAsync(tracker, letter));
        var about = Assert.Single(await ListedAsync(tracker.Officer, $"workflows/instances?correlationId={letter.Id}"));
        Assert.True(about["isArchived"]!.GetValue<bool>());
        Assert.True((await tracker.Officer.GetAsync($"workflows/instances/{Id(about)}")).Ok["instance"]!["isArchived"]!.GetValue<bool>());
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync($"workflows/instances/{Id(about)}/cancel", new { reason = "Late." }), Conflict, "instance.not-running");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Housekeeping_StartedByEightNodesAtOnce_RunsOnceAndHandsOver(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var services = tracker.Service<IServiceProvider>();

        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Workflow.Operations.StandingWorkflow.EnsureAsync(services, "housekeeping", CancellationToken.None))));
        var again = await Workflow.Operations.StandingWorkflow.EnsureAsync(services, "housekeeping", CancellationToken.None);
        await LetterStory.AdvanceAsync(tracker.Officer, "2023-10-04");

        Assert.Single(started, isHere => isHere);
        Assert.False(again);
        var instances = await tracker.StoredAsync(db => db.Set<WorkflowInstance>().AsNoTracking().OrderBy(i => i.StartedAt).ToListAsync());
        Assert.Equal([WorkflowStatus.Finished, WorkflowStatus.Finished, WorkflowStatus.Finished, WorkflowStatus.Running], instances.Select(i => i.Status));
        Assert.All(instances, i => Assert.InRange(i.JournalLength, 1, 200));
        var nights = await tracker.StoredAsync(db => db.Set<JournalEntry>().Where(j => j.NodeId == "Tidy" && j.Kind == JournalKind.Executed).Select(j => j.At).ToListAsync());
        Assert.Equal(91, nights.Count); // 5 July to 3 October
        Assert.All(nights, at => Assert.Equal(new TimeOnly(2, 30), Workflow.Calendar.LondonDay.TimeOf(at)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Housekeeping_CancelledByAnOperator_StartsAnewWithTheNextStart(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var services = tracker.Service<IServiceProvider>();
        await Workflow.Operations.StandingWorkflow.EnsureAsync(services, "housekeeping", CancellationToken.None);
        var first = Assert.Single(await ListedAsync(tracker.Chair, "workflows/instances?definitionId=housekeeping"));
        _ = (await tracker.Chair.PostAsync($"workflows/instances/{Id(first)}/cancel", new { reason = "Not tonight." })).Ok;

        Assert.True(await Workflow.Operations.StandingWorkflow.EnsureAsync(services, "housekeeping", CancellationToken.None));
        Assert.Equal(["cancelled", "running"], (await ListedAsync(tracker.Chair, "workflows/instances?definitionId=housekeeping")).Select(i => i["status"]!.ToString()).Order());
    }

    /// <summary>A response request's workflow that fails for good at its first reminder: what it is about is not there.</summary>
    private static async Task<(string Instance, string RequestId)> BrokenAsync(TestTracker tracker)
    {
        var letter = await IssuedAsync(tracker, Trust);
        var request = await letter.RequestAsync(Trust);
        var instance = request["workflowInstanceId"]!.ToString();
        await CorrelateAsync(tracker, instance, Guid.CreateVersion7(tracker.Clock.GetUtcNow()).ToString());
        await letter.LiveToAsync("2023-07-12");
        return (instance, request["id"]!.ToString());
    }

    private static Task<int> CorrelateAsync(TestTracker tracker, string instance, string about) => tracker.StoredAsync(db =>
        db.Set<WorkflowInstance>().Where(i => i.Id == Guid.Parse(instance)).ExecuteUpdateAsync(set => set.SetProperty(i => i.CorrelationId, about)));

    private static Task<Answer> DecideAsync(ApiClient by, JsonNode incident, string verb, object body) => by.PostAsync($"workflows/incidents/{Id(incident)}/{verb}", body);

    /// <summary>A task beside what a response request's workflow waits for stands in for a definition with one.</summary>
    private static async Task<string> PlantTaskAsync(TestTracker tracker, string? role)
    {
        await IssuedAsync(tracker, Trust);
        return await tracker.StoredAsync(async db =>
        {
            var planted = db.Set<WorkflowTask>().Select(t => t.InstanceId);
            var wait = await db.Set<Bookmark>().Where(b => b.Name == "ResponseRequest.DeadlineChanged" && !planted.Contains(b.InstanceId)).FirstAsync();
            var task = WorkflowTask.Of(wait.InstanceId, wait.ExecutionId, new("Look", role, DueAt: null, """{"title":"Look at it"}"""), tracker.Clock.GetUtcNow());
            db.Add(task);
            await db.SaveChangesAsync();
            return task.Id.ToString();
        });
    }

    /// <summary>What callers see of a letter's workflows.</summary>
    private static async Task<string> SeenAsync(TestTracker tracker, TrackedLetter letter)
    {
        var text = new StringBuilder();
        foreach (var instance in new[] { await letter.ReadAsync(), await letter.RequestAsync(Trust) })
        {
            var id = instance["workflowInstanceId"]!.ToString();
            text.AppendLine(id).AppendLine((await tracker.Officer.GetAsync($"workflows/instances/{id}/journal")).Ok.ToJsonString());
        }

        return text.ToString();
    }

    private static async Task<List<JsonNode>> ListedAsync(ApiClient by, string path)
    {
        var rows = new List<JsonNode>();
        for (string? after = ""; after is not null;)
        {
            var page = (await by.GetAsync(after.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString(after)}")).Ok;
            rows.AddRange(page["items"]!.AsArray().Select(r => r!));
            after = page["next"]?.GetValue<string>();
        }

        return rows;
    }

    private static string Id(JsonNode row) => row["id"]!.ToString();
}
