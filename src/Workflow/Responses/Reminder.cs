using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Workflow.Responses;

/// <summary>What became of a step of the reminder ladder.</summary>
public enum ReminderOutcome
{
    /// <summary>Its message is in the outbox, written in the same transaction.</summary>
    Sent,

    /// <summary>Too soon after another message.</summary>
    Skipped,

    /// <summary>Its time passed while the product was not running; a later one went instead.</summary>
    Missed,
}

/// <summary>One step of the ladder that has been dealt with. Its key is unique, so no step is ever dealt with twice.</summary>
public sealed class Reminder
{
    private Reminder()
    {
    }

    public Guid ResponseRequestId { get; private init; }

    /// <summary>Such as <c>due-soon-3</c> or <c>chase</c>.</summary>
    public string Rule { get; private init; } = "";

    /// <summary>1 for the first of its rule.</summary>
    public int Occurrence { get; private init; }

    /// <summary>The version of the deadline it belongs to; a new deadline starts the ladder anew.</summary>
    public int DeadlineVersion { get; private init; }

    public DateOnly PlannedOn { get; private init; }

    public ReminderOutcome Outcome { get; private init; }

    /// <summary>Why it was not sent.</summary>
    public string? Reason { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    internal static Reminder Of(ResponseRequest request, Calendar.ReminderStep step, ReminderOutcome outcome, string? reason, DateTimeOffset now) => new()
    {
        ResponseRequestId = request.Id,
        Rule = step.Rule,
        Occurrence = step.Occurrence,
        DeadlineVersion = step.DeadlineVersion,
        PlannedOn = step.On,
        Outcome = outcome,
        Reason = reason,
        RecordedAt = now,
    };
}

internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> reminder)
    {
        reminder.ToTable("Reminder");
        reminder.HasKey(r => new { r.ResponseRequestId, r.Rule, r.Occurrence, r.DeadlineVersion });
        reminder.Property(r => r.Rule).HasMaxLength(40);
        reminder.Property(r => r.Reason).HasMaxLength(300);
    }
}
