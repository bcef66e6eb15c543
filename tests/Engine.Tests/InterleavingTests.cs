using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Replies, deadlines, extensions, withdrawals, failures, doubled signals and restarts in random order, against a model of a few lines.</summary>
/// <remarks>More of them: <c>dotnet run -c Release --project tests/Node -- random --runs 5000 --provider Sqlite</c>.
/// To see it fail: leave out <c>Waits.Remove</c> in <c>Turn.CancelLosers</c>.</remarks>
public sealed class InterleavingTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Matter_AnySequence_IsWhatTheModelSays(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("tracker-random-").FullName;
        await using var interleavings = await Interleavings.StartAsync(database, folder);

        for (var seed = 1; seed <= (kind == Database.Sqlite ? 200 : 25); seed++)
        {
            Assert.Null(await interleavings.PlayAsync(seed));
        }

        Assert.Empty(await interleavings.FindBrokenAsync());
        Directory.Delete(folder, recursive: true);
    }
}
