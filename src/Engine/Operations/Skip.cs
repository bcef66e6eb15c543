namespace Tracker.Engine;

/// <summary>Lets one visit to a node count as done, with an outcome that an operator gave.</summary>
internal sealed class Skip(FailedStep step, string outcome, string text)
{
    public string Outcome => outcome;

    /// <summary>For the journal.</summary>
    public string Text => text;

    public bool IsTaken { get; private set; }

    public bool Takes(WorkflowInstance instance, Execution execution)
    {
        var isMeant = !IsTaken && execution.Id == step.ExecutionId && execution.NodeId == step.NodeId && instance.DefinitionVersionId == step.DefinitionVersionId;
        IsTaken |= isMeant;
        return isMeant;
    }
}
