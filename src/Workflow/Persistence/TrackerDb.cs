using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Persistence;

/// <summary>An entity whose version counts its changes; it is the <c>ETag</c> that callers see.</summary>
internal interface IVersioned
{
    int Version { get; }
}

/// <summary>The one model of all databases. Each provider has a derived context and a folder of migrations.</summary>
public abstract class TrackerDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Commission> Commissions => Set<Commission>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<ScrutinyLetter> Letters => Set<ScrutinyLetter>();

    public DbSet<Recommendation> Recommendations => Set<Recommendation>();

    public DbSet<ResponseRequest> ResponseRequests => Set<ResponseRequest>();

    public DbSet<Response> Responses => Set<Response>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<Assessment> Assessments => Set<Assessment>();

    public DbSet<Meeting> Meetings => Set<Meeting>();

    public DbSet<Dispatch> Dispatches => Set<Dispatch>();

    public DbSet<IncomingMessage> IncomingMessages => Set<IncomingMessage>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<User> Users => Set<User>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    /// <summary>What the running command changed so far, for its event.</summary>
    internal List<EntityChange> Changes { get; } = [];

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        Changes.AddRange(EntityChange.In(ChangeTracker));
        foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(e => e.State == EntityState.Modified))
        {
            entry.Property(nameof(IVersioned.Version)).CurrentValue = entry.Entity.Version + 1;
        }

        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapEngine();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TrackerDb).Assembly);
    }
}

/// <summary>The embedded default.</summary>
public sealed class SqliteTrackerDb(DbContextOptions<SqliteTrackerDb> options) : TrackerDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.StoreInstantsAsIntegers();
    }
}

public sealed class PostgreSqlTrackerDb(DbContextOptions<PostgreSqlTrackerDb> options) : TrackerDb(options);

public sealed class SqlServerTrackerDb(DbContextOptions<SqlServerTrackerDb> options) : TrackerDb(options);
