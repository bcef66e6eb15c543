using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Letters;

/// <summary>One inquiry of a commission: its subject, and all its letters and meetings.</summary>
public sealed class Case
{
    private Case()
    {
    }

    public Guid Id { get; private init; }

    public Guid CommissionId { get; private init; }

    public string Subject { get; private init; } = "";

    /// <summary>Such as <c>LIH/2023-24/07</c>: the commission, the municipal year, the number within it.</summary>
    public string Reference { get; private init; } = "";

    public static Case Open(Commission commission, string subject, string reference, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CommissionId = commission.Id,
        Subject = subject,
        Reference = reference,
    };

    /// <summary>What references of that commission and day begin with. The municipal year starts in May.</summary>
    public static string ReferencePrefix(Commission commission, DateOnly day)
    {
        var first = day.Month >= 5 ? day.Year : day.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{commission.Initials}/{first}-{(first + 1) % 100:00}/");
    }
}

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> @case)
    {
        @case.ToTable("Case");
        @case.Property(c => c.Id).ValueGeneratedNever();
        @case.Property(c => c.Subject).HasMaxLength(300);
        @case.Property(c => c.Reference).HasMaxLength(60);
        @case.HasIndex(c => c.Reference).IsUnique();
        @case.HasOne<Commission>().WithMany().HasForeignKey(c => c.CommissionId).OnDelete(DeleteBehavior.Restrict);
    }
}
