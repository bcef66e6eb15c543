namespace Tracker.Engine;

/// <summary>A branch of an instance that waits for an event.</summary>
public sealed class Bookmark
{
    internal Bookmark()
    {
    }

    /// <summary>Identity of the bookmark.</summary>
    public Guid Id { get; internal init; }

    /// <summary>The instance that waits.</summary>
    public Guid InstanceId { get; internal init; }

    /// <summary>The visit to a node that waits.</summary>
    public int ExecutionId { get; internal init; }

    /// <summary>The name of the event.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>SHA-256 of name and correlation id, which a stimulus has too.</summary>
    public string Hash { get; internal init; } = "";
}
