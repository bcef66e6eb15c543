using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Publishes definitions and keeps drafts of them. Scoped; uses the host's context.</summary>
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

    /// <summary>As <see cref="PublishAsync"/>, unless one of the definition's versions has that very text: a file that comes with the product must not come back
    /// over what was published here since, nor an older node over a newer one.</summary>
    public async Task<PublishResult> PublishOnceAsync(string json, CancellationToken cancellationToken)
    {
        var hash = Hashes.Of(json);
        var known = await db.Set<WorkflowDefinitionVersion>().Where(v => v.ContentHash == hash && v.State == DefinitionState.Published)
            .Select(v => new { v.DefinitionId, v.Version }).FirstOrDefaultAsync(cancellationToken);
        return known is null ? await PublishAsync(json, cancellationToken) : new(known.DefinitionId, known.Version, IsNew: false, []);
    }

    /// <summary>Keeps the text as the draft of its definition, in place of an earlier draft, even when it could not be published. Part of the
    /// open transaction.</summary>
    /// <param name="json">JSON with a <c>definitionId</c> of 1 to 200 characters, kept byte for byte.</param>
    /// <param name="cancellationToken">Cancels the wait for the database.</param>
    /// <returns>The draft, and everything that publishing it would find.</returns>
    /// <exception cref="FormatException">It is not JSON, or has no usable <c>definitionId</c>.</exception>
    public async Task<(WorkflowDefinitionVersion Draft, IReadOnlyList<Finding> Findings)> ImportAsync(string json, CancellationToken cancellationToken)
    {
        var (definitionId, name) = DefinitionHead.Read(json);
        var draft = await DraftAsync(definitionId, cancellationToken) ?? db.Add(WorkflowDefinitionVersion.DraftOf(definitionId, clock.Instant())).Entity;
        draft.Redraft(json, name, clock.Instant());
        await db.SaveChangesAsync(cancellationToken);
        return (draft, DefinitionValidator.Validate(json, registry));
    }

    /// <summary>Makes the draft the newest version, unless its text already is; the draft is gone then. Without a draft the newest version is the answer, so that
    /// asking twice does no harm. Part of the open transaction.</summary>
    /// <returns>What was found, or <see langword="null"/> when there is no such definition; a draft with errors stays as it is.</returns>
    public async Task<PublishResult?> PublishDraftAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (await DraftAsync(definitionId, cancellationToken) is not { } draft)
        {
            var newest = await NewestAsync(definitionId, cancellationToken);
            return newest is null ? null : new(definitionId, newest.Version, IsNew: false, []);
        }

        var result = await PublishAsync(draft.Content, cancellationToken);
        if (!result.IsRefused)
        {
            db.Remove(draft);
            await db.SaveChangesAsync(cancellationToken);
        }

        return result;
    }

    /// <summary>What publishing the text would find; changes nothing.</summary>
    public IReadOnlyList<Finding> Validate(string json) => DefinitionValidator.Validate(json, registry);

    private Task<WorkflowDefinitionVersion?> DraftAsync(string definitionId, CancellationToken cancellationToken) =>
        db.Set<WorkflowDefinitionVersion>().SingleOrDefaultAsync(v => v.DefinitionId == definitionId && v.State == DefinitionState.Draft, cancellationToken);

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
