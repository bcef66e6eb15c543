using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using Xunit.Sdk;

namespace Tracker.Api.Tests;

/// <summary>A letter's whole life by chance, beside a simple model of it.</summary>
public sealed class LetterModelTests
{
    private const int Steps = 80;

    [Fact]
    public async Task Letters_AnythingInAnyOrder_AreWhatTheModelSays()
    {
        var accepted = new HashSet<string>();
        foreach (var seed in new[] { 1, 2, 3, 4 })
        {
            accepted.UnionWith(await LiveAsync(Database.Sqlite, seed));
        }

        Assert.Empty(LetterPlayer.Actions.Except(accepted).Skip(1)); // chance may leave one out
    }

    [Theory]
    [OnPostgreSql]
    public Task Letter_AnythingInAnyOrder_IsTheSameOnAServer(Database database) => LiveAsync(database, seed: 5);

    private static async Task<IEnumerable<string>> LiveAsync(Database database, int seed)
    {
        await using var tracker = await TestTracker.StartAsync(database, at: "2023-07-04T08:00Z");
        var player = await LetterPlayer.IssueAsync(tracker, seed);
        var witness = player.Witness;
        var before = await witness.LastEventAsync();
        try
        {
            for (var step = 1; step <= Steps; step++)
            {
                await player.StepAsync();
                await witness.CheckAsync();
            }

            await player.LiveToAsync(tracker.Clock.GetUtcNow().UtcDateTime.AddDays(60));
            witness.CheckEverybodyIsChased();
            await (seed % 4 == 1 ? player.CloseLetterAsync() : player.WithdrawAsync()); // whichever comes second is mostly refused
            await (seed % 4 == 1 ? player.WithdrawAsync() : player.CloseLetterAsync());
            await player.LiveToAsync(tracker.Clock.GetUtcNow().UtcDateTime.AddDays(60));
            await witness.CheckAsync();
            await witness.CheckHistoryAsync(before);
            return witness.Accepted;
        }
        catch (Exception failure)
        {
            throw new XunitException($"{failure.Message}\nSeed {seed}:\n{witness.Log}", failure);
        }
    }
}
