using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Lets the carrier take a message of the outbox, and keeps what became of it for each recipient.</summary>
/// <remarks>
/// "Transmission begun" is committed before the step after which a crash leaves doubt. A message that is found begun, or whose carrier cannot tell, is
/// uncertain and held until an officer decides: nothing is lost, and nothing goes twice unless somebody chose it. What failed in passing is tried again
/// after 1, 5, 15, 30, 60, 120 minutes and then every four hours (with a fifth of jitter), for five days.
/// </remarks>
internal sealed class MailTransport(TrackerDb db, ICarrier carrier, Undeliverable undeliverable, TimeProvider clock) : IOutboxTransport
{
    private static readonly int[] MinutesToNextTry = [1, 5, 15, 30, 60, 120, 240];

    public string Kind => "mail";

    public async Task<HandedOver> DeliverAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        var dispatch = await db.Dispatches.AsNoTracking().SingleOrDefaultAsync(d => d.Id == message.Id, cancellationToken) ?? await AdoptAsync(message, delivery, cancellationToken);
        if (dispatch.Outstanding.Count == 0)
        {
            return new HandedOver.Taken(); // reports have told meanwhile what became of it
        }

        var parcel = new Parcel(
            MessageId.Parse(dispatch.MessageId), EmailAddress.Parse(dispatch.Sender), [.. dispatch.Outstanding.Select(r => EmailAddress.Parse(r.Address))], message.Content)
        {
            WasBegun = dispatch.BegunAt is not null,
        };
        return ResultOf(dispatch, await CarryAsync(parcel, delivery, cancellationToken));
    }

    /// <summary>A message that a version without dispatches queued says itself to whom it goes.</summary>
    private async Task<Dispatch> AdoptAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        await delivery.RecordAsync(
            ct =>
            {
                db.Add(Dispatch.OfFormerVersion(message, MimeReader.Read(message.Content)));
                return Task.CompletedTask;
            },
            cancellationToken);
        return await db.Dispatches.AsNoTracking().SingleAsync(d => d.Id == message.Id, cancellationToken);
    }

    private async Task<Carried> CarryAsync(Parcel parcel, Delivery delivery, CancellationToken cancellationToken)
    {
        var hasBegun = parcel.WasBegun;
        try
        {
            return await carrier.CarryAsync(parcel, BeginAsync, cancellationToken);
        }
        catch (Exception failure) when (hasBegun)
        {
            return Carried.All(parcel, Fate.Unsure, $"The transmission was broken off ({failure.GetType().Name}).");
        }

        async Task BeginAsync(CancellationToken ct)
        {
            await delivery.RecordAsync(async token => (await FindAsync(parcel.Id, token)).Begin(clock.GetUtcNow()), ct);
            hasBegun = true;
        }
    }

    private HandedOver ResultOf(Dispatch dispatch, Carried carried)
    {
        var now = clock.GetUtcNow();
        var isOver = now - (dispatch.TriedSince ?? now) > Dispatch.Patience;
        var final = isOver ? carried with { Recipients = [.. carried.Recipients.Select(r => GivenUp(r, carried.IsInDoubt))] } : carried;
        if (final.Recipients.Any(r => r.Fate == Fate.Unsure))
        {
            return new HandedOver.Held { ClosesLaneUntil = final.ClosesLane ? now + DelayAfter(0, final.After) : null, Record = ct => SettleAsync(dispatch, final, nextTryAt: null, ct) };
        }

        if (final.Recipients.Any(r => r.Fate == Fate.Later))
        {
            var next = now + DelayAfter(dispatch.Tries, final.After);
            return new HandedOver.Later(next) { ClosesLane = final.ClosesLane, Record = ct => SettleAsync(dispatch, final, next, ct) };
        }

        return final.Recipients.All(r => r.Fate == Fate.Refused)
            ? new HandedOver.GivenUp { Record = ct => SettleAsync(dispatch, final, nextTryAt: null, ct) }
            : new HandedOver.Taken { Record = ct => SettleAsync(dispatch, final, nextTryAt: null, ct) };
    }

    private async Task SettleAsync(Dispatch seen, Carried carried, DateTimeOffset? nextTryAt, CancellationToken cancellationToken)
    {
        var dispatch = await db.Dispatches.SingleAsync(d => d.Id == seen.Id, cancellationToken);
        dispatch.Settle(carried, clock.GetUtcNow(), nextTryAt);
        if (dispatch.State == DispatchState.Uncertain)
        {
            undeliverable.TellUncertain(dispatch);
        }

        await undeliverable.RaiseAsync(dispatch, cancellationToken);
    }

    private Task<Dispatch> FindAsync(MessageId id, CancellationToken cancellationToken)
    {
        var text = id.ToString();
        return db.Dispatches.SingleAsync(d => d.MessageId == text, cancellationToken);
    }

    private static RecipientFate GivenUp(RecipientFate fate, bool isInDoubt) =>
        fate.Fate == Fate.Later ? fate with { Fate = isInDoubt ? Fate.Unsure : Fate.Refused, Said = $"Given up after {Dispatch.Patience.Days} days. {fate.Said}" } : fate;

    private static TimeSpan DelayAfter(int triesBefore, TimeSpan? asked)
    {
        var minutes = MinutesToNextTry[Math.Min(triesBefore, MinutesToNextTry.Length - 1)];
        var delay = TimeSpan.FromMinutes(minutes) * (1 + (0.2 * Random.Shared.NextDouble()));
        return asked > delay ? asked.Value : delay;
    }
}
