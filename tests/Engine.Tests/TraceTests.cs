using System.Collections.Concurrent;
using System.Diagnostics;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class TraceTests
{
    [Fact]
    public async Task Burst_WithAListener_IsASpanWithIdentifiersOnly()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await EngineHost.StartAsync(Database.Sqlite);

        var (ticket, instance) = await host.StartAsync(TimerTests.RestThenCount("1.00:00:00"));
        await host.LiveAsync(TimeSpan.FromDays(1));

        var ours = spans.Where(span => Equals(span.GetTagItem("workflow.instance.id"), instance)).ToList(); // other tests trace too
        Assert.Equal(2, ours.Count);
        Assert.All(ours, span => Assert.Equal(
            ["workflow.correlation.id " + ticket, "workflow.definition.id rest", "workflow.instance.id " + instance], span.TagObjects.Select(tag => $"{tag.Key} {tag.Value}").Order()));
    }
}
