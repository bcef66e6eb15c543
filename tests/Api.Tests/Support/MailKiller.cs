using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Support;

namespace Tracker.Api.Tests.Support;

/// <summary>The real executable while it sends the mail of many letters, killed at moments that leave the most doubt, or at random ones.</summary>
internal sealed class MailKiller : IAsyncDisposable
{
    private readonly TrackerProcess process;
    private readonly ConcurrentQueue<SinkStage?> moments;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Random random = new(20230704);
    private readonly int kills;
    private readonly int mailBetweenKills;
    private ApiClient officer = null!;
    private ApiClient chair = null!;
    private int killed;
    private int nextAt;

    private MailKiller(TrackerProcess process, int kills, int mailBetweenKills)
    {
        this.process = process;
        this.kills = kills;
        this.mailBetweenKills = mailBetweenKills;
        nextAt = mailBetweenKills;
        SinkStage?[] cycle = [SinkStage.EndOfData, SinkStage.Data, null, SinkStage.Rcpt];
        moments = new(Enumerable.Range(0, kills).Select(i => cycle[i % cycle.Length]));
    }

    public int Killed => killed;

    public ApiClient Officer => officer;

    /// <summary>How often an officer let a message go again, by Message-ID.</summary>
    public ConcurrentDictionary<string, int> SentAgain { get; } = new(StringComparer.Ordinal);

    public static async Task<MailKiller> StartAsync(TrackerProcess process, int kills, int mailBetweenKills)
    {
        var killer = new MailKiller(process, kills, mailBetweenKills);
        killer.officer = await ClientAsync(process, "officer");
        killer.chair = await ClientAsync(process, "chair");
        await process.StartAsync();
        return killer;
    }

    /// <summary>Issues letters until there are so many and every kill is done.</summary>
    public async Task IssueAsync(int letters)
    {
        var letter = await UntilAnswered.Async(() => LetterStory.OfSample.CompleteAsync(officer));
        for (var i = 0; i < letters || killed < kills; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            var id = (await UntilAnswered.Async(() => officer.PostAsync("letters", letter, key: $"draft-{key}"))).Ok["id"]!.GetValue<Guid>();
            _ = (await UntilAnswered.Async(() => chair.PostAsync($"letters/{id}/approve", ifMatch: "\"1\"", key: $"approve-{key}"))).Ok;
            _ = (await UntilAnswered.Async(() => officer.PostAsync($"letters/{id}/issue", ifMatch: "\"2\"", key: $"issue-{key}"))).Ok;
        }
    }

    /// <summary>Kills at the sink's stage that is next, once enough mail has come; half of what is killed at the end of the data had been taken.</summary>
    public async Task<SinkDeed?> MeetAsync(SmtpSink sink, SinkStage stage)
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (killed == kills || sink.Taken.Count < nextAt || !moments.TryPeek(out var moment) || stage != (moment ?? SinkStage.EndOfData))
            {
                return null;
            }

            moments.TryDequeue(out _);
            nextAt = sink.Taken.Count + mailBetweenKills;
            if (moment is null)
            {
                _ = LaterAsync(TimeSpan.FromMilliseconds(random.Next(0, 8))); // about when the answer is on its way into the database
                return null;
            }

            await KillAsync();
            return random.Next(2) == 0 ? SinkDeed.TakeAndDrop : SinkDeed.Drop;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Kills after a random while, again and again.</summary>
    public async Task KillNowAndThenAsync()
    {
        while (killed < kills)
        {
            await LaterAsync(TimeSpan.FromMilliseconds(random.Next(20, 200)));
        }
    }

    /// <summary>Lets time pass and decides what is uncertain, as an officer who can ask the recipient, until nothing is on its way.</summary>
    /// <param name="hasArrived">What the recipient says, by Message-ID.</param>
    /// <returns>All messages.</returns>
    public async Task<IReadOnlyList<JsonNode>> SettleAsync(Func<string, bool> hasArrived)
    {
        for (var hour = 9; hour < 24; hour++)
        {
            await LetterStory.AdvanceAsync(officer, $"2023-07-04T{hour.ToString("00", CultureInfo.InvariantCulture)}:00Z");
            foreach (var message in await ListAsync("uncertain"))
            {
                await DecideAsync(message, hasArrived(message["messageId"]!.GetValue<string>()));
            }

            if (await ListAsync("uncertain") is [] && await ListAsync("queued") is [])
            {
                break;
            }
        }

        return await ListAsync(state: null);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        oneAtATime.Dispose();
    }

    /// <summary>An officer who is told that it arrived believes it only every other time.</summary>
    private async Task DecideAsync(JsonNode message, bool hasArrived)
    {
        var (id, messageId) = (message["id"]!.GetValue<Guid>(), message["messageId"]!.GetValue<string>());
        var isBelieved = hasArrived && random.Next(2) == 0;
        if (!isBelieved)
        {
            SentAgain.AddOrUpdate(messageId, 1, (_, times) => times + 1);
        }

        _ = (await officer.PostAsync($"mail/messages/{id}/{(isBelieved ? "arrived" : "send-again")}", ifMatch: $"\"{message["version"]}\"")).Ok;
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string? state)
    {
        var (items, after) = (new List<JsonNode>(), (string?)"");
        while (after is not null)
        {
            var page = (await officer.GetAsync($"mail/messages?size=200{(state is null ? "" : $"&state={state}")}{(after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "")}")).Ok;
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            after = page["next"]?.GetValue<string>();
        }

        return items;
    }

    private async Task LaterAsync(TimeSpan delay)
    {
        await Task.Delay(delay);
        await oneAtATime.WaitAsync();
        try
        {
            await KillAsync();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task KillAsync()
    {
        await process.KillAsync();
        await process.StartAsync();
        killed++;
    }

    private static async Task<ApiClient> ClientAsync(TrackerProcess process, string role)
    {
        _ = await process.RunAsync("user", "add", "--email", $"{role}@northmere.test", "--role", role);
        var http = new HttpClient { BaseAddress = process.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await process.RunAsync("token", "create", "--email", $"{role}@northmere.test"));
        return new(http);
    }
}
