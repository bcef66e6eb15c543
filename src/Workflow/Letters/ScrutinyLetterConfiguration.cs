using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

internal sealed class ScrutinyLetterConfiguration : IEntityTypeConfiguration<ScrutinyLetter>
{
    public void Configure(EntityTypeBuilder<ScrutinyLetter> letter)
    {
        letter.ToTable("ScrutinyLetter");
        letter.Property(l => l.Id).ValueGeneratedNever();
        letter.Property(l => l.Reference).HasMaxLength(80);
        letter.Property(l => l.Subject).HasMaxLength(300);
        letter.Property(l => l.Salutation).HasMaxLength(200);
        letter.Property(l => l.YourRef).HasMaxLength(100);
        letter.Property(l => l.ApprovedBy).HasMaxLength(254);
        letter.Property(l => l.PdfSha256).HasMaxLength(64);
        letter.Property(l => l.EndReason).HasMaxLength(500);
        letter.Property(l => l.PublicationStatement).HasMaxLength(500);
        letter.Property(l => l.InferredFrom).HasMaxLength(200);
        letter.Property(l => l.ResponseRule).HasJson(CalendarJson.Options);
        letter.Property(l => l.To).HasJson();
        letter.Property(l => l.Cc).HasJson();
        letter.Property(l => l.Signatories).HasJson();
        letter.Property(l => l.Sections).HasJson();
        letter.Property(l => l.Duties).HasJson();
        letter.Property(l => l.Struck).HasJson();
        letter.Property(l => l.Version).IsConcurrencyToken();
        letter.Ignore(l => l.RespondentIds);
        letter.Ignore(l => l.IsAnswered);
        letter.HasIndex(l => l.MeetingId);
        letter.HasIndex(l => l.Reference).IsUnique();
        letter.HasIndex(l => l.CommissionId);
        letter.HasOne<Case>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
        letter.HasMany(l => l.Recommendations).WithOne().HasForeignKey(r => r.LetterId);
        letter.HasMany(l => l.ResponseRequests).WithOne().HasForeignKey(r => r.LetterId);
        letter.Navigation(l => l.Recommendations).HasField("recommendations");
        letter.Navigation(l => l.ResponseRequests).HasField("responseRequests");
    }
}
