using System.Globalization;
using System.Text.Json.Nodes;

namespace Tracker.Api.Tests.Support;

/// <summary>A small letter of an invented commission, and what its officer, its chair and its respondents do about it.</summary>
internal sealed record TrackedLetter(TestTracker Tracker, Guid Id)
{
    public const string Trust = "Harbour Trust";
    public const string Wardens = "Quay Wardens";
    public const string Commission = "Harbour Scrutiny Commission";

    /// <summary>Dated 4 July 2023, due Friday 11 August: acknowledge 11 July, due soon 28 July and 8 August, chases 14, 21 and 29 August.</summary>
    public static JsonObject Draft(params string[] organisations) => new()
    {
        ["commission"] = Commission,
        ["replyTo"] = "scrutiny@harbour.test",
        ["subject"] = "Lamps on the quay",
        ["date"] = "2023-07-04",
        ["responseDue"] = "2023-08-11",
        ["recipients"] = new JsonArray([.. organisations.Select(o => new JsonObject { ["name"] = $"Head of {o}", ["organisation"] = o, ["email"] = AddressOf(o) })]),
        ["organisations"] = new JsonArray([.. organisations.Select(o => new JsonObject
        {
            ["name"] = o,
            ["contacts"] = new JsonArray(new JsonObject { ["name"] = $"Board of {o}", ["email"] = BoardOf(o), ["isEscalation"] = true }),
        })]),
        ["recommendations"] = new JsonArray(
            new JsonObject { ["number"] = "1", ["text"] = "Mend every lamp within a week." },
            new JsonObject { ["number"] = "2", ["text"] = "Publish a plan.", ["parts"] = new JsonArray("for the north quay", "for the south quay") }),
    };

    public static string AddressOf(string organisation) => $"head@{organisation.ToLowerInvariant().Replace(' ', '-')}.test";

    public static string BoardOf(string organisation) => $"board@{organisation.ToLowerInvariant().Replace(' ', '-')}.test";

    public static async Task<TrackedLetter> DraftedAsync(TestTracker tracker, JsonObject draft) =>
        new(tracker, (await tracker.Officer.PostAsync("letters", draft)).Ok["id"]!.GetValue<Guid>());

    public static Task<TrackedLetter> IssuedAsync(TestTracker tracker, params string[] organisations) => IssuedAsync(tracker, Draft(organisations));

    public static async Task<TrackedLetter> IssuedAsync(TestTracker tracker, JsonObject draft)
    {
        var letter = await DraftedAsync(tracker, draft);
        await letter.IssueAsync();
        return letter;
    }

    public async Task IssueAsync()
    {
        _ = (await Tracker.Chair.PostAsync($"letters/{Id}/approve", ifMatch: "*")).Ok;
        _ = (await Tracker.Officer.PostAsync($"letters/{Id}/issue", ifMatch: "*")).Ok;
        await Tracker.SettleAsync();
    }

    public async Task<JsonNode> ReadAsync() => (await Tracker.Officer.GetAsync($"letters/{Id}")).Ok;

    public async Task<JsonNode> RequestAsync(string organisation) =>
        (await ReadAsync())["responseRequests"]!.AsArray().Single(r => r!["organisation"]!.GetValue<string>() == organisation)!;

    /// <summary>Posts one of extend, pause, restart and override.</summary>
    public async Task<Answer> ChangeDueDateAsync(ApiClient by, string organisation, string change, object body) =>
        await by.PostAsync($"response-requests/{(await RequestAsync(organisation))["id"]}/{change}", body, ifMatch: "*");

    public Task<Answer> RespondAsync(string organisation, string kind, params object[] answers) =>
        Tracker.Officer.PostAsync($"letters/{Id}/responses", new { organisation, kind, answers });

    public Task<Answer> EndAsync(string how) => Tracker.Chair.PostAsync($"letters/{Id}/{how}", new { reason = "The harbour is to be sold." }, ifMatch: "*");

    /// <summary>Lives through everything until then.</summary>
    public Task LiveToAsync(string instant) => LetterStory.AdvanceAsync(Tracker.Officer, instant);

    /// <summary>The life of the letter's workflow, or of one organisation's.</summary>
    public async Task<Life> LifeAsync(string? organisation = null)
    {
        var instance = organisation is null ? await ReadAsync() : await RequestAsync(organisation);
        return Life.Of((await Tracker.Officer.GetAsync($"workflows/instances/{instance["workflowInstanceId"]}/journal")).Ok);
    }

    /// <summary>Day and subject of what an address was sent, without the reference.</summary>
    public IReadOnlyList<string> MailTo(string address) =>
        [.. Tracker.Mail.Where(m => m.To.Contains($"<{address}>", StringComparison.Ordinal)).Select(m => $"{m.On.ToString("MM-dd", CultureInfo.InvariantCulture)} {m.Subject.Split(": ")[0]}")];
}

/// <summary>A workflow instance as its journal tells it.</summary>
/// <param name="Status">Of the instance.</param>
/// <param name="Steps">Each executed node with its outcome, such as <c>Chase Queued</c>.</param>
internal sealed record Life(string Status, IReadOnlyList<string> Steps)
{
    public static Life Of(JsonNode journal) => new(
        journal["status"]!.GetValue<string>(),
        [.. journal["entries"]!.AsArray().Where(e => e!["kind"]!.GetValue<string>() == "Executed").Select(e => $"{e!["nodeId"]} {e["outcome"]}")]);

    /// <summary>What the instance did after its last look at the clock: the branch that it ended by.</summary>
    public IEnumerable<string> After(string step) => Steps.Skip(Steps.ToList().LastIndexOf(step) + 1);
}
