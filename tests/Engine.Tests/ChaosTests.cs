using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Three workers killed and stalled at random for a short while.</summary>
/// <remarks>For longer: <c>dotnet run -c Release --project tests/Node -- chaos --minutes 10 --provider PostgreSql --connection "Host=..."</c>.
/// To see that fail within a minute: let <c>TimerWork</c> delete the timer in a transaction of its own before the burst. The ten seconds
/// here are too few to rely on for that.</remarks>
public sealed class ChaosTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Errands_WorkersKilledAndStalled_NothingIsLostOrDoubled(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);

        var result = await Chaos.RunAsync(database, TimeSpan.FromSeconds(10), seed: 20240131);

        Assert.Empty(result.Broken);
        Assert.True(result is { Instances: > 0, Kills: > 0, Stalls: > 0 }, $"{result}");
    }
}
