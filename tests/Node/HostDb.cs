using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine.Nodes;

/// <summary>What a host of the engine has of its own: a thing that workflows are about.</summary>
public sealed class Ticket
{
    public Guid Id { get; init; }

    public int Count { get; set; }

    public DateTimeOffset? LastCountedAt { get; set; }

    public DateTimeOffset? DueAt { get; set; }
}

/// <summary>Something that an activity did; nothing but the engine stands against doing it twice.</summary>
public sealed class Deed
{
    public long Id { get; private init; }

    public required Guid TicketId { get; init; }

    /// <summary>The node that did it and, where it may come again, the how-many-th time.</summary>
    public required string Name { get; init; }
}

public sealed class HostDb(DbContextOptions<HostDb> options) : DbContext(options)
{
    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<Deed> Deeds => Set<Deed>();

    public DbSet<WorkflowInstance> Instances => Set<WorkflowInstance>();

    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    public DbSet<Timer> Timers => Set<Timer>();

    public DbSet<Bookmark> Bookmarks => Set<Bookmark>();

    public DbSet<Stimulus> Stimuli => Set<Stimulus>();

    public DbSet<WorkflowTask> Tasks => Set<WorkflowTask>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<ArchivedInstance> Archived => Set<ArchivedInstance>();

    public DbSet<WorkflowDefinitionVersion> Definitions => Set<WorkflowDefinitionVersion>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Ticket>().ToTable("Ticket").Property(t => t.Id).ValueGeneratedNever();
        modelBuilder.Entity<Deed>().ToTable("Deed").HasIndex(d => d.TicketId);
        modelBuilder.MapEngine();
        if (Database.IsSqlite())
        {
            modelBuilder.StoreInstantsAsIntegers();
        }
    }
}
