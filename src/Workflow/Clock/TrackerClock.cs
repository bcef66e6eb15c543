namespace Tracker.Workflow.Clock;

/// <summary>The system's clock, cut to whole microseconds: no database keeps more.</summary>
public sealed class TrackerClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Truncate(System.GetUtcNow());

    internal static DateTimeOffset Truncate(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}

/// <summary>A clock for demonstrations and tests: it stands still and moves only when told to.</summary>
public sealed class SimulatedClock : TimeProvider
{
    private long ticks;

    public SimulatedClock(DateTimeOffset start) => Set(start);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, TrackerClock.Truncate(instant).UtcTicks);
}
