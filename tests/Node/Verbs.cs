using System.Diagnostics;
using System.Text.Json;
using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>What the executable does.</summary>
internal static class Verbs
{
    /// <summary>Tells stories, all at once and each in its own database. When each has come to its last point, the process kills itself; a
    /// story without one prints the points that it passed.</summary>
    public static async Task TellAsync(Arguments arguments)
    {
        var plans = JsonSerializer.Deserialize<StoryPlan[]>(await File.ReadAllTextAsync(arguments["plan"]))!;
        await Task.WhenAll(plans.Select(TellAsync));
        if (plans.All(plan => plan.LastPoint > 0))
        {
            Process.GetCurrentProcess().Kill();
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    private static async Task TellAsync(StoryPlan plan)
    {
        var points = new Points(plan.LastPoint);
        var node = new NodeHost(
            new(plan.Kind, plan.ConnectionString, new FakeClock(plan.At), new FileTransport(plan.Folder, points)) { Interceptors = [points] });
        points.IsCounting = true;
        var story = Story.TellAsync(node, plan.Ticket);
        if (plan.LastPoint > 0)
        {
            await await Task.WhenAny(points.ReachLastAsync(), story);
            return;
        }

        await story;
        points.Passed.ToList().ForEach(Console.WriteLine);
    }

    /// <summary>Works until it is killed, by a clock that all nodes share and that runs faster than the real one.</summary>
    public static async Task WorkAsync(Arguments arguments)
    {
        var clock = new FastClock(arguments.Instant("epoch"), arguments.Number("speed", 1));
        await using var node = new NodeHost(new(arguments.Provider, arguments["connection"], clock, new FileTransport(arguments["folder"])));
        await Task.WhenAll(node.DueWork.RunAsync(CancellationToken.None), HurryAsync(node));
    }

    /// <summary>Prints the figures of a chaos run.</summary>
    /// <returns>0 when nothing is broken.</returns>
    public static async Task<int> ChaosAsync(Arguments arguments)
    {
        await using var database = await DatabaseAsync(arguments);
        var seed = arguments.Number("seed", Environment.TickCount & 0xFFFF);
        var result = await Chaos.RunAsync(database, TimeSpan.FromMinutes(arguments.Number("minutes", 1)), seed);
        result.Broken.ToList().ForEach(Console.Error.WriteLine);
        Console.WriteLine($"{database.Kind}, {arguments.Number("minutes", 1)} minutes, seed {seed}: {result}");
        return result.Broken.Count == 0 ? 0 : 1;
    }

    /// <summary>Plays as many random sequences as asked for, each with its own seed.</summary>
    /// <returns>0 when engine and model agree.</returns>
    public static async Task<int> InterleaveAsync(Arguments arguments)
    {
        await using var database = await DatabaseAsync(arguments);
        var folder = Directory.CreateTempSubdirectory("tracker-random-").FullName;
        await using var interleavings = await Interleavings.StartAsync(database, folder);
        var (first, runs) = (arguments.Number("seed", 1), arguments.Number("runs", 1000));
        var findings = new List<string>();
        for (var seed = first; seed < first + runs; seed++)
        {
            findings.AddRange(await interleavings.PlayAsync(seed) is { } parted ? [parted] : []);
        }

        findings.AddRange(await interleavings.FindBrokenAsync());
        findings.ForEach(Console.Error.WriteLine);
        Console.WriteLine($"{database.Kind}, seeds {first} to {first + runs - 1}: {findings.Count} findings");
        Directory.Delete(folder, recursive: true);
        return findings.Count == 0 ? 0 : 1;
    }

    private static Task<TestDatabase> DatabaseAsync(Arguments arguments) =>
        TestDatabase.CreateAsync(arguments.Provider, arguments.Options.GetValueOrDefault("connection"));

    /// <summary>The engine rests for one to five seconds, which are minutes by the fast clock.</summary>
    private static async Task HurryAsync(NodeHost node)
    {
        while (true)
        {
            await Task.Delay(50);
            node.Wakeup.Set();
        }
    }
}
