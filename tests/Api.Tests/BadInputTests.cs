using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>What cannot be accepted is refused with a rule name and a reason, and leaves everything as it was.</summary>
public sealed class BadInputTests
{
    private const string Start = "2023-07-04T09:00Z";
    private const HttpStatusCode Unprocessable = UnprocessableEntity;

    [Fact]
    public async Task Bodies_ThatCannotBeRead_AreRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        var officer = tracker.Officer;
        var responses = $"letters/{letter.Id}/responses";
        string[] bodies =
        [
            "{", "", "null", "[]", "\"text\"", "{}",
            """{"organisation":"Harbour Trust"}""",
            """{"organisation":"Harbour Trust","kind":"guesswork"}""",
            """{"organisation":"Harbour Trust","kind":3}""",
            """{"organisation":null,"kind":"holding"}""",
            """{"organisation":"Harbour Trust","kind":"holding","mood":"good"}""",
            """{"organisation":"Harbour Trust","kind":"holding","receivedOn":"4 July"}""",
            """{"organisation":"Harbour Trust","kind":"substantive","answers":[{"recommendation":"1"}]}""",
            """{"organisation":"Harbour Trust","kind":"substantive","answers":[{"position":"accepted"}]}""",
            """{"organisation":"Harbour Trust","kind":"substantive","answers":null}""",
        ];

        foreach (var body in bodies)
        {
            await tracker.RefusesAsync(() => officer.PostTextAsync(responses, body, "application/json"), BadRequest, "request.malformed");
        }

        var member = await tracker.RefusesAsync(() => officer.PostTextAsync("letters", """{"recommendationz":[]}""", "application/json"), BadRequest, "request.malformed");
        Assert.Contains("recommendationz", Detail(member), StringComparison.Ordinal);
        await tracker.RefusesAsync(() => officer.PostTextAsync(responses, "kind=holding", "text/plain"), UnsupportedMediaType, "http-415");
    }

    [Fact]
    public async Task Bodies_OverSixMegabytes_AreTooLarge()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft["subject"] = new string('x', 6_000_000);

        await tracker.RefusesAsync(() => tracker.Officer.PostAsync("letters", draft), RequestEntityTooLarge, "request.too-large");
        await tracker.RefusesAsync(() => tracker.Officer.PostTextAsync("letters/read", new string('x', 6_000_001)), RequestEntityTooLarge, "request.too-large");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("%PDF-1.7 and so on")]
    [InlineData("letter\0with zeros")]
    public async Task Read_NotALettersText_IsUnreadable(string text)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);

        await tracker.RefusesAsync(() => tracker.Officer.PostTextAsync("letters/read", text), Unprocessable, "letter.unreadable");
    }

    [Fact]
    public async Task Read_OverFiveMegabytes_IsUnreadable()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);

        await tracker.RefusesAsync(() => tracker.Officer.PostTextAsync("letters/read", new string('x', 5_000_001)), Unprocessable, "letter.unreadable");
    }

    [Theory]
    [InlineData("commission", null, "commission")]
    [InlineData("date", null, "date")]
    [InlineData("replyTo", "not an address", "replyTo")]
    [InlineData("replyTo", "two@harbour.test, lines@harbour.test", "replyTo")]
    [InlineData("responseDue", "2023-07-03", "responseDue")]
    [InlineData("recipients", "[]", "recipients")]
    [InlineData("recipients", """[{"name":"A","organisation":"B","duty":"whim"}]""", "recipients[0].duty")]
    [InlineData("recipients", """[{"name":"A","organisation":"B","email":"a@b.test\r\nBcc: c@d.test"}]""", "recipients[0].email")]
    [InlineData("recommendations", "[]", "recommendations")]
    [InlineData("recommendations", """[{"text":""}]""", "recommendations[0].text")]
    [InlineData("recommendations", """[{"text":"Do it.","addressedTo":"Lighthouse Keepers"}]""", "recommendations[0].addressedTo")]
    public async Task Draft_FieldThatCannotBeUsed_IsNamed(string member, string? value, string field)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var draft = Draft(Trust);
        draft[member] = value?.StartsWith('[') == true ? JsonNode.Parse(value) : value;

        var problem = await tracker.RefusesAsync(() => tracker.Officer.PostAsync("letters", draft), BadRequest, "invalid");

        Assert.Equal(field, Assert.Single(problem["errors"]!.AsObject()).Key);
        Assert.NotEmpty(problem["errors"]![field]![0]!.GetValue<string>());
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Decisions_OutOfTurn_AreRefused(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await DraftedAsync(tracker, Draft(Trust));
        var (officer, chair, at) = (tracker.Officer, tracker.Chair, $"letters/{letter.Id}");

        await tracker.RefusesAsync(() => officer.PostAsync($"{at}/issue", ifMatch: "*"), Conflict, "letter.not-approved");
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "holding"), Conflict, "letter.not-issued");
        await tracker.RefusesAsync(() => letter.EndAsync("withdraw"), Conflict, "letter.not-issued");
        _ = (await chair.PostAsync($"{at}/approve", ifMatch: "*")).Ok;
        await tracker.RefusesAsync(() => chair.PostAsync($"{at}/approve", ifMatch: "*"), Conflict, "letter.already-approved");
        _ = (await officer.PostAsync($"{at}/issue", ifMatch: "*")).Ok;
        await tracker.RefusesAsync(() => officer.PostAsync($"{at}/issue", ifMatch: "*"), Conflict, "letter.already-issued");
        await tracker.RefusesAsync(() => chair.PostAsync($"{at}/approve", ifMatch: "*"), Conflict, "letter.already-issued");
        var trust = (await letter.RequestAsync(Trust))["organisationId"]!.GetValue<Guid>();
        await tracker.RefusesAsync(() => officer.PostAsync($"{at}/strike-reminder", new { organisationId = trust, rule = "chase" }, ifMatch: "*"), Conflict, "letter.already-issued");
        _ = (await letter.EndAsync("withdraw")).Ok;
        await tracker.RefusesAsync(() => letter.EndAsync("withdraw"), Conflict, "letter.withdrawn");
        await tracker.RefusesAsync(() => letter.EndAsync("close"), Conflict, "letter.withdrawn");
        Assert.Equal(Created, (await letter.RespondAsync(Trust, "substantive")).Status); // late replies are always filed
    }

    [Fact]
    public async Task Issue_OfALetterThatCannotGo_IsRefusedAfterAPreview()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var (unreachable, future, past) = (Draft(Trust), Draft(Trust), Draft(Trust));
        unreachable["recipients"]![0]!.AsObject().Remove("email");
        (future["date"], past["date"], past["responseDue"]) = ("2023-07-05", "2023-06-01", "2023-07-03");

        foreach (var (draft, rule) in new[] { (unreachable, "letter.recipient-without-address"), (future, "letter.date-in-future"), (past, "letter.due-date-passed") })
        {
            var letter = await DraftedAsync(tracker, draft);
            _ = (await tracker.Chair.PostAsync($"letters/{letter.Id}/approve", ifMatch: "*")).Ok;
            Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await tracker.Officer.BytesAsync($"letters/{letter.Id}/document")), StringComparison.Ordinal);
            Assert.NotEmpty((await tracker.Officer.GetAsync($"letters/{letter.Id}/reminder-plan")).Ok["messages"]!.AsArray());
            await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"letters/{letter.Id}/issue", ifMatch: "*"), Conflict, rule);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Responses_ThatCannotBe_AreRefused(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var draft = Draft(Trust, Wardens);
        draft["recommendations"]![0]!["addressedTo"] = Trust;
        var letter = await IssuedAsync(tracker, draft);
        await letter.LiveToAsync("2023-07-10T09:00Z");
        var officer = tracker.Officer;
        var at = $"letters/{letter.Id}/responses";
        object Received(string on) => new { organisation = Trust, kind = "holding", receivedOn = on };

        await tracker.RefusesAsync(() => letter.RespondAsync("Lighthouse Keepers", "holding"), NotFound, "not-found");
        await tracker.RefusesAsync(() => officer.PostAsync(at, Received("2023-07-03")), Conflict, "response.before-issue");
        await tracker.RefusesAsync(() => officer.PostAsync(at, Received("2023-07-11")), Conflict, "response.in-future");
        await tracker.RefusesAsync(() => letter.RespondAsync(Wardens, "substantive", new { recommendation = "1", position = "accepted" }), Conflict, "response.not-addressed");
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "substantive", new { recommendation = "9", position = "accepted" }), BadRequest, "invalid");
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "substantive", new { recommendation = "2", part = "z", position = "accepted" }), BadRequest, "invalid");
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "holding", new { recommendation = "2", position = "accepted" }), BadRequest, "invalid");
        _ = (await officer.PostAsync("organisations", new { name = "Coast Partnership", members = new[] { Wardens } })).Ok;
        await tracker.RefusesAsync(() => letter.RespondAsync("Coast Partnership", "substantive"), Conflict, "response.not-asked");
        await tracker.RefusesAsync(
            () => officer.PostAsync(at, new { organisation = Trust, onBehalfOf = "Coast Partnership", kind = "substantive" }), Conflict, "response.not-a-member");
        _ = (await letter.RespondAsync(Trust, "holding")).Ok;
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "holding"), Conflict, "response.duplicate");
        _ = (await letter.RespondAsync(Trust, "substantive")).Ok;
        await tracker.RefusesAsync(() => letter.RespondAsync(Trust, "interim"), Conflict, "request.answered");
    }

    private static string Detail(JsonNode problem) => problem["detail"]!.GetValue<string>();
}
