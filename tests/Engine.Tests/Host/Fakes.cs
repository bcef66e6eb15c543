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

    public Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        Delivered.Enqueue((message.MessageId, message.Content));
        return OnDelivered(message, cancellationToken);
    }
}

/// <summary>Loses the acknowledgement of the next commits, which did come through.</summary>
public sealed class AfterCommit : DbTransactionInterceptor
{
    private int toLose;

    public void LoseNext() => Interlocked.Increment(ref toLose);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref toLose, 0) > 0)
        {
            throw new IOException("The connection was lost after the commit.");
        }

        return Task.CompletedTask;
    }
}
