using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Commitments;

internal sealed class CommitmentConfiguration : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.ToTable("Commitment");
        commitment.Property(c => c.Id).ValueGeneratedNever();
        commitment.Property(c => c.Theme).HasMaxLength(300);
        commitment.Property(c => c.Source).HasMaxLength(300);
        commitment.Property(c => c.Owner).HasMaxLength(200);
        commitment.Property(c => c.RecordedBy).HasMaxLength(254);
        commitment.Property(c => c.Promised).HasJson();
        commitment.Property(c => c.Revisions).HasJson();
        commitment.Property(c => c.ColourOverrides).HasJson();
        commitment.Property(c => c.ClosedBy).HasMaxLength(254);
        commitment.Property(c => c.LastMessageId).HasMaxLength(200);
        commitment.Property(c => c.EndReason).HasMaxLength(500);
        commitment.Property(c => c.Version).IsConcurrencyToken();
        commitment.Ignore(c => c.Due);
        commitment.Ignore(c => c.Slipped);
        commitment.Ignore(c => c.IsClaimedCompleted);
        commitment.HasMany(c => c.Reports).WithOne().HasForeignKey(r => r.CommitmentId);
        commitment.HasMany(c => c.Requests).WithOne().HasForeignKey(r => r.CommitmentId);
        commitment.Navigation(c => c.Reports).HasField("reports");
        commitment.Navigation(c => c.Requests).HasField("requests");
        Relate(commitment);
        Index(commitment);
    }

    private static void Relate(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.HasOne<Commission>().WithMany().HasForeignKey(c => c.CommissionId).OnDelete(DeleteBehavior.Restrict);
        commitment.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Restrict);
        commitment.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        commitment.HasOne<ScrutinyLetter>().WithMany().HasForeignKey(c => c.LetterId).OnDelete(DeleteBehavior.Restrict);
        commitment.HasOne<Recommendation>().WithMany().HasForeignKey(c => c.RecommendationId).OnDelete(DeleteBehavior.Restrict);
        commitment.HasOne<Response>().WithMany().HasForeignKey(c => c.ResponseId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>One for each way that <see cref="ListCommitments"/> filters and sorts.</summary>
    private static void Index(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.HasIndex(c => new { c.IsOpen, c.DueOn, c.Id });
        commitment.HasIndex(c => new { c.CommissionId, c.IsOpen, c.DueOn, c.Id });
        commitment.HasIndex(c => new { c.OrganisationId, c.IsOpen, c.DueOn, c.Id });
        commitment.HasIndex(c => new { c.Theme, c.IsOpen, c.DueOn, c.Id });
        commitment.HasIndex(c => new { c.LetterId, c.IsOpen, c.DueOn, c.Id });
        commitment.HasIndex(c => new { c.MadeOn, c.Id });
        commitment.HasIndex(c => new { c.CommissionId, c.MadeOn, c.Id });
        commitment.HasIndex(c => new { c.OrganisationId, c.MadeOn, c.Id });
        commitment.HasIndex(c => new { c.Theme, c.MadeOn, c.Id });
    }
}
