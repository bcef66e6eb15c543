using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Engine;

/// <summary>Hands an outbox row to its transport, outside any transaction, and then records that it is gone.</summary>
internal static class HandOver
{
    public static async Task DoAsync(IServiceProvider services, DbContext db, Timer timer, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        await TimerQueue.RenewAsync(db, timer, clock.Instant(), cancellationToken);
        var message = await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(m => m.Id == timer.OutboxMessageId, cancellationToken);
        var transport = services.GetServices<IOutboxTransport>().SingleOrDefault(t => t.Kind == message.Kind)
            ?? throw new InvalidOperationException($"This host has no transport for outbox messages of kind '{message.Kind}'.");

        await transport.DeliverAsync(message, cancellationToken);

        await db.InTransactionAsync(
            async ct =>
            {
                await TimerQueue.FinishAsync(db, [timer], ct);
                DateTimeOffset? now = clock.Instant();
                return await db.Set<OutboxMessage>().Where(m => m.Id == timer.OutboxMessageId)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, now), ct);
            },
            ct => TimerQueue.AreFinishedAsync(db, [timer], ct),
            cancellationToken);
    }
}
