using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Persistence;
using Xunit;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>Mail under kill -9, and without its relay: nothing is lost, and nothing goes twice unless an officer chose it.</summary>
/// <remarks>The short form is about 60 messages and 5 kills. The long form, 1,000 messages and 50 kills, and three minutes without a relay by the real clock:
/// <c>TRACKER_LONG=true dotnet test tests/Api.Tests --filter FullyQualifiedName~MailKillTests</c>.</remarks>
public sealed class MailKillTests
{
    private const string Start = "2023-07-04T08:00Z";
    private const int MailPerLetter = 4;

    private static int Letters => LongForm.IsAsked ? 250 : 15;

    private static int Kills => LongForm.IsAsked ? 50 : 5;

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Smtp_KilledAgainAndAgain_LosesNothingAndDoublesNothingUnrecorded(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("tracker-mail-kill-").FullName;
        await using var sink = SmtpSink.Start();
        await using var killer = await MailKiller.StartAsync(new TrackerProcess(database, folder, Start, Relay(sink.Port)), Kills, Letters * MailPerLetter / (Kills + 1));
        sink.On = (stage, _) => killer.MeetAsync(sink, stage);

        await killer.IssueAsync(Letters);
        var messages = await killer.SettleAsync(id => sink.Taken.Any(m => IdOf(m.Content) == id));

        var taken = sink.Taken.ToLookup(m => IdOf(m.Content), StringComparer.Ordinal);
        var outbox = await OutboxAsync(database);
        Assert.Equal(Kills, killer.Killed);
        Assert.InRange(messages.Count, Letters * MailPerLetter, int.MaxValue);
        Assert.All(messages, m => Assert.Equal("sent", m["state"]!.GetValue<string>()));
        Assert.Equal(messages.Select(m => m["messageId"]!.GetValue<string>()).Order(StringComparer.Ordinal), taken.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.All(taken, copies => Assert.InRange(copies.Count(), 1, 1 + killer.SentAgain.GetValueOrDefault(copies.Key)));
        Assert.All(taken, copies => Assert.All(copies, copy => Assert.Equal(outbox[copies.Key], copy.Content)));
        Assert.NotEmpty(killer.SentAgain);
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Spool_KilledAgainAndAgain_LosesNothingAndDoublesNothing(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("tracker-mail-kill-").FullName;
        await using var killer = await MailKiller.StartAsync(new TrackerProcess(database, folder, Start), Kills, mailBetweenKills: 0);

        await Task.WhenAll(killer.KillNowAndThenAsync(), killer.IssueAsync(Letters));
        var messages = await killer.SettleAsync(_ => false);

        var files = Directory.EnumerateFiles(Path.Combine(folder, "mail", "new")).Select(File.ReadAllBytes).ToDictionary(IdOf, StringComparer.Ordinal);
        Assert.Equal(Kills, killer.Killed);
        Assert.Empty(killer.SentAgain);
        Assert.All(messages, m => Assert.Equal("sent", m["state"]!.GetValue<string>()));
        Assert.Equal(await OutboxAsync(database), files);
    }

    [Fact]
    public async Task Relay_AwayForTwoHours_GetsEverythingOnceAfterwards()
    {
        var port = TrackerProcess.FreePort();
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start, Relay(port));
        await LetterStory.OfSample.IssueAsync(tracker.Officer, tracker.Chair);
        await LetterStory.AdvanceAsync(tracker.Officer, "2023-07-04T10:00Z");
        var waiting = (await tracker.Officer.GetAsync("mail/messages")).Ok["items"]!.AsArray();
        Assert.All(waiting, m => Assert.Equal("queued", m!["state"]!.GetValue<string>()));
        Assert.Contains(waiting, m => m!["tries"]!.GetValue<int>() > 1); // of those to one destination only the first is tried

        await using var sink = SmtpSink.Start(port: port);
        await LetterStory.AdvanceAsync(tracker.Officer, "2023-07-04T16:00Z");

        var sent = (await tracker.Officer.GetAsync("mail/messages")).Ok["items"]!.AsArray();
        Assert.All(sent, m => Assert.Equal("sent", m!["state"]!.GetValue<string>()));
        Assert.Equal(sent.Select(m => m!["messageId"]!.GetValue<string>()).Order(StringComparer.Ordinal), sink.Taken.Select(m => IdOf(m.Content)).Order(StringComparer.Ordinal));
        Assert.Equal(MailPerLetter, sent.Count);
    }

    [LongFact]
    public async Task Relay_AwayForThreeRealMinutes_GetsEverythingOnceAfterwards()
    {
        await using var database = await TestDatabase.CreateAsync(Database.Sqlite);
        var folder = Directory.CreateTempSubdirectory("tracker-mail-kill-").FullName;
        var port = TrackerProcess.FreePort();
        await using var process = await MailKiller.StartAsync(new TrackerProcess(database, folder, at: null, Relay(port)), kills: 0, mailBetweenKills: 0);
        await process.IssueAsync(letters: 5);
        await Task.Delay(TimeSpan.FromMinutes(3));

        await using var sink = SmtpSink.Start(port: port);
        for (var tries = 0; tries < 900 && sink.Taken.Count < 5 * MailPerLetter; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await Task.Delay(TimeSpan.FromSeconds(5)); // for the doubles, were there any
        Assert.Equal((await OutboxAsync(database)).Keys.Order(StringComparer.Ordinal), sink.Taken.Select(m => IdOf(m.Content)).Order(StringComparer.Ordinal));
        Assert.Equal(5 * MailPerLetter, sink.Taken.Count);
    }

    private static string[] Relay(int port) => ["--Tracker:Mail:Mode=Smtp", "--Tracker:Mail:Smtp:Host=127.0.0.1", "--Tracker:Mail:Smtp:Security=None", $"--Tracker:Mail:Smtp:Port={port}"];

    private static string IdOf(byte[] content) => Regex.Match(Encoding.ASCII.GetString(content), "(?<=\r\nMessage-ID: )<[^>]+>", RegexOptions.None, TimeSpan.FromSeconds(5)).Value;

    private static async Task<Dictionary<string, byte[]>> OutboxAsync(TestDatabase database)
    {
        await using TrackerDb db = database.Kind == Database.Sqlite
            ? new SqliteTrackerDb(new DbContextOptionsBuilder<SqliteTrackerDb>().UseSqlite(database.ConnectionString).Options)
            : new PostgreSqlTrackerDb(new DbContextOptionsBuilder<PostgreSqlTrackerDb>().UseNpgsql(database.ConnectionString).Options);
        return await db.Set<OutboxMessage>().AsNoTracking().ToDictionaryAsync(m => m.MessageId, m => m.Content);
    }
}
