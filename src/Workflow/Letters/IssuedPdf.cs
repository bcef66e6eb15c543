using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Letters;

/// <summary>The bytes of one edition of a letter, kept for ever beside it.</summary>
public sealed class IssuedPdf
{
    private IssuedPdf()
    {
    }

    public Guid LetterId { get; private init; }

    /// <summary>1 for the letter as issued.</summary>
    public int Edition { get; private init; }

    public DateTimeOffset FixedAt { get; private init; }

    /// <summary>Why it was corrected; none for the first.</summary>
    public string? Reason { get; private init; }

    public byte[] Content { get; private init; } = [];

    /// <summary>The present edition of a letter.</summary>
    internal static IssuedPdf Of(ScrutinyLetter letter, byte[] content, DateTimeOffset now, string? reason = null) =>
        new() { LetterId = letter.Id, Edition = letter.Edition, FixedAt = now, Reason = reason, Content = content };
}

internal sealed class IssuedPdfConfiguration : IEntityTypeConfiguration<IssuedPdf>
{
    public void Configure(EntityTypeBuilder<IssuedPdf> pdf)
    {
        pdf.ToTable("IssuedPdf");
        pdf.HasKey(p => new { p.LetterId, p.Edition });
        pdf.Property(p => p.Reason).HasMaxLength(500);
        pdf.HasOne<ScrutinyLetter>().WithMany().HasForeignKey(p => p.LetterId);
    }
}
