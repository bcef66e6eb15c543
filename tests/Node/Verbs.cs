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
            await await Task.WhenAny(points.AtLast, story);
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
        await node.DueWork.RunAsync(CancellationToken.None);
    }
}
