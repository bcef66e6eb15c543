using System.Collections.Concurrent;

namespace Tracker.Engine;

/// <summary>The destinations of messages on this node: one message at a time to each, and none while it is in trouble. In memory: after a restart each is tried afresh.</summary>
internal sealed class Lanes(TimeProvider clock)
{
    private const int MostAtATime = 20; // connections and messages in memory
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // twice less than a lease, which goes on while the message waits
    private readonly ConcurrentDictionary<string, Lane> lanes = new(StringComparer.Ordinal);

    private SemaphoreSlim Sending { get; } = new(MostAtATime);

    /// <summary>Waits for the turn of one message.</summary>
    /// <returns>Its pass; <see langword="null"/> when the destination is in trouble, or at something that takes long.</returns>
    public async Task<IDisposable?> EnterAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return FreePass.Instance;
        }

        var lane = lanes.GetOrAdd(name, _ => new());
        if (IsClosed(lane) || !await lane.Turn.WaitAsync(Patience, cancellationToken))
        {
            return null;
        }

        if (IsClosed(lane) || !await Sending.WaitAsync(Patience, cancellationToken)) // the one before found out, or all are slow
        {
            lane.Turn.Release();
            return null;
        }

        return new Pass(lane.Turn, Sending);
    }

    /// <summary>When a message that got no pass should come again.</summary>
    public DateTimeOffset NextTry(string? name, Random random)
    {
        var (now, jitter) = (clock.Instant(), TimeSpan.FromSeconds(5 * random.NextDouble()));
        return (lanes.TryGetValue(name ?? "", out var lane) && lane.ClosedUntil is { } until && until > now ? until : now + TimeSpan.FromSeconds(5)) + jitter;
    }

    /// <summary>Notes what an attempt told about the destination.</summary>
    public void Learn(string? name, HandedOver result)
    {
        if (name is not null && lanes.TryGetValue(name, out var lane))
        {
            lane.ClosedUntil = result switch
            {
                HandedOver.Later { ClosesLane: true, At: var until } => until,
                HandedOver.Held { ClosesLaneUntil: var until } => until,
                _ => null,
            };
        }
    }

    private bool IsClosed(Lane lane) => lane.ClosedUntil > clock.Instant();

    private sealed class Lane
    {
        private long closedUntil;

        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset? ClosedUntil
        {
            get => Interlocked.Read(ref closedUntil) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;
            set => Interlocked.Exchange(ref closedUntil, value?.UtcTicks ?? 0);
        }
    }

    private sealed class Pass(SemaphoreSlim turn, SemaphoreSlim sending) : IDisposable
    {
        public void Dispose()
        {
            sending.Release();
            turn.Release();
        }
    }

    private sealed class FreePass : IDisposable
    {
        public static readonly FreePass Instance = new();

        public void Dispose()
        {
            // nobody waits for it
        }
    }
}
