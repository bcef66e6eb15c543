namespace Tracker.Engine;

/// <summary>A signal that came in: matched at once, or kept until an instance waits for it.</summary>
public sealed class Stimulus
{
    // A signal and the wait it is for may commit past each other (READ COMMITTED), so a kept stimulus is offered again after these.
    private static readonly TimeSpan[] Offers = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    private Stimulus()
    {
    }

    /// <summary>Identity of the stimulus.</summary>
    public Guid Id { get; private init; }

    /// <summary>The name of the event.</summary>
    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of name and correlation id, which a bookmark has too.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>Who sent it; with <see cref="MessageId"/> unique for ever.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The sender's name for it.</summary>
    public string MessageId { get; private init; } = "";

    /// <summary>What the sender added.</summary>
    public string? PayloadJson { get; private init; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>From then on it is offered to no one.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it woke an instance.</summary>
    public DateTimeOffset? MatchedAt { get; private set; }

    internal static Stimulus Of(Signal signal, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = signal.Name,
        Hash = Hashes.OfStimulus(signal.Name, signal.CorrelationId),
        Source = signal.Source,
        MessageId = signal.MessageId,
        PayloadJson = signal.PayloadJson,
        CreatedAt = now,
        ExpiresAt = (now + signal.TimeToLive).ToMicroseconds(),
    };

    internal void Match(DateTimeOffset now) => MatchedAt = now;

    internal void Expire(DateTimeOffset now) => ExpiresAt = now;

    internal bool IsOpen(DateTimeOffset now) => MatchedAt is null && now < ExpiresAt;

    /// <summary>The next offer after the one that was due then; <see langword="null"/> when there is none.</summary>
    internal DateTimeOffset? NextOfferAfter(DateTimeOffset due) =>
        Offers.Select(delay => (DateTimeOffset?)(CreatedAt + delay)).FirstOrDefault(at => at > due && at < ExpiresAt);
}
