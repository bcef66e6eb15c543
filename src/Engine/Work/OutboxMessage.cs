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

    /// <summary>Its destination: of the messages to one, a node hands over one at a time. <see langword="null"/>: with no regard to others. At most 100 characters.</summary>
    public string? Lane { get; init; }

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

    /// <summary>Lets a message that is held be handed over again; part of the open transaction.</summary>
    /// <returns>Whether it was held; somebody else may have decided already.</returns>
    public static async Task<bool> ReleaseAsync(this DbContext db, Guid outboxMessageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? at = now.ToMicroseconds();
        return await Held(db, outboxMessageId).ExecuteUpdateAsync(set => set.SetProperty(t => t.AvailableAt, at).SetProperty(t => t.Attempts, 0), cancellationToken) == 1;
    }

    /// <summary>Ends a message that is held: it has gone, at <paramref name="sentAt"/>, or never will; part of the open transaction.</summary>
    /// <returns>Whether it was held; somebody else may have decided already.</returns>
    public static async Task<bool> SettleAsync(this DbContext db, Guid outboxMessageId, DateTimeOffset? sentAt, CancellationToken cancellationToken)
    {
        var wasHeld = await Held(db, outboxMessageId).ExecuteDeleteAsync(cancellationToken) == 1;
        await db.Set<OutboxMessage>().Where(m => wasHeld && m.Id == outboxMessageId).ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, sentAt), cancellationToken);
        return wasHeld;
    }

    private static IQueryable<Timer> Held(DbContext db, Guid outboxMessageId) => db.Set<Timer>().Where(t => t.OutboxMessageId == outboxMessageId && t.AvailableAt == null);
}
