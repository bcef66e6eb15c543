using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Publishes definitions. Scoped; uses the host's context.</summary>
public sealed class Definitions
{
    private readonly DbContext db;
    private readonly ActivityRegistry registry;
    private readonly TimeProvider clock;

    internal Definitions(BurstHost host, TimeProvider clock)
    {
        db = host.Db;
        registry = host.Registry;
        this.clock = clock;
    }

    /// <summary>Makes the text the newest version of its definition, unless it already is. Running instances stay on theirs.</summary>
    /// <remarks>Joins an open transaction, or else runs one of its own.</remarks>
    /// <param name="json">The definition in Elsa 3's format, kept byte for byte.</param>
    /// <param name="cancellationToken">Cancels the wait for the database.</param>
    /// <returns>What was found; a definition with errors is refused and changes nothing.</returns>
    public async Task<PublishResult> PublishAsync(string json, CancellationToken cancellationToken)
    {
        var (definition, findings) = DefinitionValidator.Check(json, registry);
        if (definition is null || findings.Any(finding => finding.Severity == FindingSeverity.Error))
        {
            return new(definition?.DefinitionId ?? "", Version: 0, IsNew: false, findings);
        }

        var (version, isNew) = db.Database.CurrentTransaction is null
            ? await db.InTransactionAsync(ct => AddAsync(definition, ct), ct => IsNewestAsync(definition, ct), cancellationToken)
            : await AddAsync(definition, cancellationToken);
        return new(definition.DefinitionId, version, isNew, findings);
    }

    private async Task<bool> IsNewestAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        (await NewestAsync(definition.DefinitionId, cancellationToken))?.ContentHash == Hashes.Of(definition.Text);

    private async Task<(int Version, bool IsNew)> AddAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(definition.DefinitionId, cancellationToken);
        if (newest?.ContentHash == Hashes.Of(definition.Text))
        {
            return (newest.Version, false);
        }

        var added = WorkflowDefinitionVersion.After(newest, definition, clock.Instant());
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return (added.Version, true);
    }

    private Task<WorkflowDefinitionVersion?> NewestAsync(string definitionId, CancellationToken cancellationToken) =>
        db.Set<WorkflowDefinitionVersion>().Published(definitionId).FirstOrDefaultAsync(cancellationToken);
}
