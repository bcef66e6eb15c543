using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Tracker.Api.Tests.Support;

/// <summary>A refusal says what is wrong and leaves everything as it was.</summary>
internal static class Refusals
{
    public static async Task<JsonNode> RefusesAsync(this TestTracker tracker, Func<Task<Answer>> attempt, HttpStatusCode status, string rule)
    {
        var before = await SnapshotAsync(tracker);

        var answer = await attempt();

        Assert.Equal((status, rule), (answer.Status, answer.Rule));
        Assert.False(string.IsNullOrWhiteSpace(answer.Body!["detail"]!.GetValue<string>()));
        Assert.Equal((int)status, answer.Body["status"]!.GetValue<int>());
        Assert.Equal(before, await SnapshotAsync(tracker));
        return answer.Body;
    }

    /// <summary>Every version that is counted, and how many there are of everything that is only ever added.</summary>
    public static async Task<string> SnapshotAsync(TestTracker tracker)
    {
        await tracker.SettleAsync();
        return await tracker.StoredAsync(async db =>
        {
            var letters = await db.Letters.OrderBy(l => l.Id).Select(l => l.Version).ToListAsync();
            var requests = await db.ResponseRequests.OrderBy(r => r.Id).Select(r => r.Version).ToListAsync();
            var others = await db.Commissions.SumAsync(c => c.Version) + await db.Organisations.SumAsync(o => o.Version);
            var views = await db.Recommendations.SumAsync(r => r.Version) + await db.Assessments.CountAsync() + await db.Meetings.SumAsync(m => m.Version) + await db.Commitments.SumAsync(c => c.Version);
            return $"views {views}; letters {string.Join(' ', letters)}; requests {string.Join(' ', requests)}; others {others}; responses {await db.Responses.CountAsync()}; "
                + $"events {await db.Events.CountAsync()}; mail {tracker.Mail.Count}; now {tracker.Clock.GetUtcNow():O}";
        });
    }
}
