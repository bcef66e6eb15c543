using Tracker.Engine;

namespace Tracker.Workflow.Clock;

/// <summary>The system's clock, cut to whole microseconds: no database keeps more.</summary>
public sealed class TrackerClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().ToMicroseconds();
}

/// <summary>A clock for demonstrations and tests: it stands still and moves only when told to.</summary>
public sealed class SimulatedClock : TimeProvider
{
    private long ticks;

    public SimulatedClock(DateTimeOffset start) => Set(start);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, instant.ToMicroseconds().UtcTicks);
}
