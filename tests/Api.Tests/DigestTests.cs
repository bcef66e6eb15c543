using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Access;
using Tracker.Workflow.Mail;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>The daily message: only when there is something, only what the reader may see, never twice, and off when its reader says so.</summary>
public sealed class DigestTests
{
    private const string Start = "2023-07-04T09:00Z";
    private const string On = "--Tracker:Mail:Digest=On";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Digest_OfALettersLife_TellsEachPersonWhatIsNew(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start, On);
        var letter = await IssuedAsync(tracker, Trust, Wardens);
        _ = await tracker.SignInAsync("officer@markets.test", Role.Officer, Commission);

        await letter.LiveToAsync("2023-08-11T12:00Z");
        var before = Digests(tracker);
        await letter.LiveToAsync("2023-08-14T12:00Z");
        var overdue = Digests(tracker);
        _ = (await letter.RespondAsync(Wardens, "substantive", new { recommendation = "1", position = "accepted" })).Ok;
        await letter.LiveToAsync("2023-08-15T12:00Z");
        var replied = Digests(tracker).Skip(overdue.Count).ToList();
        await letter.LiveToAsync("2023-08-30T12:00Z");

        Assert.Empty(before);
        Assert.Equal(["<chair@northmere.test>", "<officer@markets.test>", "<officer@northmere.test>"], overdue.Select(m => m.To).Order());
        Assert.All(overdue, m => Assert.Equal(("Today: 2 newly overdue", "2023-08-14T06:30"), (m.Subject, m.At.ToString("yyyy-MM-ddTHH:mm", null))));
        Assert.All(overdue, m => Assert.Contains($"HSC/2023-24/01/1: Harbour Trust: reply was due on Friday 11 August 2023", m.Words, StringComparison.Ordinal));
        Assert.Equal("\"Harbour Scrutiny Commission\" <scrutiny@harbour.test>", overdue.Single(m => m.To.Contains("markets", StringComparison.Ordinal)).Optional("From"));
        Assert.All(replied, m => Assert.Equal("Today: 1 reply to look at and 1 reply recorded", m.Subject));
        var third = Digests(tracker).Where(m => m.Subject.Contains("third reminder", StringComparison.Ordinal)).ToList();
        Assert.Equal("<chair@northmere.test>", Assert.Single(third).To);
        Assert.All(Digests(tracker), m => Assert.Equal("auto-generated", m.AutoSubmitted));
    }

    [Fact]
    public async Task Digest_OfAnotherCommission_IsNotTold()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start, On);
        var letter = await IssuedAsync(tracker, Trust);
        var other = Draft(Wardens);
        other["commission"] = "Markets Scrutiny Commission";
        _ = await DraftedAsync(tracker, other);
        _ = await tracker.SignInAsync("officer@markets.test", Role.Officer, "Markets Scrutiny Commission");

        await letter.LiveToAsync("2023-08-30T12:00Z");

        Assert.NotEmpty(Digests(tracker));
        Assert.DoesNotContain(Digests(tracker), m => m.To.Contains("markets", StringComparison.Ordinal));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Digest_OfADayThatHasBeenSent_IsNotSentAgain(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start, On);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-13T12:00Z");
        tracker.Clock.Set(new(2023, 8, 14, 6, 31, 0, TimeSpan.Zero));
        var work = tracker.Service<DueWork>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => work.RunOnceAsync(CancellationToken.None))));
        await tracker.SettleAsync();
        var first = Digests(tracker).Count;
        // As after a restored instance: the same morning comes once more.
        await tracker.StoredAsync(db => db.Set<WorkflowInstance>().Where(i => i.DefinitionId == "digest").ExecuteUpdateAsync(i => i.SetProperty(x => x.Status, WorkflowStatus.Cancelled)));
        _ = await Workflow.Operations.StandingWorkflow.EnsureAsync(tracker.Service<IServiceProvider>(), "digest", CancellationToken.None);
        await letter.LiveToAsync("2023-08-14T12:00Z");

        Assert.Equal(2, first);
        Assert.Equal(2, Digests(tracker).Count);
        Assert.Equal(2, await tracker.StoredAsync(db => db.Set<Digest>().CountAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Unsubscribe_OneClick_TurnsOffThatPersonOnlyUntilTurnedOnAgain(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start, On);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-14T12:00Z");
        var mine = Digests(tracker).Single(m => m.To.Contains("officer@", StringComparison.Ordinal));
        var address = Regex.Match(mine.Optional("List-Unsubscribe")!, "^<http://[^/]+/(?<path>digest/off/[0-9a-f]{64})>$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);

        var page = await tracker.Nobody.Http.GetStringAsync(address);
        var afterLooking = await tracker.StoredAsync(db => db.Users.CountAsync(u => !u.TakesDigest));
        using var posted = await tracker.Nobody.Http.PostAsync(address, oneClick);
        _ = (await letter.RespondAsync(Trust, "holding")).Ok;
        await letter.LiveToAsync("2023-08-15T12:00Z");
        var next = Digests(tracker).Where(m => m.On == new DateOnly(2023, 8, 15)).Select(m => m.To).ToList();
        _ = (await tracker.Officer.PutAsync("me/digest", new { on = true })).Ok;
        _ = (await letter.RespondAsync(Trust, "interim")).Ok;
        await letter.LiveToAsync("2023-08-16T12:00Z");

        Assert.Equal("List-Unsubscribe=One-Click", mine.Optional("List-Unsubscribe-Post"));
        Assert.Contains("<button", page, StringComparison.Ordinal);
        Assert.Equal(0, afterLooking);
        Assert.Equal(OK, posted.StatusCode);
        Assert.Equal(["<chair@northmere.test>"], next);
        Assert.Equal(2, Digests(tracker).Count(m => m.On == new DateOnly(2023, 8, 16)));
        using var unknown = await tracker.Nobody.Http.PostAsync($"digest/off/{new string('0', 64)}", content: null);
        Assert.Equal(NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Digest_UnderASimulatedClock_IsNotSentUnasked()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);

        await letter.LiveToAsync("2023-08-30T12:00Z");

        Assert.Empty(Digests(tracker));
    }

    private static List<SpooledMessage> Digests(TestTracker tracker) => [.. tracker.Mail.Where(m => m.Subject.StartsWith("Today: ", StringComparison.Ordinal))];
}
