using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Correspondence;

/// <summary>An address whose messages are kept and set aside.</summary>
public sealed class BlockedSender
{
    private BlockedSender()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The only commission for which it is blocked; <see langword="null"/> for all.</summary>
    public Guid? CommissionId { get; private init; }

    /// <summary>In lower case.</summary>
    public string Address { get; private init; } = "";

    public string Reason { get; private init; } = "";

    public string BlockedBy { get; private init; } = "";

    public DateTimeOffset BlockedAt { get; private init; }

    public DateTimeOffset? UnblockedAt { get; private set; }

    internal static BlockedSender Block(IncomingMessage message, string reason, string actor, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CommissionId = message.CommissionId,
        Address = message.FromAddress,
        Reason = reason,
        BlockedBy = actor,
        BlockedAt = now,
    };

    /// <exception cref="RefusedException"><c>sender.not-blocked</c>.</exception>
    internal void Unblock(DateTimeOffset now)
    {
        RefusedException.When(UnblockedAt is not null, "sender.not-blocked", "This sender is not blocked any more.");
        UnblockedAt = now;
    }
}

internal sealed class BlockedSenderConfiguration : IEntityTypeConfiguration<BlockedSender>
{
    public void Configure(EntityTypeBuilder<BlockedSender> sender)
    {
        sender.ToTable("BlockedSender");
        sender.Property(s => s.Id).ValueGeneratedNever();
        sender.Property(s => s.Address).HasMaxLength(254);
        sender.Property(s => s.Reason).HasMaxLength(500);
        sender.Property(s => s.BlockedBy).HasMaxLength(254);
        sender.HasIndex(s => new { s.Address, s.UnblockedAt });
    }
}
