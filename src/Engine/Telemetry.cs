using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracker.Engine;

/// <summary>What the engine tells about itself; the host decides who listens.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Tracker.Engine";

    /// <summary>The name of the span of a burst.</summary>
    internal const string Burst = "workflow burst";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Traces { get; } = new(Name);

    internal static Counter<long> Bursts { get; } = Meter.CreateCounter<long>("tracker.engine.bursts", "{burst}", "Bursts that came to rest; one whose commit failed is counted again.");

    /// <summary>Names the first instance of a burst on its span: identifiers only, nothing about people.</summary>
    internal static void Tell(WorkflowInstance instance)
    {
        if (Activity.Current is { OperationName: Burst } span && span.GetTagItem("workflow.instance.id") is null)
        {
            span.SetTag("workflow.instance.id", instance.Id);
            span.SetTag("workflow.definition.id", instance.DefinitionId);
            span.SetTag("workflow.correlation.id", instance.CorrelationId);
        }
    }

    internal static Histogram<double> Lateness { get; } =
        Meter.CreateHistogram<double>("tracker.engine.lateness", "s", "From the instant a timer was due to the commit of its work.");

    internal static Histogram<double> ClaimDuration { get; } =
        Meter.CreateHistogram<double>("tracker.engine.claim.duration", "s", "Time of one claim, empty or not.");

    internal static Counter<long> Incidents { get; } = Meter.CreateCounter<long>("tracker.engine.incidents", "{incident}", "Work that was given up after its tries.");
}
