using System.Text.Json.Nodes;

namespace Tracker.Api.Tests.Support;

/// <summary>A commitment and what happens to it.</summary>
internal sealed record TrackedPromise(TestTracker Tracker, Guid Id)
{
    /// <summary>Made in the Trust's substantive answer to its letter.</summary>
    public static async Task<TrackedPromise> AnsweredAsync(TrackedLetter letter, string? due, string? dueWords = null)
    {
        _ = (await letter.RespondAsync(
            TrackedLetter.Trust, "substantive",
            new { recommendation = "1", position = "acceptedInPart", commitments = new[] { new { text = "We will mend the lamps.", owner = "Harbour Master", due, dueWords } } },
            new { recommendation = "2", position = "accepted" })).Ok;
        await letter.Tracker.SettleAsync();
        var listed = (await letter.Tracker.Officer.GetAsync($"commitments?letterId={letter.Id}")).Ok["items"]!.AsArray();
        return new(letter.Tracker, listed.Single()!["id"]!.GetValue<Guid>());
    }

    public static Task<Answer> RecordAsync(ApiClient by, string organisation, params object[] commitments) => RecordAsync(by, new
    {
        organisation,
        commission = TrackedLetter.Commission,
        @case = "Lamps on the quay",
        madeOn = "2023-07-01",
        source = "press release of 1 July 2023",
        commitments,
    });

    public static Task<Answer> RecordAsync(ApiClient by, object form) => by.PostAsync("commitments", form);

    public async Task<JsonNode> ReadAsync() => (await Tracker.Officer.GetAsync($"commitments/{Id}")).Ok;

    public Task<Answer> ChangeAsync(ApiClient by, string how, object body, string ifMatch = "*") => by.PostAsync($"commitments/{Id}/{how}", body, ifMatch);

    public Task<Answer> ReportAsync(string implementation) => ChangeAsync(Tracker.Officer, "progress", new { implementation });

    public Task<Answer> CloseAsync() => ChangeAsync(Tracker.Chair, "close", new { end = "implemented", reason = "We saw the lamps." });

    public async Task<Life> LifeAsync() =>
        Life.Of((await Tracker.Officer.GetAsync($"workflows/instances/{(await ReadAsync())["workflowInstanceId"]}/journal")).Ok);

    public async Task<IReadOnlyList<string>> HistoryAsync() => [.. (await ReadAsync())["history"]!.AsArray().Select(e => e!["summary"]!.GetValue<string>())];
}
