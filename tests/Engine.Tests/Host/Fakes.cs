using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tracker.Engine.Tests;

/// <summary>The world outside: keeps what it was handed.</summary>
public sealed class FakeTransport : IOutboxTransport
{
    public string Kind => "mail";

    public ConcurrentQueue<(string MessageId, byte[] Content)> Delivered { get; } = new();

    public Func<OutboxMessage, CancellationToken, Task> OnDelivered { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What it says became of a message.</summary>
    public Func<OutboxMessage, Delivery, Task<HandedOver>> Outcome { get; set; } = (_, _) => Task.FromResult<HandedOver>(new HandedOver.Taken());

    public async Task<HandedOver> DeliverAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        Delivered.Enqueue((message.MessageId, message.Content));
        await OnDelivered(message, cancellationToken);
        return await Outcome(message, delivery);
    }
}

/// <summary>Commits that go wrong: before they reach the database, or on the way back.</summary>
public sealed class Commits : DbTransactionInterceptor
{
    private int toFail;
    private int toLose;

    /// <summary>The next commit does not happen.</summary>
    public void FailNext() => Interlocked.Exchange(ref toFail, 1);

    /// <summary>The next commit happens and its acknowledgement is lost.</summary>
    public void LoseNext() => Interlocked.Exchange(ref toLose, 1);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref toFail, 0) == 1 ? throw new IOException("The connection was lost before the commit.") : ValueTask.FromResult(result);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref toLose, 0) == 1 ? throw new IOException("The connection was lost after the commit.") : Task.CompletedTask;
}
