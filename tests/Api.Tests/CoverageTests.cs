using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>What is answered, partly answered and not addressed; and that only what is missing is chased.</summary>
public sealed class CoverageTests
{
    private const string Start = "2023-07-04T09:00Z";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Chase_AfterAPartialAnswer_NamesOnlyWhatIsMissing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);

        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "2", part = "a", position = "acceptedInPart" })).Ok;
        await letter.LiveToAsync("2023-08-14T10:00Z");

        Assert.Equal("overdue", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
        var chase = tracker.Mail.Single(m => m.To.Contains(AddressOf(Trust), StringComparison.Ordinal) && m.Subject.StartsWith("Overdue", StringComparison.Ordinal)).Words;
        Assert.Contains("(b) for the south quay", chase, StringComparison.Ordinal);
        Assert.DoesNotContain("for the north quay", chase, StringComparison.Ordinal);
        Assert.DoesNotContain("Mend every lamp", chase, StringComparison.Ordinal);
        var other = tracker.Mail.Single(m => m.To.Contains(AddressOf(Wardens), StringComparison.Ordinal) && m.Subject.StartsWith("Overdue", StringComparison.Ordinal)).Words;
        Assert.Contains("Mend every lamp", other, StringComparison.Ordinal);
        Assert.Contains("for the north quay", other, StringComparison.Ordinal);
        Assert.Equal(["1 Harbour Trust answered", "1 Quay Wardens notAddressed", "2 Harbour Trust partly a:answered b:notAddressed", "2 Quay Wardens notAddressed a:notAddressed b:notAddressed"], await MatrixAsync(letter));
    }

    [Fact]
    public async Task Supplementary_WithWhatWasMissing_AnswersTheRequest()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "2", part = "a", position = "accepted" })).Ok;
        _ = (await letter.RespondAsync(Trust, "supplementary", new { recommendation = "2", part = "b", position = "rejected", reasons = "The south quay is sold." })).Ok;
        await letter.LiveToAsync("2023-12-01");

        Assert.Equal("answered", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
        Assert.Single(letter.MailTo(AddressOf(Trust)));
        Assert.Equal(["1 Harbour Trust answered", "2 Harbour Trust answered a:answered b:answered"], await MatrixAsync(letter));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Answer_GivenAgain_IsANewVersionAndTheFormerStays(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(
            Trust, "substantive", new { recommendation = "1", position = "accepted", positionWords = "agreed, subject to funding" }, new { recommendation = "2", position = "rejected" })).Ok;

        _ = (await letter.RespondAsync(Trust, "supplementary", new { recommendation = "1", position = "rejected", text = "The money did not come." })).Ok;

        var whole = await letter.ReadAsync();
        var first = whole["recommendations"]!.AsArray()[0]!;
        var recommendation = (await tracker.Officer.GetAsync($"recommendations/{first["id"]}")).Ok;
        Assert.Equal(
            ["1 accepted agreed, subject to funding ", "2 rejected  The money did not come."],
            recommendation["respondents"]![0]!["answers"]!.AsArray().Select(a => $"{a!["version"]} {a["position"]} {a["positionWords"]} {a["text"]}"));
        var said = (await tracker.Officer.GetAsync($"letters/{letter.Id}/response-summary?format=json")).Ok["recommendations"]![0]!["answers"]!.AsArray();
        Assert.Equal(["rejected 2"], said.Select(a => $"{a!["position"]} {a["version"]}"));
        Assert.Equal(2, whole["responses"]!.AsArray().Count);
    }

    /// <summary>Everything is touched by an interim reply, but the organisation's word is still to come.</summary>
    [Fact]
    public async Task Chase_AfterAnInterimReplyToAll_AsksForTheFullReply()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        _ = (await letter.RespondAsync(Trust, "interim", new { recommendation = "1", position = "noted" }, new { recommendation = "2", position = "noted" })).Ok;
        await letter.LiveToAsync("2023-08-14T10:00Z");

        var chase = tracker.Mail[^1].Words;
        Assert.Contains("We have your interim reply. We still need your full reply to:", chase, StringComparison.Ordinal);
        Assert.Contains("Mend every lamp", chase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_MarkedAsPartial_LeavesTheRecommendationOpen()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted", isPartial = true }, new { recommendation = "2", position = "accepted" })).Ok;

        Assert.Equal(["1 Harbour Trust partly", "2 Harbour Trust answered a:answered b:answered"], await MatrixAsync(letter));
        Assert.Equal("acknowledged", (await letter.RequestAsync(Trust))["state"]!.GetValue<string>());
        await tracker.RefusesAsync(
            () => letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "accepted" }, new { recommendation = "1", position = "rejected" }), BadRequest, "invalid");
    }

    [Fact]
    public async Task Labels_OfTheCommission_StandInTheSummary()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        _ = (await letter.RespondAsync(Trust, "substantive", new { recommendation = "1", position = "acceptedInPart" }, new { recommendation = "2", position = "accepted" })).Ok;
        var commission = $"commissions/{(await letter.ReadAsync())["commissionId"]}/labels";

        _ = (await tracker.Officer.PutAsync(commission, new { positions = new { acceptedInPart = "Partly agreed" } }, ifMatch: "*")).Ok;

        var summary = (await tracker.Officer.GetAsync($"letters/{letter.Id}/response-summary?format=json")).Ok;
        Assert.Equal(["Partly agreed", "Accepted"], summary["recommendations"]!.AsArray().Select(r => r!["answers"]![0]!["positionLabel"]!.GetValue<string>()));
        Assert.Equal(["Accepted 1", "Partly agreed 1"], summary["counts"]!["positions"]!.AsArray().Select(p => $"{p!["label"]} {p["count"]}"));
        await tracker.RefusesAsync(() => tracker.Officer.PutAsync(commission, new { positions = new { agreed = "Yes" } }, ifMatch: "*"), Conflict, "commission.label-unknown");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Summary_AsJsonAndPdf_TellsWhoSaidWhat(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        _ = (await letter.RespondAsync(
            Trust, "substantive", new { recommendation = "1", position = "accepted", text = "We shall. \U0001F4A1", commitments = new[] { new { text = "All lamps mended.", dueWords = "by the end of September" } } },
            new { recommendation = "2", part = "a", position = "notForUs", referredTo = "Northmere Port" })).Ok;
        await letter.LiveToAsync("2023-08-20");

        var summary = (await tracker.Officer.GetAsync($"letters/{letter.Id}/response-summary?format=json")).Ok;
        var pdf = await tracker.Officer.BytesAsync($"letters/{letter.Id}/response-summary");

        Assert.Equal(["Harbour Trust overdue by 9 days", "Quay Wardens overdue by 9 days"], summary["respondents"]!.AsArray().Select(r => $"{r!["organisation"]} {r["state"]}"));
        Assert.Equal((4, 1, 1, 2), (Count("asked"), Count("answered"), Count("partly"), Count("notAddressed")));
        Assert.Equal("2023-09-30", summary["recommendations"]![0]!["commitments"]![0]!["due"]!.GetValue<string>());
        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.Equal(pdf, await tracker.Officer.BytesAsync($"letters/{letter.Id}/response-summary"));

        int Count(string name) => summary["counts"]![name]!.GetValue<int>();
    }

    private static async Task<List<string>> MatrixAsync(TrackedLetter letter) =>
    [
        .. (await letter.Tracker.Officer.GetAsync($"letters/{letter.Id}/coverage")).Ok["recommendations"]!.AsArray().SelectMany(r => r!["respondents"]!.AsArray().Select(c => Cell(r, c!))),
    ];

    private static string Cell(JsonNode row, JsonNode cell) =>
        string.Join(' ', [row["label"]!.GetValue<string>().Replace("no. ", "", StringComparison.Ordinal), cell["organisation"]!.GetValue<string>(), cell["state"]!.GetValue<string>(),
            .. cell["parts"]!.AsArray().Select(p => $"{p!["label"]}:{p["state"]}")]);
}
