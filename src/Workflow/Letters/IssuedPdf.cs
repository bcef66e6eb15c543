using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Letters;

/// <summary>The bytes of an issued letter, kept for ever beside it.</summary>
public sealed class IssuedPdf
{
    private IssuedPdf()
    {
    }

    public Guid LetterId { get; private init; }

    public byte[] Content { get; private init; } = [];

    public static IssuedPdf Of(Guid letterId, byte[] content) => new() { LetterId = letterId, Content = content };
}

internal sealed class IssuedPdfConfiguration : IEntityTypeConfiguration<IssuedPdf>
{
    public void Configure(EntityTypeBuilder<IssuedPdf> pdf)
    {
        pdf.ToTable("IssuedPdf");
        pdf.HasKey(p => p.LetterId);
        pdf.Property(p => p.LetterId).ValueGeneratedNever();
        pdf.HasOne<ScrutinyLetter>().WithOne().HasForeignKey<IssuedPdf>(p => p.LetterId);
    }
}
