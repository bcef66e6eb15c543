using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Tracker.Workflow.Persistence;

/// <summary>One changed entity of the case, for the event that reports it.</summary>
/// <param name="Entity">Its type.</param>
/// <param name="Id">Its key.</param>
/// <param name="Kind">added, modified or deleted.</param>
/// <param name="Values">For a modified entity, each changed property with its value before and after.</param>
internal sealed record EntityChange(string Entity, string Id, string Kind, IReadOnlyDictionary<string, BeforeAfter> Values)
{
    /// <summary>Changes of the case's own entities; the engine has its journal, and an event does not report itself.</summary>
    public static IEnumerable<EntityChange> In(ChangeTracker tracker) => tracker.Entries()
        .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
        .Where(e => e.Metadata.ClrType.Assembly == typeof(EntityChange).Assembly && e.Entity is not Audit.Event)
        .Select(Of);

    private static EntityChange Of(EntityEntry entry) => new(
        entry.Metadata.ClrType.Name,
        string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue)),
        entry.State.ToString().ToLowerInvariant(),
        entry.State == EntityState.Modified ? ModifiedValues(entry) : new Dictionary<string, BeforeAfter>(StringComparer.Ordinal));

    private static Dictionary<string, BeforeAfter> ModifiedValues(EntityEntry entry) => entry.Properties
        .Where(p => p.IsModified && p.Metadata.Name != nameof(IVersioned.Version) && p.Metadata.Name != "LinkHash")
        .ToDictionary(p => p.Metadata.Name, p => new BeforeAfter(p.OriginalValue, p.CurrentValue), StringComparer.Ordinal);
}

/// <summary>A value before and after.</summary>
internal sealed record BeforeAfter(object? Before, object? After);
