using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The product with a provider in its settings: the same outbox, another way out.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task Issue_ByNotify_IsTakenAndOnRecord()
    {
        await using var notify = await FakeNotify.StartAsync();

        var sent = await IssueAsync("--Tracker:Mail:Mode=Notify", $"--Tracker:Mail:Notify:ApiKey={FakeNotify.ApiKey}", "--Tracker:Mail:Notify:TemplateId=5b6f4a3f-8a11-4c55-9f43-0d2c5e1f6a1b", $"--Tracker:Mail:Notify:BaseAddress={notify.Address}");

        Assert.Equal(DispatchState.Sent, sent.State);
        Assert.Equal(sent.Recipients[0].Address, (string?)Assert.Single(notify.Sent)["email_address"]);
        Assert.Empty(notify.Complaints);
    }

    [Fact]
    public async Task Issue_ByGraph_IsTakenAndOnRecord()
    {
        await using var graph = await FakeGraph.StartAsync();

        var sent = await IssueAsync(
            "--Tracker:Mail:Mode=Graph", $"--Tracker:Mail:Graph:TenantId={FakeGraph.Tenant}", $"--Tracker:Mail:Graph:ClientId={FakeGraph.ClientId}", $"--Tracker:Mail:Graph:ClientSecret={FakeGraph.Secret}",
            $"--Tracker:Mail:Graph:Mailbox={FakeGraph.Mailbox}", $"--Tracker:Mail:Graph:SignInAddress={graph.Address}", $"--Tracker:Mail:Graph:BaseAddress={graph.Address}v1.0/");

        Assert.Equal(DispatchState.Sent, sent.State);
        Assert.Contains(sent.MessageId, System.Text.Encoding.ASCII.GetString(Assert.Single(graph.Sent)), StringComparison.Ordinal);
        Assert.Empty(graph.Complaints);
    }

    private static async Task<Dispatch> IssueAsync(params string[] settings)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, "2023-07-04T08:00Z", settings);
        _ = await TrackedLetter.IssuedAsync(tracker, TrackedLetter.Trust);
        return await tracker.StoredAsync(db => db.Dispatches.AsNoTracking().SingleAsync());
    }
}
