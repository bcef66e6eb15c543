using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Something to send, fixed to the byte when it is written; handed over at least once after the commit.</summary>
public sealed class OutboxMessage
{
    /// <summary>Identity of the row; given by <see cref="Outbox.Enqueue"/>.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which <see cref="IOutboxTransport"/> takes it, such as <c>mail</c>; at most 20 characters.</summary>
    public required string Kind { get; init; }

    /// <summary>Unique for ever and the same at every hand-over, so that a receiver can tell; at most 200 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary>The bytes that are handed over.</summary>
    public required byte[] Content { get; init; }

    /// <summary>What it is about, in the host's words.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it was written; given by <see cref="Outbox.Enqueue"/>.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a transport had taken it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    internal void Written(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now.ToMicroseconds();
    }
}

/// <summary>The one way to send.</summary>
public static class Outbox
{
    /// <summary>Adds the message and the timer that hands it over as soon as the transaction is committed.</summary>
    public static void Enqueue(this DbContext db, OutboxMessage message, DateTimeOffset now)
    {
        message.Written(now);
        db.Add(message);
        db.Add(Timer.ToHandOver(message, now.ToMicroseconds()));
    }
}

/// <summary>Takes outbox messages of one kind out of the house; implemented by the host.</summary>
public interface IOutboxTransport
{
    /// <summary>The kind it takes.</summary>
    string Kind { get; }

    /// <summary>Hands the message over, outside any transaction and perhaps beside others; again, with the same bytes, when its acknowledgement was lost.</summary>
    /// <exception cref="Exception">Any: it was not taken. Tried three times, then an incident.</exception>
    Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}
