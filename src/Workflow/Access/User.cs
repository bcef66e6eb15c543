using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Access;

/// <summary>A person who signs in.</summary>
public sealed class User
{
    private User()
    {
    }

    public Guid Id { get; private init; }

    public string Email { get; private init; } = "";

    public Role Role { get; private init; }

    /// <summary>The only commission this user works for; <see langword="null"/> for all.</summary>
    public Guid? CommissionId { get; private init; }

    /// <summary>Whether the daily message goes to this user; officers and chairs get it unless they turn it off.</summary>
    public bool TakesDigest { get; private set; } = true;

    public void TakeDigest(bool on) => TakesDigest = on;

    public static User Add(EmailAddress email, Role role, Guid? commissionId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Email = email.ToString().ToLowerInvariant(),
        Role = role,
        CommissionId = commissionId,
    };

    public Actor ToActor() => new(Id, Email, Role, CommissionId);
}

/// <summary>A bearer token for the API. Only its SHA-256 is kept.</summary>
public sealed class AccessToken
{
    private AccessToken()
    {
    }

    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    public string Hash { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>A new token and the secret to hand over once.</summary>
    public static (AccessToken Token, string Secret) For(User user, DateTimeOffset now)
    {
        var secret = "trk_" + Secrets.New();
        return (new() { Id = Guid.CreateVersion7(now), UserId = user.Id, Hash = Secrets.Hash(secret), CreatedAt = now }, secret);
    }
}

/// <summary>Secrets of 256 random bits, of which only the SHA-256 is stored.</summary>
public static class Secrets
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("User");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.Email).HasMaxLength(254);
        user.Property(u => u.TakesDigest).HasDefaultValue(true).HasSentinel(true); // for users that were there before it
        user.HasIndex(u => u.Email).IsUnique();
    }
}

internal sealed class AccessTokenConfiguration : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> token)
    {
        token.ToTable("AccessToken");
        token.Property(t => t.Id).ValueGeneratedNever();
        token.Property(t => t.Hash).HasMaxLength(64);
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
    }
}
