using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

internal sealed class ResponseRequestConfiguration : IEntityTypeConfiguration<ResponseRequest>
{
    public void Configure(EntityTypeBuilder<ResponseRequest> request)
    {
        request.ToTable("ResponseRequest");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Ledger).HasJson(CalendarJson.Options);
        request.Property(r => r.Struck).HasJson();
        request.Property(r => r.To).HasJson();
        request.Property(r => r.Questions).HasJson();
        request.Property(r => r.Promises).HasJson().HasDefaultValue(Array.Empty<ReplyPromise>()); // for rows from before there were promises
        request.Property(r => r.LinkHash).HasMaxLength(64);
        request.Property(r => r.FirstMessageId).HasMaxLength(200);
        request.Property(r => r.LastMessageId).HasMaxLength(200);
        request.Property(r => r.Version).IsConcurrencyToken();
        request.Ignore(r => r.IsOpen);
        request.Ignore(r => r.IsOfTheLetter);
        request.HasIndex(r => new { r.LetterId, r.OrganisationId, r.Round }).IsUnique();
        request.HasIndex(r => new { r.AwaitedOn, r.Id });
        request.HasIndex(r => new { r.CommissionId, r.AwaitedOn, r.Id });
        request.HasIndex(r => new { r.OrganisationId, r.AwaitedOn, r.Id });
        request.HasIndex(r => r.LinkHash).IsUnique();
        request.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        request.HasMany(r => r.Reminders).WithOne().HasForeignKey(r => r.ResponseRequestId);
        request.Navigation(r => r.Reminders).HasField("reminders");
    }
}
