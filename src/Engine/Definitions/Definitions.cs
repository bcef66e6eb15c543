using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Publishes definitions. Scoped; uses the host's context.</summary>
public sealed class Definitions
{
    private readonly DbContext db;
    private readonly ActivityRegistry registry;
    private readonly TimeProvider clock;

    internal Definitions(DbContext db, ActivityRegistry registry, TimeProvider clock)
    {
        this.db = db;
        this.registry = registry;
        this.clock = clock;
    }

    /// <summary>Makes the text the newest version of its definition, unless it already is. Running instances stay on theirs.</summary>
    /// <remarks>Joins an open transaction, or else runs one of its own.</remarks>
    /// <param name="json">The definition in Elsa 3's format, kept byte for byte.</param>
    /// <param name="cancellationToken">Cancels the wait for the database.</param>
    /// <returns>What was found; a definition with errors is refused and changes nothing.</returns>
    public async Task<PublishResult> PublishAsync(string json, CancellationToken cancellationToken)
    {
        var findings = DefinitionValidator.Validate(json, registry);
        if (findings.Any(finding => finding.Severity == FindingSeverity.Error))
        {
            return new("", Version: 0, IsNew: false, findings);
        }

        var definition = WorkflowDefinition.Parse(json);
        var (version, isNew) = db.Database.CurrentTransaction is null
            ? await db.InTransactionAsync(ct => AddAsync(definition, json, ct), async ct => await NewestAsync(definition.DefinitionId, ct) is { } newest && newest.ContentHash == Hashes.Of(json), cancellationToken)
            : await AddAsync(definition, json, cancellationToken);
        return new(definition.DefinitionId, version, isNew, findings);
    }

    private async Task<(int Version, bool IsNew)> AddAsync(WorkflowDefinition definition, string json, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(definition.DefinitionId, cancellationToken);
        if (newest?.ContentHash == Hashes.Of(json))
        {
            return (newest.Version, false);
        }

        var added = WorkflowDefinitionVersion.After(newest, definition, json, clock.Instant());
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return (added.Version, true);
    }

    private Task<WorkflowDefinitionVersion?> NewestAsync(string definitionId, CancellationToken cancellationToken) =>
        db.Set<WorkflowDefinitionVersion>().Newest(definitionId, cancellationToken);
}
