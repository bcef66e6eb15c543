using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The main job from end to end: a letter read, issued, reminded of, overdue and answered.</summary>
public sealed class StoryTests
{
    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    [OnSqlServer]
    public Task Story_OfTheSampleLetter_GoesAsTheSpecificationSays(Database database) => TellAsync(LetterStory.OfSample, database);

    [SharedTheory]
    [OnSqlite]
    [OnPostgreSql]
    [OnSqlServer]
    public Task Story_OfTheRealLetter_GoesAsTheSpecificationSays(Database database) => TellAsync(LetterStory.OfRealLetter, database);

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public Task Requests_OfTheSampleLetter_AreDueInTimeForThePapers(Database database) =>
        AskBeforeMeetingAsync(Path.Combine(Repository.Root, "samples", "letters", "night-bus-requests.txt"), database);

    [SharedTheory]
    [OnSqlite]
    [OnPostgreSql]
    public Task Requests_OfTheRealLetter_AreDueInTimeForThePapers(Database database) =>
        AskBeforeMeetingAsync(Path.Combine(Repository.Shared!, "letters", "2021-04-23-requests.txt"), database);

    private static async Task TellAsync(LetterStory story, Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T08:00Z");
        var (officer, chair) = (tracker.Officer, tracker.Chair);

        // Drafted: the partnership stands for its two members, the office is asked alone.
        var drafted = (await officer.PostAsync("letters", await story.CompleteAsync(officer), key: "draft")).Ok;
        var id = drafted["id"]!.GetValue<Guid>();
        var askedOf = drafted["recommendations"]!.AsArray().Select(r => Strings(r!["askedOf"]!)).ToList();
        var partnership = drafted["made"]!.AsArray().Single(m => m!["kind"]!.GetValue<string>() == "partnership")!["name"]!.GetValue<string>();
        Assert.Equal(5, askedOf.Count);
        Assert.All(askedOf[..3], a => Assert.Equal(2, a.Count));
        Assert.All(askedOf[3..], a => Assert.Single(a));
        var (police, council, office) = (askedOf[0][0], askedOf[0][1], askedOf[3][0]);

        // The plan as the officer sees it before issue.
        var plan = (await officer.GetAsync($"letters/{id}/reminder-plan")).Ok["messages"]!.AsArray().Select(m => m!).ToList();
        Assert.Equal(
            ["2023-07-04 letter", "2023-07-11 acknowledge", "2023-07-28 due-soon-10", "2023-08-08 due-soon-3", "2023-08-14 chase", "2023-08-21 chase", "2023-08-29 chase"],
            plan.Where(m => TextOrNull(m, "organisation") == police).Take(7).Select(m => $"{Text(m, "on")} {Text(m, "rule")}"));

        // Issued: three clocks, each explained.
        _ = (await chair.PostAsync($"letters/{id}/approve", ifMatch: "\"1\"", key: "approve")).Ok;
        var issued = (await officer.PostAsync($"letters/{id}/issue", ifMatch: "\"2\"", key: "issue")).Ok;
        var requests = issued["responseRequests"]!.AsArray().Select(r => r!).ToList();
        Assert.Equal([police, council, office], requests.Select(r => Text(r, "organisation")));
        Assert.All(requests, r => Assert.Equal("2023-08-11", Text(r, "dueOn")));
        Assert.All(requests, r => Assert.StartsWith("Due Friday 11 August 2023", Text(r, "explanation"), StringComparison.Ordinal));
        Assert.All(requests[..2], r => Assert.Equal("2023-08-01", Text(r, "statutoryOn")));
        Assert.All(requests[..2], r => Assert.Contains("The stated date is later than the statutory last day.", Text(r, "explanation"), StringComparison.Ordinal));
        Assert.Null(requests[2]["statutoryOn"]);
        Assert.Equal([3, 3, 2], requests.Select(r => r["asked"]!.AsArray().Count));

        // 7 July: the council's holding reply stops only its own acknowledgement request.
        await LetterStory.AdvanceAsync(officer, "2023-07-07T10:00Z");
        await LetterStory.RecordHoldingReplyAsync(officer, id, council);
        await LetterStory.AdvanceAsync(officer, "2023-08-10T09:30Z");
        await LetterStory.RecordOfficeAnswerAsync(officer, id, office);

        // Overdue from midnight in London, and only the two.
        var lastMinute = await LetterStory.AdvanceAsync(officer, "2023-08-11T22:59Z");
        Assert.Empty(lastMinute["happened"]!.AsArray());
        Assert.Empty((await officer.GetAsync("overdue")).Ok["items"]!.AsArray());
        var midnight = await LetterStory.AdvanceAsync(officer, "2023-08-12");
        Assert.Equal(2, midnight["happened"]!.AsArray().Count);
        Assert.Equal(Sorted([council, police]), Sorted((await officer.GetAsync("overdue")).Ok["items"]!.AsArray().Select(o => Text(o!, "organisation"))));

        // 4 September: the council answers for the partnership.
        var chased = await LetterStory.AdvanceAsync(officer, "2023-09-04T09:30Z");
        var happened = chased["happened"]!.AsArray().Select(e => DateTimeOffset.Parse(Text(e!, "at"), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(7, happened.Count); // six chases, and with the third the summary for the commission
        Assert.Equal(happened.Order(), happened);
        await LetterStory.RecordPartnershipAnswerAsync(officer, id, council, partnership);
        await LetterStory.AdvanceAsync(officer, "2023-11-01");

        var end = (await officer.GetAsync($"letters/{id}")).Ok;
        Assert.Equal("answered", Text(end, "state"));
        Assert.Equal(
            [$"{police} answeredLate 2023-09-04 24", $"{council} answeredLate 2023-09-04 24", $"{office} answered 2023-08-10 0"],
            end["responseRequests"]!.AsArray().Select(r => $"{Text(r!, "organisation")} {Text(r!, "state")} {Text(r!, "answeredOn")} {r!["daysLate"]}"));
        Assert.Empty((await officer.GetAsync("overdue")).Ok["items"]!.AsArray());
        await AssertMailEqualsPlanAsync(tracker, plan, (police, council, office));
        await CloseAsync(chair, end);
        await AssertFinishedAsync(officer, (await officer.GetAsync($"letters/{id}")).Ok);
    }

    /// <summary>What went out is what the plan said, less what an answer made needless; nothing else, and nothing twice.</summary>
    private static Task AssertMailEqualsPlanAsync(TestTracker tracker, List<JsonNode> plan, (string Police, string Council, string Office) who)
    {
        var needed = plan.Where(m => Text(m, "status") == "planned" && string.CompareOrdinal(Text(m, "on"), "2023-09-04") < 0)
            .Where(m => !(TextOrNull(m, "organisation") == who.Council && Text(m, "rule") == "acknowledge"))
            .Where(m => !(TextOrNull(m, "organisation") == who.Office && string.CompareOrdinal(Text(m, "on"), "2023-08-10") > 0))
            .Select(m => $"{Text(m, "on")} {string.Join(", ", Sorted(Strings(m["to"]!)))}");
        var sent = tracker.Mail.Select(m => $"{m.On:yyyy-MM-dd} {string.Join(", ", Sorted(m.To.Split(", ").Select(t => t.Split('<')[1].TrimEnd('>'))))}");
        Assert.Equal(Sorted(needed), Sorted(sent));
        var (first, later) = (tracker.Mail.Where(m => m.InReplyTo is null).ToList(), tracker.Mail.Where(m => m.InReplyTo is not null).ToList());
        Assert.Equal(4, first.Count);
        Assert.All(first, m => Assert.Null(m.AutoSubmitted));
        Assert.All(later, m => Assert.Equal("auto-generated", m.AutoSubmitted));
        Assert.All(later, m => Assert.Contains($"Message-ID: {m.InReplyTo}", string.Concat(first.Select(f => f.Source)), StringComparison.Ordinal));
        Assert.All(tracker.Mail, m => Assert.Contains("Content-Type: application/pdf", m.Source, StringComparison.Ordinal));
        Assert.All(tracker.Mail, m => Assert.Equal(!m.Subject.StartsWith("Copy:", StringComparison.Ordinal), m.Words.Contains("/respond/", StringComparison.Ordinal)));
        return Task.CompletedTask;
    }

    private static async Task CloseAsync(ApiClient chair, JsonNode letter)
    {
        foreach (var recommendation in letter["recommendations"]!.AsArray())
        {
            _ = (await chair.PostAsync($"recommendations/{Text(recommendation!, "id")}/close", new { reason = "implemented", words = "Seen on a visit." }, ifMatch: "*")).Ok;
        }
    }

    private static async Task AssertFinishedAsync(ApiClient officer, JsonNode letter)
    {
        foreach (var instance in letter["responseRequests"]!.AsArray().Append(letter))
        {
            var journal = (await officer.GetAsync($"workflows/instances/{Text(instance!, "workflowInstanceId")}/journal")).Ok;
            Assert.Equal("Finished", Text(journal, "status"));
            Assert.Equal(Enumerable.Range(1, journal["entries"]!.AsArray().Count), journal["entries"]!.AsArray().Select(e => e!["sequence"]!.GetValue<int>()));
        }
    }

    /// <summary>Ten requests without a date: the follow-up meeting gives it.</summary>
    private static async Task AskBeforeMeetingAsync(string file, Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2021-04-23T09:00Z");
        var letter = (await tracker.Officer.PostTextAsync("letters/read", await File.ReadAllTextAsync(file))).Ok;
        letter["recipients"]![0]!["email"] = "person@respondent.test";

        var drafted = (await tracker.Officer.PostAsync("letters", letter)).Ok;
        var id = Text(drafted, "id");
        _ = (await tracker.Chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;
        var issued = (await tracker.Officer.PostAsync($"letters/{id}/issue", ifMatch: "*")).Ok;

        var request = Assert.Single(issued["responseRequests"]!.AsArray())!;
        Assert.Equal(10, request["asked"]!.AsArray().Count);
        Assert.Equal("2021-06-10", Text(request, "dueOn"));
        Assert.Contains("Monday 14 June 2021", Text(request, "explanation"), StringComparison.Ordinal);
        Assert.Contains("Tuesday 22 June 2021", Text(request, "explanation"), StringComparison.Ordinal);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string? TextOrNull(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static List<string> Strings(JsonNode array) => [.. array.AsArray().Select(s => s!.GetValue<string>())];

    private static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];
}
