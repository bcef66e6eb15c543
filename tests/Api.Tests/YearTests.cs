using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>A whole year of letters sends exactly the messages that the rules say, each on its day.</summary>
public sealed class YearTests
{
    private const int Letters = 200;

    [Theory]
    [OnSqlite]
    public async Task Year_OfLettersByChance_SendsExactlyWhatTheRulesSay(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2024-01-02T08:00Z");
        var plan = new YearOfLetters(Letters, seed: 2024).Plan();

        await YearOfLetters.LiveAsync(tracker, plan);

        var (expected, sent) = (YearLedger.Expected(plan).ToList(), YearLedger.Sent(tracker.Mail).ToList());
        Assert.Empty(Without(expected, sent));
        Assert.Empty(Without(sent, expected));
        Assert.All(["letter", "Please acknowledge", "Reply due", "Overdue, reminder 3", "Promised by", "Your promise"], kind => Assert.Contains(sent, line => line.Contains($": {kind}", StringComparison.Ordinal)));
        Assert.Empty(await tracker.StoredAsync(db => db.Set<Incident>().ToListAsync()));
    }

    /// <summary>What is in the first and not as often in the second.</summary>
    private static List<string> Without(IEnumerable<string> first, IEnumerable<string> second)
    {
        var left = second.ToList();
        return [.. first.Where(line => !left.Remove(line))];
    }
}
