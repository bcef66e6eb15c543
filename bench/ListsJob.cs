using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Bench;

#pragma warning disable EF1002 // nothing that comes from outside stands in these statements
/// <summary>The lists that people work from, over HTTP on SQLite, with a thousand and with a million response requests; the rows are copies of one letter's.</summary>
internal static class ListsJob
{
    private const int Calls = 60;
    private static readonly int[] Sizes = [1_000, 1_000_000];
    private static readonly string[] Lists = ["overdue", "overdue?sort=newest", "overdue?commissionId={0}", "overdue?organisationId={1}", "due-next", "waiting", "waiting?commissionId={0}"];

    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable("Logging__Console__LogToStandardErrorThreshold", "Trace"); // standard output is for the figures
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, "2023-08-20T09:00Z");
        var draft = Draft(Trust);
        draft["responseDue"] = "2023-09-30";
        var letter = await IssuedAsync(tracker, draft);
        _ = (await letter.RespondAsync(Trust, "interim", new { recommendation = "1", position = "accepted" })).Ok;
        var (commission, organisation) = ((await letter.ReadAsync())["commissionId"], (await letter.RequestAsync(Trust))["organisationId"]);
        var rows = 0;
        foreach (var size in Sizes)
        {
            await FillAsync(tracker, rows + 1, size);
            rows = size;
            foreach (var list in Lists)
            {
                await MeasureAsync(tracker, string.Format(CultureInfo.InvariantCulture, list, commission, organisation), $"{list.Split('{')[0]} of {size:N0} response requests");
            }
        }
    }

    private static async Task MeasureAsync(TestTracker tracker, string path, string name)
    {
        var times = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            var watch = Stopwatch.StartNew();
            _ = (await tracker.Officer.GetAsync(path)).Ok;
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Figures.Print($"{name}, p50", times.Skip(10).Percentile(0.5), "ms");
        Figures.Print($"{name}, p99", times.Skip(10).Percentile(0.99), "ms");
    }

    /// <summary>Copies the letter, its first recommendation and its request until there are so many, due on the 400 days around today; one in ten recommendations waits for a view.</summary>
    private static Task<int> FillAsync(TestTracker tracker, int from, int until) => tracker.StoredAsync(async db =>
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync($"CREATE TEMP TABLE Numbers AS WITH RECURSIVE c(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM c WHERE i < {until}) SELECT i FROM c");
        await CopyAsync(db, "ScrutinyLetter", new() { ["Id"] = Id(1), ["Reference"] = "'B/' || i" });
        await CopyAsync(db, "Recommendation", new() { ["Id"] = Id(2), ["LetterId"] = Id(1) }, "AND o.\"Order\" = 1");
        await CopyAsync(db, "RecommendationAddressee", new() { ["RecommendationId"] = Id(2), ["WaitingSince"] = "CASE WHEN i % 10 = 0 THEN date('2023-08-20', '-' || (i % 400) || ' days') END" }, "AND o.\"WaitingSince\" IS NOT NULL");
        await CopyAsync(db, "ResponseRequest", new() { ["Id"] = Id(3), ["LetterId"] = Id(1), ["AwaitedOn"] = "date('2023-08-20', (i % 400 - 200) || ' days')", ["LinkHash"] = "'hash' || i" });
        await db.Database.ExecuteSqlRawAsync("DROP TABLE Numbers");
        await transaction.CommitAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        return until;

        static string Id(int kind) => $"printf('0000000{kind}-0000-7000-8000-%012X', i)";
    });

    /// <summary>Each number makes a copy of the table's first row of that kind, with some columns worked out.</summary>
    private static async Task CopyAsync(DbContext db, string table, Dictionary<string, string> changed, string only = "")
    {
        var columns = await db.Database.SqlQueryRaw<string>($"SELECT name AS Value FROM pragma_table_info('{table}')").ToListAsync();
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        var values = string.Join(", ", columns.Select(c => changed.TryGetValue(c, out var value) ? value : $"f.\"{c}\""));
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{table}\" ({names}) SELECT {values} FROM Numbers, (SELECT * FROM \"{table}\" o WHERE 1 = 1 {only} ORDER BY rowid LIMIT 1) f");
    }
}
