using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Engine;

/// <summary>Hands an outbox row to its transport, outside any transaction, and then settles what became of it.</summary>
internal static class HandOver
{
    public static async Task<HandedOver> DoAsync(IServiceProvider services, DbContext db, Timer timer, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        await TimerQueue.RenewAsync(db, timer, TimerQueue.LongLeaseFrom(clock.Instant()), cancellationToken);
        var message = await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(m => m.Id == timer.OutboxMessageId, cancellationToken);
        var transport = services.GetServices<IOutboxTransport>().SingleOrDefault(t => t.Kind == message.Kind)
            ?? throw new InvalidOperationException($"This host has no transport for outbox messages of kind '{message.Kind}'.");

        var result = await transport.DeliverAsync(message, new(db, timer, clock), cancellationToken);

        await db.InTransactionAsync(
            async ct =>
            {
                await SettleAsync(db, timer, result, (clock.Instant(), ct));
                await (result.Record?.Invoke(ct) ?? Task.CompletedTask);
                return true;
            },
            ct => TimerQueue.AreFinishedAsync(db, [timer], ct),
            CancellationToken.None); // what has happened outside is to be on record
        return result;
    }

    private static async Task SettleAsync(DbContext db, Timer timer, HandedOver result, (DateTimeOffset Now, CancellationToken Cancellation) at)
    {
        switch (result)
        {
            case HandedOver.Later later:
                await TimerQueue.DelayAsync(db, timer, later.At.ToMicroseconds(), at.Cancellation);
                break;
            case HandedOver.Held:
                await TimerQueue.ParkAsync(db, timer, at.Cancellation);
                break;
            case HandedOver.GivenUp:
                await TimerQueue.FinishAsync(db, [timer], at.Cancellation);
                break;
            default:
                await TimerQueue.FinishAsync(db, [timer], at.Cancellation);
                DateTimeOffset? sentAt = at.Now;
                await db.Set<OutboxMessage>().Where(m => m.Id == timer.OutboxMessageId).ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, sentAt), at.Cancellation);
                break;
        }
    }
}
