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

    /// <summary>1 for the first.</summary>
    public int Version { get; private init; }

    /// <summary>Where it stands.</summary>
    public DefinitionState State { get; private set; }

    /// <summary>The name people gave it.</summary>
    public string? Name { get; private init; }

    /// <summary>SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.</summary>
    public string ContentHash { get; private init; } = "";

    /// <summary>The text as it was published.</summary>
    public string Content { get; private init; } = "";

    /// <summary>When it was published.</summary>
    public DateTimeOffset PublishedAt { get; private init; }

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
}
