using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Commitments;

/// <summary>What became of a question about progress.</summary>
public enum ProgressRequestOutcome
{
    /// <summary>Its message is in the outbox, written in the same transaction.</summary>
    Sent,

    /// <summary>Too soon after another message, or moved past its time by a quiet period.</summary>
    Skipped,

    /// <summary>Its time passed while the product was not running; a later one went instead.</summary>
    Missed,

    /// <summary>There was nobody to send it to.</summary>
    NotSent,
}

/// <summary>One question about progress that has been dealt with. Its key is unique, so none is ever asked twice.</summary>
public sealed class ProgressRequest
{
    private ProgressRequest()
    {
    }

    public Guid CommitmentId { get; private init; }

    /// <summary>Such as <c>before-date</c> or <c>review-6</c>.</summary>
    public string Rule { get; private init; } = "";

    /// <summary>1 for the first of its rule.</summary>
    public int Occurrence { get; private init; }

    /// <summary>The version of the date it belongs to; 0 for a review, which hangs on the promise alone.</summary>
    public int DateVersion { get; private init; }

    public DateOnly PlannedOn { get; private init; }

    public ProgressRequestOutcome Outcome { get; private init; }

    /// <summary>Why it was not sent.</summary>
    public string? Reason { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    internal static ProgressRequest Of(Guid commitmentId, ReminderStep step, (ProgressRequestOutcome Outcome, string? Reason) became, DateTimeOffset now) => new()
    {
        CommitmentId = commitmentId,
        Rule = step.Rule,
        Occurrence = step.Occurrence,
        DateVersion = step.DeadlineVersion,
        PlannedOn = step.On,
        Outcome = became.Outcome,
        Reason = became.Reason,
        RecordedAt = now,
    };

    internal bool IsOf(ReminderStep step) => (Rule, Occurrence, DateVersion) == (step.Rule, step.Occurrence, step.DeadlineVersion);
}

internal sealed class ProgressRequestConfiguration : IEntityTypeConfiguration<ProgressRequest>
{
    public void Configure(EntityTypeBuilder<ProgressRequest> request)
    {
        request.ToTable("ProgressRequest");
        request.HasKey(r => new { r.CommitmentId, r.Rule, r.Occurrence, r.DateVersion });
        request.Property(r => r.Rule).HasMaxLength(40);
        request.Property(r => r.Reason).HasMaxLength(300);
    }
}
