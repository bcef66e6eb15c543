using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Engine;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Where a message stands, for one recipient and for all.</summary>
public enum DispatchState
{
    /// <summary>On its way out; tried again after trouble that may pass.</summary>
    Queued,

    /// <summary>Handed over to the mail system.</summary>
    Sent,

    /// <summary>A delivery report says that it arrived.</summary>
    Delivered,

    /// <summary>Its transmission was interrupted at a moment at which nobody can tell whether it was taken. A person decides.</summary>
    Uncertain,

    /// <summary>It did not arrive and will not by itself.</summary>
    Failed,

    /// <summary>It failed, and the contact was corrected; another message may have gone in its place.</summary>
    Replaced,
}

/// <summary>A recipient of a message and what became of it.</summary>
/// <param name="Name">The person.</param>
/// <param name="Address">Where it was sent.</param>
/// <param name="State">How far it came.</param>
/// <param name="Said">What the mail system said last.</param>
/// <param name="At">When.</param>
/// <param name="ReplacedById">The message that went in its place.</param>
public sealed record DispatchRecipient(string Name, string Address, DispatchState State = DispatchState.Queued, string? Said = null, DateTimeOffset? At = null, Guid? ReplacedById = null);

/// <summary>A message on its way: what it is about, and how far it came with each recipient. Its bytes are in the outbox, under the same id.</summary>
public sealed class Dispatch : IVersioned
{
    /// <summary>How long a message is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    private Dispatch()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>With angle brackets; the same at every attempt.</summary>
    public string MessageId { get; private init; } = "";

    /// <summary>Which kind of message, such as <c>letter</c> or <c>chase</c>.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Empty for a message about several commissions.</summary>
    public Guid CommissionId { get; private init; }

    public Guid? LetterId { get; private init; }

    /// <summary>Whose answer it is about; none for a copy.</summary>
    public Guid? OrganisationId { get; private init; }

    public string Subject { get; private init; } = "";

    /// <summary>The envelope's sender, to whom delivery reports go.</summary>
    public string Sender { get; private init; } = "";

    public IReadOnlyList<DispatchRecipient> Recipients { get; private set; } = [];

    /// <summary>The worst that is open, else the best that was reached; derived from the recipients.</summary>
    public DispatchState State { get; private set; }

    public DateTimeOffset QueuedAt { get; private init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Transmission has begun and its end is not on record.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>Since when it is tried: its first attempt, or the first after a person let it go again.</summary>
    public DateTimeOffset? TriedSince { get; private set; }

    /// <summary>The failure is before a person.</summary>
    public DateTimeOffset? FailureRaisedAt { get; private set; }

    public int Version { get; private set; } = 1;

    internal IReadOnlyList<DispatchRecipient> Outstanding => [.. Recipients.Where(r => r.State == DispatchState.Queued)];

    /// <summary>Nobody got it.</summary>
    internal bool ReachedNobody => Recipients.All(r => r.State == DispatchState.Failed);

    internal static Dispatch Of(OutboxMessage message, Draft draft, EmailAddress sender) => new()
    {
        Id = message.Id,
        MessageId = message.MessageId,
        Kind = draft.Kind,
        CommissionId = draft.CommissionId ?? Guid.Empty,
        LetterId = draft.LetterId,
        OrganisationId = draft.OrganisationId,
        Subject = Excerpt.Of(draft.Words.Subject, 300),
        Sender = sender.ToString(),
        Recipients = [.. draft.To.DistinctBy(m => m.Address).Select(m => new DispatchRecipient(m.DisplayName, m.Address.ToString()))],
        QueuedAt = message.CreatedAt,
    };

    /// <summary>What a queued message of a version that kept only its bytes tells about itself.</summary>
    internal static Dispatch OfFormerVersion(OutboxMessage message, ReadMail mail) => new()
    {
        Id = message.Id,
        MessageId = message.MessageId,
        Kind = "letter",
        Subject = Excerpt.Of(mail.Subject, 300),
        Sender = mail.From[0].Address,
        Recipients = [.. mail.To.Select(m => new DispatchRecipient(m.Name, m.Address))],
        QueuedAt = message.CreatedAt,
    };

    /// <summary>The same message, written again to another address.</summary>
    internal static Dispatch InPlaceOf(Dispatch former, OutboxMessage message, Mailbox to) => new()
    {
        Id = message.Id,
        MessageId = message.MessageId,
        Kind = former.Kind,
        CommissionId = former.CommissionId,
        LetterId = former.LetterId,
        OrganisationId = former.OrganisationId,
        Subject = former.Subject,
        Sender = former.Sender,
        Recipients = [new(to.DisplayName, to.Address.ToString())],
        QueuedAt = message.CreatedAt,
    };

    /// <summary>The contact of one recipient whom it did not reach was corrected.</summary>
    /// <param name="failed">One whom it did not reach.</param>
    /// <param name="by">The message in its place, if one goes.</param>
    /// <param name="actor">Who corrected it.</param>
    /// <param name="now">When.</param>
    internal void IsMended(DispatchRecipient failed, Guid? by, string actor, DateTimeOffset now)
    {
        Recipients = [.. Recipients.Select(r => r == failed ? r with { State = DispatchState.Replaced, ReplacedById = by, Said = $"{r.Said} {actor} corrected the address.".Trim(), At = now } : r)];
        Fold();
    }

    internal void Begin(DateTimeOffset now) => BegunAt = now;

    /// <summary>Takes in what an attempt came to.</summary>
    /// <param name="carried">A fate for each recipient that was outstanding.</param>
    /// <param name="now">The moment.</param>
    /// <param name="nextTryAt">When it is tried again, if anybody is still outstanding.</param>
    internal void Settle(Carried carried, DateTimeOffset now, DateTimeOffset? nextTryAt)
    {
        var fates = carried.Recipients.ToDictionary(f => f.Address.ToString(), StringComparer.Ordinal);
        Recipients = [.. Recipients.Select(r => r.State == DispatchState.Queued && fates.TryGetValue(r.Address, out var fate) ? r with { State = StateOf(fate.Fate), Said = Excerpt.Of(fate.Said, 500), At = now } : r)];
        Tries++;
        TriedSince ??= now;
        (BegunAt, NextTryAt) = (carried.IsInDoubt && nextTryAt is not null ? BegunAt : null, nextTryAt);
        Fold();
    }

    /// <summary>A person knows that it arrived.</summary>
    /// <exception cref="RefusedException"><c>message.not-uncertain</c>.</exception>
    internal void Arrived(string actor, DateTimeOffset now) => Decide(DispatchState.Sent, $"{actor} says that it arrived.", now);

    /// <summary>A person lets it go again, with the same bytes and Message-ID.</summary>
    /// <exception cref="RefusedException"><c>message.not-uncertain</c>.</exception>
    internal void SendAgain(string actor, DateTimeOffset now)
    {
        Decide(DispatchState.Queued, $"{actor} lets it be sent again.", now);
        (NextTryAt, TriedSince) = (now, null);
    }

    /// <summary>Takes in what a delivery report says about one recipient; what is known better already stays.</summary>
    /// <returns>Whether anything changed.</returns>
    internal bool Report(string address, bool hasFailed, string said, DateTimeOffset now)
    {
        var told = Recipients.FirstOrDefault(r => string.Equals(r.Address, address, StringComparison.OrdinalIgnoreCase)) ?? (Recipients is [var only] ? only : null);
        if (told is null or { State: DispatchState.Failed or DispatchState.Replaced } || (told.State == DispatchState.Delivered && !hasFailed))
        {
            return false;
        }

        var changed = told with { State = hasFailed ? DispatchState.Failed : DispatchState.Delivered, Said = Excerpt.Of(said, 500), At = now };
        Recipients = [.. Recipients.Select(r => ReferenceEquals(r, told) ? changed : r)];
        Fold();
        return true;
    }

    internal void RaiseFailure(DateTimeOffset now) => FailureRaisedAt = now;

    /// <summary>What fails later is raised anew.</summary>
    internal void FailureIsDealtWith() => FailureRaisedAt = null;

    private void Decide(DispatchState state, string words, DateTimeOffset now)
    {
        RefusedException.Unless(State == DispatchState.Uncertain, "message.not-uncertain", "It is known what became of this message, so there is nothing to decide.");
        Recipients = [.. Recipients.Select(r => r.State == DispatchState.Uncertain ? r with { State = state, Said = words, At = now } : r)];
        Fold();
    }

    private static DispatchState StateOf(Fate fate) => fate switch
    {
        Fate.Taken => DispatchState.Sent,
        Fate.Refused => DispatchState.Failed,
        Fate.Unsure => DispatchState.Uncertain,
        _ => DispatchState.Queued,
    };

    private void Fold() => State = new[] { DispatchState.Uncertain, DispatchState.Queued, DispatchState.Failed, DispatchState.Sent, DispatchState.Delivered }
        .Where(state => Recipients.Any(r => r.State == state)).Append(DispatchState.Replaced).First();
}

internal sealed class DispatchConfiguration : IEntityTypeConfiguration<Dispatch>
{
    public void Configure(EntityTypeBuilder<Dispatch> dispatch)
    {
        dispatch.ToTable("Dispatch");
        dispatch.Property(d => d.Id).ValueGeneratedNever();
        dispatch.Property(d => d.MessageId).HasMaxLength(260);
        dispatch.Property(d => d.Kind).HasMaxLength(40);
        dispatch.Property(d => d.Subject).HasMaxLength(300);
        dispatch.Property(d => d.Sender).HasMaxLength(254);
        dispatch.Property(d => d.Recipients).HasJson();
        dispatch.Property(d => d.Version).IsConcurrencyToken();
        dispatch.HasIndex(d => d.MessageId).IsUnique();
        dispatch.HasIndex(d => new { d.LetterId, d.Id });
        dispatch.HasIndex(d => new { d.State, d.QueuedAt, d.Id });
        dispatch.HasIndex(d => new { d.CommissionId, d.State, d.QueuedAt, d.Id });
    }
}
