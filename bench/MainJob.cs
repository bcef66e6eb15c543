using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;

namespace Tracker.Bench;

/// <summary>The main job on SQLite, through HTTP, against the real executable in a process of its own and without sample data.</summary>
internal static class MainJob
{
    private const int Starts = 5;
    private const int Warmup = 20;
    private const int Issues = 300;
    private const int Stories = 20;

    public static async Task RunAsync()
    {
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var fresh = await Installation.CreateAsync();
            starts.Add(await fresh.StartAsync());
        }

        Figures.Print("start to ready on an empty database, median of 5", starts.Percentile(0.5), "ms");
        await using var installation = await Installation.CreateAsync();
        await installation.SignUpAsync();
        _ = await installation.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(10));
        Figures.Print("memory at rest, working set 10 s after start", installation.WorkingSetMegabytes, "MB");
        await IssueAsync(installation);
        Figures.Print("memory after 320 letters, working set", installation.WorkingSetMegabytes, "MB");
        await TellAsync();
    }

    private static async Task IssueAsync(Installation installation)
    {
        var letter = await LetterStory.OfSample.CompleteAsync(installation.Officer);
        var times = new List<double>();
        for (var i = 0; i < Warmup + Issues; i++)
        {
            var id = await ApprovedAsync(installation, letter);
            var watch = Stopwatch.StartNew();
            _ = (await installation.Officer.PostAsync($"letters/{id}/issue", ifMatch: "*")).Ok;
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Figures.Print("issue of a three-respondent letter, PDF and mail included, p50", times.Skip(Warmup).Percentile(0.5), "ms");
        Figures.Print("issue of a three-respondent letter, PDF and mail included, p99", times.Skip(Warmup).Percentile(0.99), "ms");
    }

    /// <summary>Whole stories, one after the other, each in a month of its own.</summary>
    private static async Task TellAsync()
    {
        await using var installation = await Installation.CreateAsync();
        await installation.SignUpAsync();
        _ = await installation.StartAsync();
        await StoryAsync(installation, new(2023, 7, 4)); // warm
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Stories; i++)
        {
            await StoryAsync(installation, new DateOnly(2023, 7, 4).AddDays(70 * i));
        }

        Figures.Print("whole stories under the simulated clock", Stories / watch.Elapsed.TotalSeconds, "stories/s");
    }

    private static async Task StoryAsync(Installation installation, DateOnly issuedOn)
    {
        var (officer, chair) = (installation.Officer, installation.Chair);
        _ = (await officer.PostAsync("clock/advance", new { to = $"{issuedOn:yyyy-MM-dd}T08:00Z" })).Ok;
        var letter = await LetterStory.OfSample.CompleteAsync(officer);
        letter["date"] = $"{issuedOn:yyyy-MM-dd}";
        letter["responseDue"] = $"{issuedOn.AddDays(38):yyyy-MM-dd}";
        var drafted = (await officer.PostAsync("letters", letter)).Ok;
        var id = drafted["id"]!.GetValue<Guid>();
        var names = drafted["recommendations"]!.AsArray().SelectMany(r => r!["askedOf"]!.AsArray()).Select(n => n!.GetValue<string>()).Distinct().ToList();
        _ = (await chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;
        _ = (await officer.PostAsync($"letters/{id}/issue", ifMatch: "*")).Ok;
        foreach (var (organisation, day, recommendations) in new[] { (names[2], 37, new[] { "4", "5" }), (names[0], 60, ["1", "2", "3"]), (names[1], 62, ["1", "2", "3"]) })
        {
            _ = (await officer.PostAsync("clock/advance", new { to = $"{issuedOn.AddDays(day):yyyy-MM-dd}T10:00Z" })).Ok;
            _ = (await officer.PostAsync($"letters/{id}/responses", new { organisation, kind = "substantive", answers = recommendations.Select(recommendation => new { recommendation, position = "accepted" }) })).Ok;
        }

        var end = (await officer.GetAsync($"letters/{id}")).Ok["state"]!.GetValue<string>();
        if (end != "answered")
        {
            throw new InvalidOperationException($"The story ended as {end}.");
        }
    }

    private static async Task<Guid> ApprovedAsync(Installation installation, JsonNode letter)
    {
        var id = (await installation.Officer.PostAsync("letters", letter)).Ok["id"]!.GetValue<Guid>();
        _ = (await installation.Chair.PostAsync($"letters/{id}/approve", ifMatch: "*")).Ok;
        return id;
    }

    /// <summary>An empty database, a data directory and the executable.</summary>
    private sealed class Installation(TestDatabase database, string folder) : IAsyncDisposable
    {
        private readonly TrackerProcess process = new(database, folder, "2023-07-04T08:00Z");

        public ApiClient Officer { get; private set; } = null!;

        public ApiClient Chair { get; private set; } = null!;

        public double WorkingSetMegabytes => process.WorkingSet / 1e6;

        public static async Task<Installation> CreateAsync() =>
            new(await TestDatabase.CreateAsync(Database.Sqlite), Directory.CreateTempSubdirectory("tracker-bench-").FullName);

        public async Task<double> StartAsync()
        {
            var watch = Stopwatch.StartNew();
            await process.StartAsync();
            return watch.Elapsed.TotalMilliseconds;
        }

        public async Task SignUpAsync()
        {
            Officer = await ClientAsync("officer");
            Chair = await ClientAsync("chair");
        }

        public async ValueTask DisposeAsync()
        {
            await process.DisposeAsync();
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private async Task<ApiClient> ClientAsync(string role)
        {
            var email = $"{role}@northmere.test";
            _ = await process.RunAsync("user", "add", "--email", email, "--role", role);
            var http = new HttpClient { BaseAddress = process.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await process.RunAsync("token", "create", "--email", email));
            return new(http);
        }
    }
}
