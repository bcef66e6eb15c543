using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Commitments;

/// <summary>How far the respondent claims to be. It is never the commission's view, and not the position of an answer.</summary>
public enum Implementation
{
    NotStarted,
    OnTrack,
    AtRisk,
    OffTrack,
    Paused,
    Completed,
    Superseded,
    Withdrawn,
}

/// <summary>What was said about a commitment on one day. Rows are only ever added.</summary>
public sealed class ProgressReport
{
    private ProgressReport()
    {
    }

    public Guid Id { get; private init; }

    public Guid CommitmentId { get; private init; }

    /// <summary>Its place among the commitment's reports in the order of recording, from 1.</summary>
    public int Order { get; private init; }

    /// <summary>The day it was made, in London.</summary>
    public DateOnly ReportedOn { get; private init; }

    /// <summary>Who reports, as a rule the organisation.</summary>
    public string ReportedBy { get; private init; } = "";

    public DateTimeOffset RecordedAt { get; private init; }

    public string RecordedBy { get; private init; } = "";

    public Implementation Implementation { get; private init; }

    /// <summary>How the respondent put that, such as "largely delivered".</summary>
    public string? OwnWords { get; private init; }

    public string? Text { get; private init; }

    /// <summary>A note of the evidence or a link to it.</summary>
    public string? Evidence { get; private init; }

    internal static ProgressReport Of(Guid commitmentId, int order, ProgressDraft draft, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CommitmentId = commitmentId,
        Order = order,
        ReportedOn = draft.ReportedOn,
        ReportedBy = draft.ReportedBy,
        RecordedAt = now,
        RecordedBy = draft.RecordedBy,
        Implementation = draft.Implementation,
        OwnWords = draft.OwnWords,
        Text = draft.Text,
        Evidence = draft.Evidence,
    };
}

/// <summary>A progress report as it is about to be recorded.</summary>
public sealed record ProgressDraft(Implementation Implementation, DateOnly ReportedOn, string ReportedBy, string RecordedBy)
{
    public string? OwnWords { get; init; }

    public string? Text { get; init; }

    public string? Evidence { get; init; }

    /// <summary>A new date that is expected, which is a revision.</summary>
    public PromisedOn? NewDate { get; init; }

    /// <summary>Why the date moves.</summary>
    public string? DateReason { get; init; }
}

internal sealed class ProgressReportConfiguration : IEntityTypeConfiguration<ProgressReport>
{
    public void Configure(EntityTypeBuilder<ProgressReport> report)
    {
        report.ToTable("ProgressReport");
        report.Property(r => r.Id).ValueGeneratedNever();
        report.Property(r => r.ReportedBy).HasMaxLength(200);
        report.Property(r => r.RecordedBy).HasMaxLength(254);
        report.Property(r => r.OwnWords).HasMaxLength(300);
        report.Property(r => r.Evidence).HasMaxLength(2000);
        report.HasIndex(r => new { r.CommitmentId, r.Order }).IsUnique();
    }
}
