using System.Globalization;
using System.Net.Http.Headers;
using Npgsql;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>Real processes of the product over one PostgreSQL and one data directory, by the real clock.</summary>
public sealed class SeveralNodesTests
{
    private const int MailsPerLetter = 4;

    [Theory, OnPostgreSql]
    public async Task ThreeNodes_OneIsKilled_LettersAreIssuedAndSentOnceAndRepliesWakeThem(Database kind)
    {
        await using var cluster = await Cluster.StartAsync(kind, 3);

        var killed = cluster.KillAsync(0);
        var letters = await Task.WhenAll(Enumerable.Range(0, 6).Select(cluster.IssueAsync));
        await killed;
        await cluster.UntilMailIsOutAsync(letters.Length * MailsPerLetter);
        await cluster.RestartAsync(0);

        Assert.Equal(letters.Length, letters.Distinct().Count());
        var mail = SpooledMessage.In(cluster.Folder);
        Assert.Equal(letters.Length * MailsPerLetter, mail.Count);
        Assert.Equal(mail.Count, mail.Select(m => m.MessageId).Distinct().Count());
        foreach (var (letter, i) in letters.Select((l, i) => (l, i)))
        {
            await cluster.AnswerAsync(letter, from: i + 1); // not the node that issued it
            Assert.Contains("UntilSummary AllAnswered", await cluster.StepsOfAsync(letter));
        }

        Assert.Empty(await cluster.IncidentsAsync());
    }

    /// <summary>Leases keep the nodes apart also where the way out is no folder in which a name is taken once.</summary>
    [Theory, OnPostgreSql]
    public async Task ThreeNodes_ThroughARelay_EachMessageGoesOnce(Database kind)
    {
        await using var relay = SmtpSink.Start();
        await using var cluster = await Cluster.StartAsync(
            kind, 3, "--Tracker:Mail:Mode=Smtp", "--Tracker:Mail:Smtp:Host=127.0.0.1", "--Tracker:Mail:Smtp:Security=None", $"--Tracker:Mail:Smtp:Port={relay.Port}");

        var letters = await Task.WhenAll(Enumerable.Range(0, 6).Select(cluster.IssueAsync));
        for (var tries = 0; tries < 1200 && relay.Taken.Count < letters.Length * MailsPerLetter; tries++)
        {
            await Task.Delay(50);
        }

        await Task.Delay(TimeSpan.FromSeconds(3)); // for the doubles, were there any
        Assert.Equal(letters.Length * MailsPerLetter, relay.Taken.Count);
        Assert.Equal(relay.Taken.Count, relay.Taken.Select(m => Convert.ToHexString(m.Content)).Distinct().Count());
        Assert.Empty(await cluster.IncidentsAsync());
    }

    /// <summary>Nodes that were started together on an empty database.</summary>
    private sealed class Cluster(TestDatabase database, TrackerProcess[] nodes, string folder) : IAsyncDisposable
    {
        private readonly ApiClient[] officers = new ApiClient[nodes.Length];
        private readonly ApiClient[] chairs = new ApiClient[nodes.Length];
        private readonly LetterStory story = LetterStory.OfSample with { File = Path.Combine(folder, "letter.txt") };

        public string Folder => folder;

        public static async Task<Cluster> StartAsync(Database kind, int count, params string[] more)
        {
            var database = await TestDatabase.CreateAsync(kind);
            var folder = Directory.CreateTempSubdirectory("tracker-nodes-").FullName;
            TrackerProcess[] nodes = [.. Enumerable.Range(0, count).Select(_ => new TrackerProcess(database, folder, at: null, more))];
            var cluster = new Cluster(database, nodes, folder);
            await cluster.WriteLetterAsync();
            try
            {
                await Task.WhenAll(nodes.Select(node => node.StartAsync()));
                await cluster.SignInAsync("officer", cluster.officers);
                await cluster.SignInAsync("chair", cluster.chairs);
                return cluster;
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }

        /// <summary>Drafts on one node, twice at once on it and the next under one key, approves on the next and issues on the first.</summary>
        public async Task<Guid> IssueAsync(int number)
        {
            var letter = await UntilAnsweredAsync(number, i => story.CompleteAsync(officers[i]));
            var drafts = await Task.WhenAll(new[] { number, number + 1 }.Select(on =>
                UntilAnsweredAsync(on, async i => (await officers[i].PostAsync("letters", letter, key: $"draft {number}")).Ok["id"]!.GetValue<Guid>())));
            Assert.Equal(drafts[0], drafts[1]);
            var id = drafts[0];
            await UntilAnsweredAsync(number + 1, async i => (await chairs[i].PostAsync($"letters/{id}/approve", ifMatch: "*", key: $"approve {number}")).Ok);
            await Task.WhenAll(new[] { number, number + 1 }.Select(on =>
                UntilAnsweredAsync(on, async i => (await officers[i].PostAsync($"letters/{id}/issue", ifMatch: "*", key: $"issue {number}")).Ok)));
            return id;
        }

        /// <summary>All organisations answer, each on another node.</summary>
        public async Task AnswerAsync(Guid id, int from)
        {
            var letter = (await officers[0].GetAsync($"letters/{id}")).Ok;
            foreach (var (request, i) in letter["responseRequests"]!.AsArray().Select((r, i) => (r!, i)))
            {
                var organisation = request["organisation"]!.GetValue<string>();
                _ = (await officers[(from + i) % nodes.Length].PostAsync($"letters/{id}/responses", new { organisation, kind = "substantive" }, key: $"{id} {i}")).Ok;
            }
        }

        public async Task<IReadOnlyList<string>> StepsOfAsync(Guid id)
        {
            var letter = (await officers[0].GetAsync($"letters/{id}")).Ok;
            return Life.Of((await officers[^1].GetAsync($"workflows/instances/{letter["workflowInstanceId"]}/journal")).Ok).Steps;
        }

        public Task<List<string>> IncidentsAsync() => QueryAsync("""SELECT "Reason" FROM "Incident" """);

        /// <summary>As soon as something is to be sent; the other two go on.</summary>
        public async Task KillAsync(int node)
        {
            await UntilAsync(async () => (await QueryAsync("""SELECT '' FROM "OutboxMessage" """)).Count > 0);
            await nodes[node].KillAsync();
        }

        public Task RestartAsync(int node) => nodes[node].StartAsync();

        /// <summary>What the killed node had claimed is leased to it for up to ten minutes; the test does not wait that long.</summary>
        public async Task UntilMailIsOutAsync(int count)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await QueryAsync("""UPDATE "Timer" SET "AvailableAt" = "DueAt" WHERE "LeaseToken" IS NOT NULL AND "AvailableAt" > now() + interval '3 seconds' RETURNING '' """);
            await UntilAsync(() => Task.FromResult(SpooledMessage.In(folder).Count >= count));
            await UntilAsync(async () => (await QueryAsync("""SELECT '' FROM "OutboxMessage" WHERE "SentAt" IS NULL""")).Count == 0);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        /// <summary>The sample, with an answer due on the eleventh of the month after next.</summary>
        private async Task WriteLetterAsync()
        {
            var later = TimeProvider.System.GetUtcNow().AddMonths(2);
            var due = new DateOnly(later.Year, later.Month, 11).ToString("dddd d'th' MMMM yyyy", CultureInfo.InvariantCulture);
            var sample = await File.ReadAllTextAsync(LetterStory.OfSample.File);
            await File.WriteAllTextAsync(story.File, sample.Replace("Friday 11th August 2023", due, StringComparison.Ordinal));
        }

        private async Task SignInAsync(string role, ApiClient[] clients)
        {
            var email = $"{role}@northmere.test";
            _ = await nodes[0].RunAsync("user", "add", "--email", email, "--role", role);
            var token = await nodes[0].RunAsync("token", "create", "--email", email);
            for (var i = 0; i < nodes.Length; i++)
            {
                var http = new HttpClient { BaseAddress = nodes[i].Address };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
                clients[i] = new(http);
            }
        }

        /// <summary>As a caller does whose node is gone: the same request, under the same key, to the next one.</summary>
        private async Task<T> UntilAnsweredAsync<T>(int first, Func<int, Task<T>> ask)
        {
            for (var node = first; ; node++)
            {
                try
                {
                    return await ask(node % nodes.Length);
                }
                catch (Exception lost) when (lost is HttpRequestException or IOException)
                {
                    await Task.Delay(20);
                }
            }
        }

        private async Task<List<string>> QueryAsync(string sql)
        {
            await using var server = NpgsqlDataSource.Create(database.ConnectionString);
            await using var command = server.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetString(0));
            }

            return rows;
        }

        private static async Task UntilAsync(Func<Task<bool>> isSo)
        {
            for (var tries = 0; tries < 600 && !await isSo(); tries++)
            {
                await Task.Delay(100);
            }

            Assert.True(await isSo());
        }
    }
}
