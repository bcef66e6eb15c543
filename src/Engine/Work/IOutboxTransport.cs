using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Takes outbox messages of one kind out of the house; implemented by the host. Of the scope in which it is asked.</summary>
public interface IOutboxTransport
{
    /// <summary>The kind it takes.</summary>
    string Kind { get; }

    /// <summary>Hands the message over, outside any transaction and perhaps beside others; again, with the same bytes, when the end of an earlier
    /// attempt did not reach the database.</summary>
    /// <returns>What becomes of the message.</returns>
    /// <exception cref="Exception">Any: it was not taken. Tried three times, then an incident.</exception>
    Task<HandedOver> DeliverAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>What became of an attempt to hand a message over; settled in one transaction together with <see cref="Record"/>.</summary>
public abstract record HandedOver
{
    private HandedOver()
    {
    }

    /// <summary>What the host writes in the same commit, on the context of the scope; may run several times.</summary>
    public Func<CancellationToken, Task>? Record { get; init; }

    /// <summary>It is gone: <see cref="OutboxMessage.SentAt"/> is now.</summary>
    public sealed record Taken : HandedOver;

    /// <summary>It is tried again, however often.</summary>
    /// <param name="At">When.</param>
    public sealed record Later(DateTimeOffset At) : HandedOver
    {
        /// <summary>Whether the trouble is with the destination: this node tries no other message to it before.</summary>
        public bool ClosesLane { get; init; }
    }

    /// <summary>It waits until somebody decides: <see cref="Outbox.ReleaseAsync"/> or <see cref="Outbox.SettleAsync"/>.</summary>
    public sealed record Held : HandedOver
    {
        /// <summary>Until when this node tries no other message to the destination, where the trouble is with that.</summary>
        public DateTimeOffset? ClosesLaneUntil { get; init; }
    }

    /// <summary>It never goes; the row stays unsent.</summary>
    public sealed record GivenUp : HandedOver;
}

/// <summary>One attempt to hand a message over, under its lease.</summary>
public sealed class Delivery
{
    private readonly DbContext db;
    private readonly Timer timer;
    private readonly TimeProvider clock;

    internal Delivery(DbContext db, Timer timer, TimeProvider clock)
    {
        this.db = db;
        this.timer = timer;
        this.clock = clock;
    }

    /// <summary>Commits what must be on record before something is done that cannot be undone, and makes the lease last ten minutes from now.</summary>
    /// <param name="write">Writes it on the context of the scope; may run several times.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <exception cref="Exception">The lease is over, or the database cannot be written: nothing is on record and nothing may be done.</exception>
    public Task RecordAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var until = TimerQueue.LongLeaseFrom(clock.Instant());
        return db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.RenewInTransactionAsync(db, timer, until, ct);
                await write(ct);
                return true;
            },
            ct => TimerQueue.IsRenewedAsync(db, timer, until, ct),
            cancellationToken);
    }
}
