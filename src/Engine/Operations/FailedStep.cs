namespace Tracker.Engine;

/// <summary>Where in a burst an exception came from; it travels with the exception, and the first note counts.</summary>
internal sealed record FailedStep(Guid DefinitionVersionId, string NodeId, int ExecutionId)
{
    private const string Key = "Tracker.FailedStep";

    /// <summary>For an exception filter.</summary>
    /// <returns>Always <see langword="false"/>: the exception passes through.</returns>
    public static bool Note(Exception failure, WorkflowInstance instance, Execution execution)
    {
        failure.Data[Key] ??= new FailedStep(instance.DefinitionVersionId, execution.NodeId, execution.Id);
        return false;
    }

    public static FailedStep? Of(Exception failure) => failure.Data[Key] as FailedStep;
}
