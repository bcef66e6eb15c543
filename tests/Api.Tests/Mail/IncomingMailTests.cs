using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Correspondence;
using Xunit;

namespace Tracker.Api.Tests.Mail;

public class IncomingMailTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("From: ann@fire.test\r\nTo: scrutiny@council.test\r\nSubject: Lamps\r\nMessage-ID: <1@fire.test>\r\n\r\nWe agree.\r\n");

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Post_TenAtOnceAndTheMaildir_StoresOneMessage(Database database)
    {
        using var maildir = new TemporaryMaildir();
        await using var tracker = await StartAsync(database, $"--Tracker:Mail:Incoming:Maildir={maildir.Folder}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => PostAsync(tracker, Message, sourceId: $"queue-{i % 3}")));
        maildir.Deliver("1.a.host", Message);
        await maildir.UntilSeenAsync();

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(a => a.Status == HttpStatusCode.OK));
        var id = Assert.Single(answers.Select(a => a.Ok["id"]!.GetValue<Guid>()).Distinct());
        var message = Assert.Single(await tracker.StoredAsync(db => db.IncomingMessages.ToListAsync()));
        Assert.Equal((id, "http"), (message.Id, message.Source));
        Assert.Equal(Message, await tracker.StoredAsync(db => db.Set<RawMail>().Select(r => r.Content).SingleAsync()));
    }

    [Theory, OnSqlite]
    public async Task Post_Known_AnswersTheSame(Database database)
    {
        await using var tracker = await StartAsync(database);

        var first = await PostAsync(tracker, Message);
        var again = await PostAsync(tracker, Message);
        var other = await PostAsync(tracker, [.. Message, .. "\r\nMore."u8]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.Status, again.Status, other.Status));
        Assert.Equal(first.Ok["id"]!.GetValue<Guid>(), again.Ok["id"]!.GetValue<Guid>());
        Assert.NotEqual(first.Ok["id"]!.GetValue<Guid>(), other.Ok["id"]!.GetValue<Guid>());
    }

    [Theory, OnSqlite]
    public async Task Post_WithoutTheSecret_StoresNothing(Database database)
    {
        await using var tracker = await StartAsync(database);
        var officers = tracker.Officer.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        var statuses = new List<HttpStatusCode>();
        foreach (var token in new[] { null, "", Secret[..^1], Secret + "0", officers })
        {
            statuses.Add((await PostAsync(tracker, Message, token)).Status);
        }

        Assert.All(statuses, s => Assert.Equal(HttpStatusCode.Unauthorized, s));
        Assert.Equal(0, await tracker.StoredAsync(db => db.IncomingMessages.CountAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(tracker, "api/v1/correspondence", Secret)).StatusCode); // and it opens nothing else
    }

    [Theory, OnSqlite]
    public async Task Post_LargeAndTooLarge_TakesFortyMegabytesHereOnly(Database database)
    {
        await using var tracker = await StartAsync(database);
        var large = new byte[12_000_000];
        Message.CopyTo(large, 0);

        var taken = await PostAsync(tracker, large);
        var tooLarge = await PostAsync(tracker, new byte[ReceiveMail.MaxBytes + 1]);
        var elsewhere = await tracker.Officer.PostTextAsync("letters/read", new string('x', 12_000_000));
        var empty = await PostAsync(tracker, []);
        var text = await PostAsync(tracker, Message, type: "text/plain");

        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "request.too-large"), (tooLarge.Status, tooLarge.Rule));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, elsewhere.Status);
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.Status);
    }

    [Theory, OnSqlite]
    public async Task Post_NotConfigured_IsNotThere(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(tracker, Message)).Status);
        Assert.Equal("No mail is collected.", await HealthAsync(tracker));
    }

    [Theory, OnSqlite]
    public async Task Health_FileThatCannotBeTaken_IsSaid(Database database)
    {
        using var maildir = new TemporaryMaildir();
        maildir.Deliver("1.a.host", []);
        maildir.Deliver("1.b.host", Message);
        await using var tracker = await StartAsync(database, $"--Tracker:Mail:Incoming:Maildir={maildir.Folder}");

        await maildir.UntilSeenAsync();
        await UntilAsync(async () => (await HealthAsync(tracker)).EndsWith("UTC. 1 file of the maildir could not be taken: look into its folder problem.", StringComparison.Ordinal));
        Directory.Delete(Path.Combine(maildir.Folder, "new"));
        await UntilAsync(async () => await HealthAsync(tracker) is var said && said.Contains(", failed on ", StringComparison.Ordinal) && said.EndsWith("The maildir does not have the folders new and cur, or they cannot be seen from here.", StringComparison.Ordinal));

        Assert.Equal(1, await tracker.StoredAsync(db => db.IncomingMessages.CountAsync()));
    }

    [Fact]
    public void Settings_ThatCannotBeUsed_AreRefused()
    {
        Assert.Contains("at least 32 characters", Refused(("Incoming:Token", Secret[..31])), StringComparison.Ordinal);
        Assert.Contains("Tracker:Mail:Graph:Mailbox", Refused(("Incoming:Graph", "On")), StringComparison.Ordinal);
        Assert.NotNull(CollectingSettings.Of(Configuration([("Incoming:Token", Secret)])).TokenHash);
        Assert.Equal((null, null, null), (CollectingSettings.Of(Configuration([])).Maildir, CollectingSettings.Of(Configuration([])).TokenHash, CollectingSettings.Of(Configuration([])).Mailbox));
    }

    private static string Refused(params (string Key, string Value)[] settings) => Assert.Throws<SettingsException>(() => CollectingSettings.Of(Configuration(settings))).Message;

    private static IConfiguration Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"Tracker:Mail:{s.Key}", s.Value))).Build();

    private static Task<TestTracker> StartAsync(Database database, params string[] more) =>
        TestTracker.StartAsync(database, "2023-07-04T08:00Z", [$"--Tracker:Mail:Incoming:Token={Secret}", .. more]);

    private static async Task<Answer> PostAsync(TestTracker tracker, byte[] raw, string? token = Secret, string? sourceId = null, string type = "message/rfc822")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/mail/incoming") { Content = new ByteArrayContent(raw) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.ExpectContinue = raw.Length > 1_000_000; // a body that is refused unread is not sent
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (sourceId is not null)
        {
            request.Headers.Add("Tracker-Source-Id", sourceId);
        }

        using var response = await tracker.Nobody.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, null, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestTracker tracker, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        return await tracker.Nobody.Http.SendAsync(request);
    }

    private static async Task<string> HealthAsync(TestTracker tracker) =>
        JsonNode.Parse(await (await tracker.Nobody.Http.GetAsync("health/ready")).Content.ReadAsStringAsync())!["checks"]!["incoming mail"]!.GetValue<string>();

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 600, "It did not come to that within a minute.");
            await Task.Delay(100);
        }
    }

    private sealed class TemporaryMaildir : IDisposable
    {
        public TemporaryMaildir()
        {
            foreach (var name in new[] { "new", "cur", "tmp" })
            {
                Directory.CreateDirectory(Path.Combine(Folder, name));
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("tracker-maildir-").FullName;

        public void Deliver(string name, byte[] raw)
        {
            File.WriteAllBytes(Path.Combine(Folder, "tmp", name), raw);
            File.Move(Path.Combine(Folder, "tmp", name), Path.Combine(Folder, "new", name));
        }

        public Task UntilSeenAsync() => UntilAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(Folder, "new")).Length == 0));

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
