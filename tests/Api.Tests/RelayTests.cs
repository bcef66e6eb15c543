using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The product and its relay, when one message meets several fates.</summary>
public sealed class RelayTests
{
    /// <summary>The relay puts one person off, takes the message for the other and is gone before it says so.</summary>
    [Theory]
    [OnSqlite]
    public async Task Arrived_AnotherRecipientWasPutOff_StillGoesToThatOne(Database database)
    {
        await using var sink = SmtpSink.Start();
        sink.On = (stage, command) => Task.FromResult<SinkDeed?>(
            stage == SinkStage.Rcpt && command.Contains("person2@", StringComparison.Ordinal) ? SinkDeed.Reply("452 4.2.2 Mailbox full")
            : stage == SinkStage.EndOfData && command == "person1@respondent.test" ? SinkDeed.TakeAndDrop
            : null);
        await using var tracker = await TestTracker.StartAsync(
            database, "2023-07-04T08:00Z", "--Tracker:Mail:Mode=Smtp", "--Tracker:Mail:Smtp:Host=127.0.0.1", "--Tracker:Mail:Smtp:Security=None", $"--Tracker:Mail:Smtp:Port={sink.Port}");
        await IssueAsync(tracker);
        await tracker.SettleAsync();
        var uncertain = Assert.Single(await ListAsync(tracker, "uncertain"));
        sink.On = (_, _) => Task.FromResult<SinkDeed?>(null);

        _ = (await tracker.Officer.PostAsync($"mail/messages/{uncertain!["id"]}/arrived", ifMatch: $"\"{uncertain["version"]}\"")).Ok;
        await LetterStory.AdvanceAsync(tracker.Officer, "2023-07-04T12:00Z");

        Assert.Empty(await ListAsync(tracker, "queued"));
        Assert.Single(sink.Taken, m => m.Recipients.Any(r => r.Address == "person1@respondent.test"));
        Assert.Single(sink.Taken, m => m.Recipients.Any(r => r.Address == "person2@respondent.test"));
    }

    /// <summary>The sample letter, its first two recipients at one organisation, so that one message goes to both.</summary>
    private static async Task IssueAsync(TestTracker tracker)
    {
        var letter = await LetterStory.OfSample.CompleteAsync(tracker.Officer);
        letter["recipients"]![1]!["organisation"] = letter["recipients"]![0]!["organisation"]!.GetValue<string>();
        letter["organisations"]!.AsArray().RemoveAt(1);
        var id = (await tracker.Officer.PostAsync("letters", letter)).Ok["id"]!.GetValue<Guid>();
        _ = (await tracker.Chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;
        _ = (await tracker.Officer.PostAsync($"letters/{id}/issue", ifMatch: "*")).Ok;
    }

    private static async Task<JsonArray> ListAsync(TestTracker tracker, string state) => (await tracker.Officer.GetAsync($"mail/messages?state={state}")).Ok["items"]!.AsArray();
}
