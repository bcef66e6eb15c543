using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Clock;

/// <summary>Where the simulated clock stands, so that a restart goes on from there. One row at most.</summary>
public sealed class SimulatedTime
{
    private SimulatedTime()
    {
    }

    public int Id { get; private init; } = 1;

    public DateTimeOffset Now { get; private set; }

    public static SimulatedTime At(DateTimeOffset now) => new() { Now = now };

    public void MoveTo(DateTimeOffset now) => Now = now;
}

internal sealed class SimulatedTimeConfiguration : IEntityTypeConfiguration<SimulatedTime>
{
    public void Configure(EntityTypeBuilder<SimulatedTime> time)
    {
        time.ToTable("SimulatedTime");
        time.Property(t => t.Id).ValueGeneratedNever();
    }
}
