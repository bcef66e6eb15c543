using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>The lists that people work from: filtered, sorted, page by page, with the same number of queries however long they are.</summary>
public sealed class ListTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Overdue_FilteredSortedAndPaged_HoldsEachRequestOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        await IssueAsync(tracker, Commission, ("2023-07-10", [Trust, Wardens]), ("2023-07-20", [Trust]), ("2023-09-01", [Wardens]));
        await IssueAsync(tracker, "Bridges Commission", ("2023-07-12", [Trust]));
        _ = (await tracker.Officer.PostAsync("clock/advance", new { to = "2023-07-25" })).Ok;

        var all = await ListedAsync(tracker, "overdue?size=1");
        var organisation = all.First(r => Text(r, "organisation") == Wardens)["organisationId"];
        var commission = all.First(r => Text(r, "commission") == "Bridges Commission")["commissionId"];
        var counts = (await tracker.Officer.GetAsync("overdue/counts")).Ok;

        Assert.Equal(["2023-07-10 15", "2023-07-10 15", "2023-07-12 13", "2023-07-20 5"], all.Select(r => $"{r["dueOn"]} {r["daysOverdue"]}"));
        Assert.Equal(all.Select(Id).Reverse(), (await ListedAsync(tracker, "overdue?sort=newest&size=2")).Select(Id));
        Assert.Equal(["2023-07-10"], (await ListedAsync(tracker, $"overdue?organisationId={organisation}")).Select(r => Text(r, "dueOn")));
        Assert.Equal(["2023-07-12"], (await ListedAsync(tracker, $"overdue?commissionId={commission}")).Select(r => Text(r, "dueOn")));
        Assert.Equal(["2023-07-10", "2023-07-10", "2023-07-12"], (await ListedAsync(tracker, "overdue?minDays=10&size=2")).Select(r => Text(r, "dueOn")));
        Assert.Equal(["2023-09-01"], (await ListedAsync(tracker, "due-next?size=1")).Select(r => Text(r, "dueOn")));
        Assert.Empty(await ListedAsync(tracker, "due-next?withinDays=30"));
        Assert.Equal(["Harbour Trust 3 15", "Quay Wardens 1 15"], counts["byOrganisation"]!.AsArray().Select(g => $"{g!["name"]} {g["overdue"]} {g["longestDays"]}"));
        Assert.Equal(["Harbour Scrutiny Commission 3 15", "Bridges Commission 1 13"], counts["byCommission"]!.AsArray().Select(g => $"{g!["name"]} {g["overdue"]} {g["longestDays"]}"));
        Assert.Equal([1, 3, 0, 0], counts["byAge"]!.AsArray().Select(g => g!["overdue"]!.GetValue<int>()));
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("overdue?after=x"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("overdue?size=201"), BadRequest, "invalid");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Waiting_PageByPage_HoldsEachAnswerOnceInOrder(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        _ = (await letter.RespondAsync(Wardens, "substantive")).Ok;
        await letter.LiveToAsync("2023-07-06T09:00Z");
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;

        var oldest = await ListedAsync(tracker, "waiting?size=1");
        var newest = await ListedAsync(tracker, "waiting?sort=newest&size=3");

        Assert.Equal([$"{Wardens} 2", $"{Wardens} 2", $"{Trust} 0", $"{Trust} 0"], oldest.Select(r => $"{r["organisation"]} {r["daysWaiting"]}"));
        Assert.Equal(oldest.Select(Key).Reverse(), newest.Select(Key));

        static string Key(JsonNode row) => $"{row["recommendationId"]} {row["organisationId"]}";
    }

    /// <summary>One letter or thirty: the same number of queries a page.</summary>
    [Theory]
    [InlineData("overdue")]
    [InlineData("overdue/counts")]
    [InlineData("due-next")]
    [InlineData("waiting")]
    [InlineData("commitments")]
    [InlineData("recommendations")]
    [InlineData("meetings")]
    public async Task Lists_HoweverLong_TakeTheSameNumberOfQueries(string list)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        await FillAsync(tracker, letters: 1);
        var few = await QueriesAsync(tracker, list);
        await FillAsync(tracker, letters: 12);
        var many = await QueriesAsync(tracker, list);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 6);
    }

    private static async Task FillAsync(TestTracker tracker, int letters)
    {
        for (var i = 0; i < letters; i++)
        {
            var draft = Draft(Trust, Wardens);
            draft["case"] = $"Case {Guid.CreateVersion7(tracker.Clock.GetUtcNow())}";
            draft["followUpMeetingDate"] = $"2023-09-{i + 1:00}";
            var letter = await IssuedAsync(tracker, draft);
            _ = (await letter.RespondAsync(
                Trust, "interim", new { recommendation = "1", position = "accepted", commitments = new[] { new { text = "Lamps.", due = "2023-12" } } })).Ok;
        }
    }

    /// <summary>Commands that reached the database meanwhile, as the provider's own diagnostics tell.</summary>
    private static async Task<int> QueriesAsync(TestTracker tracker, string list)
    {
        var counts = new List<int>();
        for (var i = 0; i < 3; i++) // the least of three: the engine may look at the database meanwhile
        {
            await tracker.SettleAsync();
            using var counter = new QueryCounter(tracker.ConnectionString);
            _ = (await tracker.Officer.GetAsync(list)).Ok;
            counts.Add(counter.Count);
        }

        return counts.Min();
    }

    private static async Task IssueAsync(TestTracker tracker, string commission, params (string DueOn, string[] To)[] letters)
    {
        foreach (var (dueOn, to) in letters)
        {
            var draft = Draft(to);
            draft["commission"] = commission;
            draft["responseDue"] = dueOn;
            _ = await IssuedAsync(tracker, draft);
        }
    }

    private static async Task<List<JsonNode>> ListedAsync(TestTracker tracker, string path)
    {
        var rows = new List<JsonNode>();
        for (string? after = ""; after is not null;)
        {
            var page = (await tracker.Officer.GetAsync(after.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={after}")).Ok;
            rows.AddRange(page["items"]!.AsArray().Select(r => r!));
            after = page["next"]?.GetValue<string>();
        }

        return rows;
    }

    private static Guid Id(JsonNode row) => row["responseRequestId"]!.GetValue<Guid>();

    private static string Text(JsonNode row, string name) => row[name]!.GetValue<string>();

    private sealed class QueryCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentBag<IDisposable> subscriptions = [];
        private readonly string connectionString;
        private int count;

        public QueryCounter(string connectionString)
        {
            this.connectionString = connectionString;
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count => count;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            // other tests of the process talk to databases of their own
            if (value.Value is CommandExecutedEventData command && command.Context?.Database.GetConnectionString() == connectionString)
            {
                Interlocked.Increment(ref count);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Dispose();
            }
        }
    }
}
