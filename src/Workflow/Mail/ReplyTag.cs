using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Mail;

/// <summary>What the reply address of one letter and one organisation carries after the plus sign, so that a reply says what it belongs to.</summary>
public sealed class ReplyTag
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567"; // base32 of RFC 4648, in lower case

    private ReplyTag()
    {
    }

    /// <summary>80 random bits in 16 characters.</summary>
    public string Tag { get; private init; } = "";

    public Guid LetterId { get; private init; }

    public Guid OrganisationId { get; private init; }

    /// <summary>1 for the first of a letter and organisation; unique, so that two are never made at the same moment.</summary>
    public int Number { get; private init; }

    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>When another one took its place; the present one has none.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public static ReplyTag First(Guid letterId, Guid organisationId, DateTimeOffset now) => Make(letterId, organisationId, 1, now);

    /// <summary>Retires this tag.</summary>
    /// <returns>The one in its place.</returns>
    public ReplyTag Rotate(DateTimeOffset now)
    {
        RetiredAt = now;
        return Make(LetterId, OrganisationId, Number + 1, now);
    }

    private static ReplyTag Make(Guid letterId, Guid organisationId, int number, DateTimeOffset now) => new()
    {
        Tag = RandomNumberGenerator.GetString(Alphabet, 16),
        LetterId = letterId,
        OrganisationId = organisationId,
        Number = number,
        MadeAt = now,
    };
}

internal sealed class ReplyTagConfiguration : IEntityTypeConfiguration<ReplyTag>
{
    public void Configure(EntityTypeBuilder<ReplyTag> tag)
    {
        tag.ToTable("ReplyTag");
        tag.HasKey(t => t.Tag);
        tag.Property(t => t.Tag).HasMaxLength(16);
        tag.HasIndex(t => new { t.LetterId, t.OrganisationId, t.Number }).IsUnique();
        tag.HasOne<ScrutinyLetter>().WithMany().HasForeignKey(t => t.LetterId);
        tag.HasOne<Organisation>().WithMany().HasForeignKey(t => t.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class ReplyTagQueries
{
    /// <summary>The present tags of a letter by organisation, with those that this transaction has just made.</summary>
    public static async Task<Dictionary<Guid, ReplyTag>> CurrentTagsAsync(this DbContext db, Guid letterId, CancellationToken cancellationToken)
    {
        await db.Set<ReplyTag>().Where(t => t.LetterId == letterId && t.RetiredAt == null).LoadAsync(cancellationToken);
        return db.Set<ReplyTag>().Local.Where(t => t.LetterId == letterId && t.RetiredAt == null).ToDictionary(t => t.OrganisationId);
    }
}
