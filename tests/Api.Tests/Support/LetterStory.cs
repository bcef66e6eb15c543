using System.Text.Json.Nodes;
using Tracker.Support;

namespace Tracker.Api.Tests.Support;

/// <summary>The way of one letter from reading to the last answer: three bodies, two of them a partnership; the third is an oversight office.</summary>
internal sealed record LetterStory(string File, string Police, string Council, string Office, string Partnership)
{
    public static LetterStory OfSample { get; } = new(
        Path.Combine(Repository.Root, "samples", "letters", "street-lighting-recommendations.txt"), "", "", "", "");

    /// <summary>The real letter beside the checkout.</summary>
    public static LetterStory OfRealLetter => new(
        Path.Combine(Repository.Shared!, "letters", "2023-07-04-recommendations.txt"), "Metropolitan Police", "Hackney Council", "MOPAC", "Community Safety Partnership");

    /// <summary>Reads the letter and completes what was read as an officer would: organisations, addresses, duties, escalation contacts.</summary>
    public async Task<JsonNode> CompleteAsync(ApiClient officer)
    {
        var letter = (await officer.PostTextAsync("letters/read", await System.IO.File.ReadAllTextAsync(File))).Ok;
        var names = new[] { Police, Council, Office };
        string[] duties = ["crime-and-disorder-committee", "crime-and-disorder-committee", "agreed-date"];
        var organisations = new JsonArray();
        foreach (var (person, i) in letter["recipients"]!.AsArray().Select((p, i) => (p!, i)))
        {
            person["organisation"] = names[i].Length > 0 ? names[i] : person["organisation"]!.GetValue<string>();
            person["email"] = $"person{i + 1}@respondent.test";
            person["duty"] = duties[i];
            organisations.Add(new JsonObject
            {
                ["name"] = person["organisation"]!.GetValue<string>(),
                ["contacts"] = new JsonArray(new JsonObject { ["name"] = $"Head {i + 1}", ["email"] = $"head{i + 1}@respondent.test", ["isEscalation"] = true }),
            });
        }

        letter["cc"]![0]!["email"] = "copy@council.test";
        letter["organisations"] = organisations;
        return letter;
    }

    /// <summary>Everything up to issue.</summary>
    public async Task<Guid> IssueAsync(ApiClient officer, ApiClient chair)
    {
        var drafted = (await officer.PostAsync("letters", await CompleteAsync(officer), key: "draft")).Ok;
        var id = drafted["id"]!.GetValue<Guid>();
        _ = (await chair.PostAsync($"letters/{id}/approve", ifMatch: "\"1\"", key: "approve")).Ok;
        _ = (await officer.PostAsync($"letters/{id}/issue", ifMatch: "\"2\"", key: "issue")).Ok;
        return id;
    }

    /// <summary>Moves the clock; under the same key a repetition goes on where a killed one stopped.</summary>
    public static async Task<JsonNode> AdvanceAsync(ApiClient officer, string to) => (await officer.PostAsync("clock/advance", new { to }, key: $"to-{to}")).Ok;

    public static async Task RecordHoldingReplyAsync(ApiClient officer, Guid id, string council) =>
        _ = (await officer.PostAsync($"letters/{id}/responses", new { organisation = council, kind = "holding", text = "We are looking into it." }, key: "holding")).Ok;

    public static async Task RecordOfficeAnswerAsync(ApiClient officer, Guid id, string office) =>
        _ = (await officer.PostAsync($"letters/{id}/responses", new
        {
            organisation = office,
            kind = "substantive",
            answers = new object[]
            {
                new { recommendation = "4", position = "accepted" },
                new { recommendation = "5", part = "a", position = "accepted" },
                new { recommendation = "5", part = "b", position = "accepted" },
                new { recommendation = "5", part = "c", position = "acceptedInPart", text = "As far as funds allow." },
            },
        }, key: "office")).Ok;

    public static async Task RecordPartnershipAnswerAsync(ApiClient officer, Guid id, string council, string partnership) =>
        _ = (await officer.PostAsync($"letters/{id}/responses", new
        {
            organisation = council,
            onBehalfOf = partnership,
            kind = "substantive",
            answers = new[] { "1", "2", "3" }.Select(n => new { recommendation = n, position = "accepted" }),
        }, key: "partnership")).Ok;
}
