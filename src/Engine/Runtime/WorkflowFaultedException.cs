namespace Tracker.Engine;

/// <summary>An instance came to more than 1,000 steps in one burst: a loop without a wait. Trying again cannot help.</summary>
/// <param name="instanceId">The instance whose step was one too many.</param>
/// <param name="message">What happened.</param>
public sealed class WorkflowFaultedException(Guid instanceId, string message) : Exception(message)
{
    /// <summary>The instance whose step was one too many.</summary>
    public Guid InstanceId { get; } = instanceId;
}
