using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>Several people and requests at once.</summary>
public sealed class ConcurrencyTests
{
    /// <remarks>Without <c>ResponseCount</c> two answers in flight each miss the other, and the letter's workflow never hears that all have answered.</remarks>
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Responses_RecordedTogether_AreAllTheLettersWorkflowWaitsFor(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T08:00Z");

        for (var round = 0; round < 5; round++)
        {
            var letter = await IssueAsync(tracker);
            var organisations = letter["responseRequests"]!.AsArray().Select(r => r!["organisation"]!.GetValue<string>());

            var answers = await Task.WhenAll(organisations.Select(organisation =>
                tracker.Officer.PostAsync($"letters/{letter["id"]}/responses", new { organisation, kind = "substantive" })));

            Assert.All(answers, a => Assert.Equal(201, (int)a.Status));
            var journal = (await tracker.Officer.GetAsync($"workflows/instances/{letter["workflowInstanceId"]}/journal")).Ok;
            Assert.Contains("UntilSummary AllAnswered", Life.Of(journal).Steps);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Issue_PressedEightTimesAtOnce_IssuesOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T08:00Z");
        var id = (await tracker.Officer.PostAsync("letters", await LetterStory.OfSample.CompleteAsync(tracker.Officer))).Ok["id"]!.GetValue<Guid>();
        _ = (await tracker.Chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tracker.Officer.PostAsync($"letters/{id}/issue", ifMatch: "*")));
        await LetterStory.AdvanceAsync(tracker.Officer, "2023-07-05");

        Assert.Single(answers, a => (int)a.Status == 200);
        Assert.All(answers.Where(a => (int)a.Status != 200), a => Assert.Equal("letter.already-issued", a.Rule));
        Assert.Equal(4, tracker.Mail.Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Draft_SentEightTimesUnderOneKey_IsDraftedOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T08:00Z");
        var letter = await LetterStory.OfSample.CompleteAsync(tracker.Officer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tracker.Officer.PostAsync("letters", letter, key: "one")));

        Assert.Single(answers.Select(a => a.Ok["id"]!.GetValue<Guid>()).Distinct());
    }

    private static async Task<JsonNode> IssueAsync(TestTracker tracker)
    {
        var id = (await tracker.Officer.PostAsync("letters", await LetterStory.OfSample.CompleteAsync(tracker.Officer))).Ok["id"]!.GetValue<Guid>();
        _ = (await tracker.Chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;
        _ = (await tracker.Officer.PostAsync($"letters/{id}/issue", ifMatch: "*")).Ok;
        return (await tracker.Officer.GetAsync($"letters/{id}")).Ok;
    }
}
