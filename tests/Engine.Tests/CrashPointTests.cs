using System.Text.Json;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>A process kills itself at every point of a letter's story; another one goes on, and nothing is lost or doubled.</summary>
/// <remarks>One kill serves several stories, each in its own database and standing at its own point. To see it fail: let
/// <c>HandOver</c> record the message as sent before the transport has taken it, or let <c>TimerWork</c> delete the timer in a
/// transaction of its own before the burst.</remarks>
public sealed class CrashPointTests
{
    private const int PerProcess = 12;
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Story_KilledAtEveryPoint_EachEffectHappensOnce(Database database)
    {
        await using var stage = await Stage.OpenAsync(database);
        var points = await stage.RehearseAsync();

        var findings = new List<string>();
        foreach (var some in Enumerable.Range(1, points.Length).Chunk(PerProcess))
        {
            await stage.KillAtAsync(some);
            var broken = await Task.WhenAll(some.Select(stage.GoOnAsync));
            findings.AddRange(some.Zip(broken).SelectMany(pair => pair.Second.Select(b => $"{points[pair.First - 1]}: {b}")));
        }

        Assert.Empty(findings);
        foreach (var moment in new[] { "begin", "claim Timer", "load WorkflowInstance", "save Deed", "fence Timer", "lease Timer", "commit", "send" })
        {
            Assert.Contains(points, point => point.Contains($"before {moment}", StringComparison.Ordinal));
            Assert.Contains(points, point => point.Contains($"after {moment}", StringComparison.Ordinal));
        }
    }

    /// <summary>Databases in which stories are told one after another, ten days apart.</summary>
    private sealed class Stage(IReadOnlyList<TestDatabase> databases, string folder) : IAsyncDisposable
    {
        public static async Task<Stage> OpenAsync(Database kind)
        {
            var databases = new List<TestDatabase>();
            var stage = new Stage(databases, Directory.CreateTempSubdirectory("tracker-crash-").FullName);
            for (var i = 0; i < PerProcess; i++)
            {
                databases.Add(await TestDatabase.CreateAsync(kind));
                await using var node = Node(stage.Plan(i, 0), Start);
                Directory.CreateDirectory(stage.Plan(i, 0).Folder);
                await node.ReadAsync(db => db.Database.EnsureCreatedAsync());
                await node.PublishAsync(Story.Letter.ToJson());
            }

            return stage;
        }

        /// <returns>The points of an undisturbed story.</returns>
        public async Task<string[]> RehearseAsync()
        {
            var (exit, output) = await TellAsync(Plan(0, 0));
            Assert.Equal(0, exit);
            return output.TrimEnd().Split('\n');
        }

        /// <summary>In a process of its own.</summary>
        public async Task KillAtAsync(int[] points)
        {
            var (exit, _) = await TellAsync([.. points.Select(point => Plan(point))]);
            Assert.Equal(137, exit); // SIGKILL
        }

        /// <summary>In this process, which knows nothing of the killed one but its database, when its longest lease is over.</summary>
        /// <returns>The invariants that do not hold.</returns>
        public async Task<IReadOnlyList<string>> GoOnAsync(int point)
        {
            var plan = Plan(point);
            await using var node = Node(plan, plan.At.AddDays(2));
            await Story.TellAsync(node, plan.Ticket);
            return await node.ReadAsync(db => Invariants.FindBrokenAsync(db, FileTransport.SentIn(plan.Folder)));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }

        private static NodeHost Node(StoryPlan plan, DateTimeOffset at) =>
            new(new(plan.Kind, plan.ConnectionString, new FakeClock(at), new FileTransport(plan.Folder)));

        private async Task<(int ExitCode, string Output)> TellAsync(params StoryPlan[] plans)
        {
            var file = Path.Combine(folder, "plan.json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(plans));
            await using var child = ChildProcess.Start("Tracker.Engine.Node.dll", "story", "--plan", file);
            return await child.EndAsync();
        }

        private StoryPlan Plan(int point) => Plan(point % PerProcess, point);

        private StoryPlan Plan(int at, int point) => new(
            databases[at].Kind, databases[at].ConnectionString, Path.Combine(folder, $"{at}"), Start.AddDays(10 * point), new(point, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), point);
    }
}
