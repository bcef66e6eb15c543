using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Responses;

/// <summary>The summary of responses as it was made for the commission at one moment; kept for ever.</summary>
public sealed class KeptSummary
{
    private KeptSummary()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    public DateTimeOffset MadeAt { get; private init; }

    public string Sha256 { get; private init; } = "";

    public byte[] Content { get; private init; } = [];

    internal static KeptSummary Of(Guid letterId, byte[] content, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), LetterId = letterId, MadeAt = now, Sha256 = LetterDocuments.Sha256(content), Content = content };
}

internal sealed class KeptSummaryConfiguration : IEntityTypeConfiguration<KeptSummary>
{
    public void Configure(EntityTypeBuilder<KeptSummary> summary)
    {
        summary.ToTable("ResponseSummary");
        summary.Property(s => s.Id).ValueGeneratedNever();
        summary.Property(s => s.Sha256).HasMaxLength(64);
        summary.HasIndex(s => new { s.LetterId, s.MadeAt });
        summary.HasOne<ScrutinyLetter>().WithMany().HasForeignKey(s => s.LetterId);
    }
}
