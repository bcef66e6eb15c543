using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tracker.Engine;

/// <summary>The engine's tables in the host's model.</summary>
public static class EngineModel
{
    /// <summary>Maps every table of the engine; call it from <c>OnModelCreating</c>.</summary>
    public static ModelBuilder MapEngine(this ModelBuilder model) => model
        .Entity<WorkflowDefinitionVersion>(DefinitionVersions)
        .Entity<WorkflowInstance>(Instances)
        .Entity<JournalEntry>(JournalEntries)
        .Entity<Bookmark>(Bookmarks)
        .Entity<Stimulus>(Stimuli)
        .Entity<Timer>(Timers)
        .Entity<WorkflowTask>(Tasks)
        .Entity<OutboxMessage>(OutboxMessages)
        .Entity<Incident>(Incidents)
        .Entity<ArchivedInstance>(ArchivedInstances)
        .Entity<IdempotencyKey>(IdempotencyKeys);

    private static void DefinitionVersions(EntityTypeBuilder<WorkflowDefinitionVersion> version)
    {
        version.ToTable("WorkflowDefinitionVersion");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.DefinitionId).HasMaxLength(Lengths.Name);
        version.Property(v => v.Name).HasMaxLength(Lengths.Line);
        version.Property(v => v.ContentHash).HasMaxLength(Lengths.Hash).IsConcurrencyToken(); // a draft that was replaced meanwhile is not published
        version.Property(v => v.State).HasConversion<string>().HasMaxLength(Lengths.Kind);
        version.HasIndex(v => new { v.DefinitionId, v.Version }).IsUnique();
    }

    private static void Instances(EntityTypeBuilder<WorkflowInstance> instance)
    {
        instance.ToTable("WorkflowInstance");
        instance.Property(i => i.Id).ValueGeneratedNever();
        instance.Property(i => i.DefinitionId).HasMaxLength(Lengths.Name);
        instance.Property(i => i.CorrelationId).HasMaxLength(Lengths.Name);
        instance.Property(i => i.Status).HasConversion<string>().HasMaxLength(Lengths.Kind);
        instance.Property(i => i.Version).IsConcurrencyToken();
        instance.Property(i => i.State);
        instance.HasIndex(i => i.CorrelationId);
        instance.HasIndex(i => new { i.Status, i.StartedAt, i.Id }); // lists, and the search for orphans
        instance.HasIndex(i => new { i.DefinitionId, i.Status, i.StartedAt, i.Id });
        instance.HasIndex(i => new { i.FinishedAt, i.Id }).HasFilter("\"FinishedAt\" IS NOT NULL"); // what the archive takes
        instance.HasOne<WorkflowDefinitionVersion>().WithMany().HasForeignKey(i => i.DefinitionVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void JournalEntries(EntityTypeBuilder<JournalEntry> entry)
    {
        entry.ToTable("JournalEntry");
        entry.HasKey(e => new { e.InstanceId, e.Sequence });
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(Lengths.Kind);
        entry.Property(e => e.NodeId).HasMaxLength(Lengths.Node);
        entry.Property(e => e.ActivityType).HasMaxLength(Lengths.Name);
        entry.Property(e => e.Outcome).HasMaxLength(Lengths.Line);
        entry.HasOne<WorkflowInstance>().WithMany().HasForeignKey(e => e.InstanceId);
    }

    private static void Bookmarks(EntityTypeBuilder<Bookmark> bookmark)
    {
        bookmark.ToTable("Bookmark");
        bookmark.Property(b => b.Id).ValueGeneratedNever();
        bookmark.Property(b => b.Name).HasMaxLength(Lengths.Name);
        bookmark.Property(b => b.Hash).HasMaxLength(Lengths.Hash);
        bookmark.HasIndex(b => b.Hash);
        bookmark.HasOne<WorkflowInstance>().WithMany().HasForeignKey(b => b.InstanceId);
    }

    private static void Stimuli(EntityTypeBuilder<Stimulus> stimulus)
    {
        stimulus.ToTable("Stimulus");
        stimulus.Property(s => s.Id).ValueGeneratedNever();
        stimulus.Property(s => s.Name).HasMaxLength(Lengths.Name);
        stimulus.Property(s => s.Hash).HasMaxLength(Lengths.Hash);
        stimulus.Property(s => s.Source).HasMaxLength(Lengths.Name);
        stimulus.Property(s => s.MessageId).HasMaxLength(Lengths.Name);
        stimulus.Property(s => s.MatchedAt).IsConcurrencyToken(); // it wakes one burst, once
        stimulus.HasIndex(s => new { s.Source, s.MessageId }).IsUnique();
        stimulus.HasIndex(s => s.Hash);
        stimulus.HasIndex(s => s.ExpiresAt);
    }

    private static void Timers(EntityTypeBuilder<Timer> timer)
    {
        timer.ToTable("Timer");
        timer.Property(t => t.Rule).HasMaxLength(Lengths.Name);
        timer.Property(t => t.Lane).HasMaxLength(Lengths.Lane);
        timer.HasIndex(t => t.OutboxMessageId).HasFilter("\"OutboxMessageId\" IS NOT NULL"); // what is held is decided one by one
        timer.HasIndex(t => new { t.AvailableAt, t.Id }).HasFilter("\"AvailableAt\" IS NOT NULL");
        timer.HasOne<WorkflowInstance>().WithMany().HasForeignKey(t => t.InstanceId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Tasks(EntityTypeBuilder<WorkflowTask> task)
    {
        task.ToTable("WorkflowTask");
        task.Property(t => t.Id).ValueGeneratedNever();
        task.Property(t => t.Name).HasMaxLength(Lengths.Name);
        task.Property(t => t.Role).HasMaxLength(Lengths.Name);
        task.Property(t => t.Status).HasConversion<string>().HasMaxLength(Lengths.Kind).IsConcurrencyToken(); // done once
        task.Property(t => t.CompletedBy).HasMaxLength(Lengths.Name);
        task.HasIndex(t => new { t.Status, t.CreatedAt, t.Id });
        task.HasOne<WorkflowInstance>().WithMany().HasForeignKey(t => t.InstanceId);
    }

    private static void OutboxMessages(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("OutboxMessage");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Kind).HasMaxLength(Lengths.Kind);
        message.Property(m => m.MessageId).HasMaxLength(Lengths.Name);
        message.Property(m => m.CorrelationId).HasMaxLength(Lengths.Name);
        message.Property(m => m.Lane).HasMaxLength(Lengths.Lane);
        message.HasIndex(m => m.MessageId).IsUnique();
    }

    private static void Incidents(EntityTypeBuilder<Incident> incident)
    {
        incident.ToTable("Incident");
        incident.Property(i => i.Id).ValueGeneratedNever();
        incident.Property(i => i.Reason).HasMaxLength(Lengths.Line);
        incident.Property(i => i.NodeId).HasMaxLength(Lengths.Node);
        incident.Property(i => i.Resolution).HasConversion<string>().HasMaxLength(Lengths.Kind);
        incident.Property(i => i.ResolvedAt).IsConcurrencyToken(); // resolved once
        incident.Property(i => i.ResolvedBy).HasMaxLength(Lengths.Name);
        incident.Property(i => i.ResolutionReason).HasMaxLength(Lengths.Line);
        incident.HasIndex(i => i.InstanceId);
        incident.HasIndex(i => i.TimerId).IsUnique().HasFilter("\"ResolvedAt\" IS NULL"); // parked once
        incident.HasIndex(i => new { i.ResolvedAt, i.OccurredAt, i.Id });
    }

    private static void ArchivedInstances(EntityTypeBuilder<ArchivedInstance> instance)
    {
        instance.ToTable("ArchivedInstance");
        instance.Property(i => i.Id).ValueGeneratedNever();
        instance.Property(i => i.DefinitionId).HasMaxLength(Lengths.Name);
        instance.Property(i => i.CorrelationId).HasMaxLength(Lengths.Name);
        instance.Property(i => i.Status).HasConversion<string>().HasMaxLength(Lengths.Kind);
        instance.HasIndex(i => i.CorrelationId);
    }

    private static void IdempotencyKeys(EntityTypeBuilder<IdempotencyKey> key)
    {
        key.ToTable("IdempotencyKey");
        key.HasKey(k => new { k.Scope, k.Key });
        key.Property(k => k.Scope).HasMaxLength(Lengths.Name);
        key.Property(k => k.Key).HasMaxLength(Lengths.Name);
        key.Property(k => k.Fingerprint).HasMaxLength(Lengths.Hash);
        key.HasIndex(k => k.CreatedAt);
    }
}
