namespace Tracker.Engine;

/// <summary>What a command that may be sent twice answered the first time; written by the host in the command's transaction.</summary>
public sealed class IdempotencyKey
{
    /// <summary>Whose keys these are: a user or a client, so that two callers may use the same key.</summary>
    public required string Scope { get; init; }

    /// <summary>The key the caller gave; unique in its scope.</summary>
    public required string Key { get; init; }

    /// <summary>A hash of the request, so that a key used again for something else is noticed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The burst or command that was committed under this key.</summary>
    public required Guid BurstId { get; init; }

    /// <summary>When the command was carried out.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The body that was answered.</summary>
    public string? ResponseBody { get; set; }
}
