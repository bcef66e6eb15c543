using System.Globalization;
using System.Net.Http.Headers;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The story again with kill -9 at twenty random moments: the same mail and the same events, nothing lost, nothing doubled.</summary>
public sealed class KillTests
{
    private const int Kills = 20;

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Story_KilledTwentyTimes_LeavesTheSameMailAndEvents(Database database)
    {
        var undisturbed = await RunAsync(database, kills: 0);

        var disturbed = await RunAsync(database, Kills);

        Assert.Equal(Kills, disturbed.Kills);
        Assert.Equal(undisturbed.Mail, disturbed.Mail);
        Assert.Equal(undisturbed.Events, disturbed.Events);
        Assert.Equal(19 - 1, disturbed.Mail.Count); // one copy fewer than two: the story gives one person in cc an address
    }

    private static async Task<Ledger> RunAsync(Database kind, int kills)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("tracker-kill-").FullName;
        await using var process = new TrackerProcess(database, folder, "2023-07-04T08:00Z");
        _ = await process.RunAsync("user", "add", "--email", "officer@northmere.test", "--role", "officer");
        _ = await process.RunAsync("user", "add", "--email", "chair@northmere.test", "--role", "chair");
        var officer = Client(process, await process.RunAsync("token", "create", "--email", "officer@northmere.test"));
        var chair = Client(process, await process.RunAsync("token", "create", "--email", "chair@northmere.test"));
        await process.StartAsync();

        using var over = new CancellationTokenSource();
        var killer = KillAsync(process, kills, over.Token);
        var id = await TellAsync(officer, chair);
        await over.CancelAsync();
        var done = await killer;

        var events = (await officer.GetAsync($"letters/{id}/events?size=200")).Ok["items"]!.AsArray();
        var ledger = new Ledger(
            done,
            [.. SpooledMessage.In(folder).Select(m => $"{m.At:s} {m.To} {m.Subject}").Order(StringComparer.Ordinal)],
            [.. events.Select(e => $"{e!["at"]} {e["actor"]} {e["summary"]}").Order(StringComparer.Ordinal)]);
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return ledger;
    }

    /// <summary>The story, a day at a time, so that there is something to interrupt. Each step has its key and is sent until it is answered.</summary>
    private static async Task<Guid> TellAsync(ApiClient officer, ApiClient chair)
    {
        var story = LetterStory.OfSample;
        var id = await UntilAnswered.Async(() => story.IssueAsync(officer, chair));
        var names = (await UntilAnswered.Async(() => officer.GetAsync($"letters/{id}"))).Ok["recipients"]!.AsArray().Select(r => r!["organisation"]!.GetValue<string>()).ToList();
        var partnership = (await UntilAnswered.Async(() => officer.GetAsync("organisations"))).Ok.AsArray().Single(o => o!["members"]!.AsArray().Count > 0)!["name"]!.GetValue<string>();
        for (var day = new DateOnly(2023, 7, 5); day <= new DateOnly(2023, 9, 10); day = day.AddDays(1))
        {
            var to = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T09:30Z";
            await UntilAnswered.Async(() => LetterStory.AdvanceAsync(officer, to));
            await (day switch
            {
                { Month: 7, Day: 7 } => UntilAnswered.Async(() => LetterStory.RecordHoldingReplyAsync(officer, id, names[1])),
                { Month: 8, Day: 10 } => UntilAnswered.Async(() => LetterStory.RecordOfficeAnswerAsync(officer, id, names[2])),
                { Month: 9, Day: 4 } => UntilAnswered.Async(() => LetterStory.RecordPartnershipAnswerAsync(officer, id, names[1], partnership)),
                _ => Task.CompletedTask,
            });
        }

        return id;
    }

    private static async Task<int> KillAsync(TrackerProcess process, int kills, CancellationToken over)
    {
        var random = new Random(20230704);
        for (var done = 0; done < kills; done++)
        {
            try
            {
                await Task.Delay(random.Next(5, 120), over);
            }
            catch (OperationCanceledException)
            {
                return done; // the story was over too soon
            }

            await process.KillAsync();
            await process.StartAsync();
        }

        return kills;
    }

    private static ApiClient Client(TrackerProcess process, string token)
    {
        var http = new HttpClient { BaseAddress = process.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(http);
    }

    private sealed record Ledger(int Kills, IReadOnlyList<string> Mail, IReadOnlyList<string> Events);
}
