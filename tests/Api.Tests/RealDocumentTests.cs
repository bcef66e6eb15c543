using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The way of the real documents through the product; the letters of 2023-07-04 and 2021-04-23 have theirs in <see cref="StoryTests"/>.</summary>
public sealed class RealDocumentTests
{
    /// <summary>No list and no numbers: an officer marks the four requests where they stand in the prose.</summary>
    [SharedTheory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Letter_WithRequestsInItsProse_IsIssuedAfterAnOfficerMarkedThem(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2021-12-01T09:00Z");
        var text = await ReadFileAsync("2021-12-01-mayor-to-commissioner.txt");
        var marked = (await ExpectedAsync("2021-12-01-mayor-to-commissioner.expected.json"))["recommendations"]!.AsArray().Select(r => SentenceWith(text, r!["text"]!.GetValue<string>())).ToList();
        var letter = (await tracker.Officer.PostTextAsync("letters/read", text)).Ok;
        letter["replyTo"] = "office@mayor.test";
        letter["responseDue"] = "2022-01-14";
        letter["publicationStatement"] = "This letter and the response to it will be published.";
        letter["recipients"]![0]!["organisation"] = "Metropolitan Police Service";
        letter["recommendations"] = new JsonArray([.. marked.Select((words, i) => new JsonObject { ["number"] = $"{i + 1}", ["text"] = words, ["inProse"] = true, ["kind"] = "requestForInformation" })]);

        var drafted = (await tracker.Officer.PostAsync("letters", letter)).Ok;
        var tracked = new TrackedLetter(tracker, drafted["id"]!.GetValue<Guid>());
        await tracked.IssueAsync();

        var issued = await tracked.ReadAsync();
        Assert.Equal(4, issued["recommendations"]!.AsArray().Count);
        Assert.All(issued["recommendations"]!.AsArray(), r => Assert.True(r!["isInProse"]!.GetValue<bool>()));
        Assert.Equal("This letter and the response to it will be published.", issued["publicationStatement"]!.GetValue<string>());
        Assert.Equal("2022-01-14", issued["responseRequests"]![0]!["dueOn"]!.GetValue<string>());
        Assert.Equal(4, issued["responseRequests"]![0]!["asked"]!.AsArray().Count);
        Assert.Single(tracker.Mail);
        letter["recommendations"]![0]!["text"] = "These words stand nowhere in it.";
        Assert.Equal("invalid", (await tracker.Officer.PostAsync("letters", letter)).Rule);
    }

    /// <summary>A press release becomes promises, their dates as exact as its words.</summary>
    [SharedTheory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task PressRelease_AsCommitments_HasDatesAsExactAsItsWords(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2021-03-18T12:00Z");
        var text = await ReadFileAsync("2021-03-18-press-release.txt");
        var expected = (await ExpectedAsync("2021-03-18-press-release.expected.json"))["extra"]!["commitments"]!.AsArray();

        var recorded = (await tracker.Officer.PostAsync("commitments", new
        {
            commission = "Policing Scrutiny Commission",
            organisation = "Mayor's Office for Policing and Crime",
            @case = "Community scrutiny of policing",
            madeOn = "2021-03-18",
            source = "press release of 18 March 2021",
            commitments = expected.Select(c => new { text = SentenceWith(text, c!["text"]!.GetValue<string>()) }),
        })).Ok;
        await LetterStory.AdvanceAsync(tracker.Officer, "2021-06-01");

        var items = recorded["items"]!.AsArray();
        Assert.Equal(expected.Select(c => c!["due"]?.GetValue<string>()), items.Select(c => c!["due"]?.GetValue<string>()));
        Assert.Equal("by the summer", items[2]!["dueWords"]!.GetValue<string>());
        Assert.Equal(["2021-05-31"], (await tracker.Officer.GetAsync("commitments?state=overdue")).Ok["items"]!.AsArray().Select(c => c!["due"]!.GetValue<string>()));
        Assert.Equal(3, (await tracker.Officer.GetAsync("commitments?since=2021")).Ok["items"]!.AsArray().Count);
    }

    /// <summary>A reply to a letter that nobody here sent.</summary>
    [SharedTheory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Reply_ThatAnswersNothingOfOurs_IsFiledAgainstAStub(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2024-02-16T12:00Z");
        var text = await ReadFileAsync("2024-02-15-mayor-reply.txt");
        var read = (await tracker.Officer.PostTextAsync("letters/read", text)).Ok;

        var filed = (await tracker.Officer.PostAsync("replies", new
        {
            commission = read["recipients"]![0]!["name"]!.GetValue<string>(),
            organisation = read["sender"]!.GetValue<string>(),
            date = read["date"]!.GetValue<string>(),
            theirReference = read["ourRef"]!.GetValue<string>(),
            text,
        })).Ok;

        Assert.Equal("reply", read["kind"]!.GetValue<string>());
        Assert.Equal(("2023-10-25", 113), (filed["letterReceivedOn"]!.GetValue<string>(), filed["daysToReply"]!.GetValue<int>()));
        Assert.Contains("MGLA251023-9095", filed["inferredFrom"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(113, (await tracker.Officer.GetAsync($"letters/{filed["letterId"]}")).Ok["responseRequests"]![0]!["daysToReply"]!.GetValue<int>());
    }

    private static Task<string> ReadFileAsync(string name) => File.ReadAllTextAsync(Path.Combine(Repository.Shared!, "letters", name));

    private static async Task<JsonNode> ExpectedAsync(string name) => JsonNode.Parse(await ReadFileAsync(name))!;

    /// <summary>What an officer would mark: from there to the end of the sentence.</summary>
    private static string SentenceWith(string text, string beginning)
    {
        var start = text.IndexOf(beginning, StringComparison.Ordinal);
        Assert.True(start >= 0, beginning);
        return text[start..(text.IndexOf('.', start + beginning.Length - 1) + 1)];
    }
}
