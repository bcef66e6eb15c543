namespace Tracker.Engine.Nodes;

/// <summary>The system's clock, sped up: every process with the same epoch and speed reads the same time.</summary>
public sealed class FastClock(DateTimeOffset epoch, int speed) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => epoch + ((System.GetUtcNow() - epoch) * speed);
}
