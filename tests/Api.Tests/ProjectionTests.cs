using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Responses;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>The stored due dates are nothing but the fold of the stored ledgers.</summary>
public sealed class ProjectionTests
{
    private static readonly string[] Changes = ["extend", "pause", "restart", "override"];

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task DueDates_AfterManyChanges_EqualTheFoldOfTheLedger(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T09:00Z");
        var requests = await IssueLettersAsync(tracker);
#pragma warning disable CA5394 // the same sequence in every run is what is wanted
        var random = new Random(20230704);
        var accepted = new List<string>();
        for (var step = 0; step < 60; step++)
        {
            var (request, change) = (requests[random.Next(requests.Count)], Changes[random.Next(Changes.Length)]);
            var body = Body(change, DateOnly.FromDateTime(tracker.Clock.GetUtcNow().UtcDateTime), random.Next(60));
            if ((await tracker.Chair.PostAsync($"response-requests/{request}/{change}", body, ifMatch: "*")).Rule is null)
            {
                accepted.Add(change);
            }

            _ = (await tracker.Officer.PostAsync("clock/advance", new { by = TimeSpan.FromHours(random.Next(1, 30)) })).Ok;
        }
#pragma warning restore CA5394

        var stored = await tracker.StoredAsync(db => db.ResponseRequests.AsNoTracking().ToListAsync());

        Assert.All(Changes, c => Assert.True(accepted.Count(a => a == c) >= 3, c));
        Assert.Equal(accepted.Count + requests.Count, stored.Sum(r => r.Ledger.Count));
        var folded = await tracker.ServeAsync((DueDates dueDates) => stored.ToDictionary(r => r.Id, r => Fold(dueDates, r)));
        Assert.All(stored, r => Assert.Equal(folded[r.Id], new(r.DueOn, r.OriginalDueOn, r.StatutoryOn, r.PausedOn, r.DeadlineVersion)));
        Assert.Contains(stored, r => r.DueOn != r.OriginalDueOn);
    }

    private static object Body(string change, DateOnly today, int days) => change switch
    {
        "extend" => new { until = today.AddDays(20 + days), reason = "Asked for." },
        "pause" => new { category = "court", reason = "An inquest is open.", effectiveOn = today.AddDays(-(days % 3)) },
        "restart" => new { effectiveOn = today.AddDays(-(days % 2)) },
        _ => new { on = today.AddDays(10 + days), reason = "Decided." },
    };

    /// <summary>One letter for each way to set a date, each to two bodies of which one has a statutory duty.</summary>
    private static async Task<List<Guid>> IssueLettersAsync(TestTracker tracker)
    {
        JsonObject?[] rules =
        [
            null,
            new() { ["kind"] = "working-days", ["days"] = 20, ["anchor"] = "issue", ["counting"] = "from" },
            new() { ["kind"] = "months", ["number"] = 2, ["anchor"] = "receipt", ["counting"] = "beginningWith" },
            new() { ["kind"] = "before-meeting" },
        ];
        var requests = new List<Guid>();
        foreach (var rule in rules)
        {
            var draft = Draft(Trust, Wardens);
            draft["recipients"]![0]!["duty"] = "crime-and-disorder-committee";
            draft["followUpMeetingDate"] = "2023-09-12";
            if (rule is not null)
            {
                draft.Remove("responseDue");
                draft["responseRule"] = rule;
            }

            var letter = await IssuedAsync(tracker, draft);
            requests.AddRange((await letter.ReadAsync())["responseRequests"]!.AsArray().Select(r => r!["id"]!.GetValue<Guid>()));
        }

        return requests;
    }

    private static Projection Fold(DueDates dueDates, ResponseRequest request)
    {
        var due = dueDates.Of(request.Ledger).Fold();
        return new(due.DueOn, due.OriginalDueOn, due.StatutoryOn, due.PausedOn, due.Version);
    }

    private sealed record Projection(DateOnly? DueOn, DateOnly? OriginalDueOn, DateOnly? StatutoryOn, DateOnly? PausedOn, int DeadlineVersion);
}
