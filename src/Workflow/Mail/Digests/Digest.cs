using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Access;

namespace Tracker.Workflow.Mail;

/// <summary>That a person was sent the daily message of a day. Its key is person and day, so that neither a retry nor a second node sends two.</summary>
public sealed class Digest
{
    private Digest()
    {
    }

    public Guid UserId { get; private init; }

    /// <summary>The day in Europe/London.</summary>
    public DateOnly On { get; private init; }

    public DateTimeOffset SentAt { get; private init; }

    /// <summary>The SHA-256 of the secret in its link; every message has its own, and all of them go on working.</summary>
    public string SecretHash { get; private init; } = "";

    /// <summary>The record of a message, and the secret for its link, which is not kept.</summary>
    public static (Digest Digest, string Secret) Of(User user, DateOnly on, DateTimeOffset now)
    {
        var secret = Secrets.New();
        return (new() { UserId = user.Id, On = on, SentAt = now, SecretHash = Secrets.Hash(secret) }, secret);
    }
}

internal sealed class DigestConfiguration : IEntityTypeConfiguration<Digest>
{
    public void Configure(EntityTypeBuilder<Digest> digest)
    {
        digest.ToTable("Digest");
        digest.HasKey(d => new { d.UserId, d.On });
        digest.Property(d => d.SecretHash).HasMaxLength(64);
        digest.HasIndex(d => d.SecretHash).IsUnique();
        digest.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
    }
}
