namespace Tracker.Engine;

/// <summary>Where a version stands.</summary>
public enum DefinitionState
{
    /// <summary>Kept and replaced at will; no instance can start on it.</summary>
    Draft,

    /// <summary>Never changed again.</summary>
    Published,
}

/// <summary>A version of a definition; never changed once it is published.</summary>
public sealed class WorkflowDefinitionVersion
{
    private WorkflowDefinitionVersion()
    {
    }

    /// <summary>Identity of this version.</summary>
    public Guid Id { get; private init; }

    /// <summary>The definition that this is a version of.</summary>
    public string DefinitionId { get; private init; } = "";

    /// <summary>1 for the first; 0 for the draft, of which a definition has at most one.</summary>
    public int Version { get; private init; }

    /// <summary>Where it stands.</summary>
    public DefinitionState State { get; private init; }

    /// <summary>The name people gave it.</summary>
    public string? Name { get; private set; }

    /// <summary>SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.</summary>
    public string ContentHash { get; private set; } = "";

    /// <summary>The text as it came in.</summary>
    public string Content { get; private set; } = "";

    /// <summary>When it was published; for a draft when it came in.</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    internal static WorkflowDefinitionVersion After(WorkflowDefinitionVersion? newest, WorkflowDefinition definition, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DefinitionId = definition.DefinitionId,
        Version = (newest?.Version ?? 0) + 1,
        Name = definition.Name,
        ContentHash = Hashes.Of(definition.Text),
        Content = definition.Text,
        PublishedAt = now,
        State = DefinitionState.Published,
    };

    internal static WorkflowDefinitionVersion DraftOf(string definitionId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DefinitionId = definitionId,
        State = DefinitionState.Draft,
    };

    /// <summary>Replaces what a draft says.</summary>
    internal void Redraft(string text, string? name, DateTimeOffset now)
    {
        (Name, Content, ContentHash) = (name, text, Hashes.Of(text));
        PublishedAt = now;
    }
}
