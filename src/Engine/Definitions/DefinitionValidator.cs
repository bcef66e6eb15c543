namespace Tracker.Engine;

/// <summary>Says before it is published what a definition cannot do here. Needs no database.</summary>
public static class DefinitionValidator
{
    /// <summary>Everything wrong with a definition, in the order of its text; empty when there is nothing to say.</summary>
    /// <param name="json">The definition in Elsa 3's format; a byte-order mark may precede it.</param>
    /// <param name="registry">The activities that this host has.</param>
    public static IReadOnlyList<Finding> Validate(string json, ActivityRegistry registry) => Check(json, registry).Findings;

    internal static (WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings) Check(string json, ActivityRegistry registry)
    {
        try
        {
            var definition = WorkflowDefinition.Parse(json);
            return (definition, FindingsOf(definition, registry));
        }
        catch (FormatException refused)
        {
            return (null, [Error(refused.Message)]);
        }
    }

    private static Finding[] FindingsOf(WorkflowDefinition definition, ActivityRegistry registry) =>
    [
        .. OfDefinition(definition),
        .. definition.Root.Activities.SelectMany(node => NodeFindings.Of(node, registry)),
        .. ConnectionFindings.Of(definition.Root, registry),
    ];

    private static IEnumerable<Finding> OfDefinition(WorkflowDefinition definition)
    {
        if (definition.DefinitionId is { Length: 0 or > Lengths.Name })
        {
            yield return Error($"The definitionId must have 1 to {Lengths.Name} characters.");
        }

        if (definition.Root.Start is null)
        {
            yield return Error("The flowchart has no activity.");
        }

        if (NodeFindings.MergeMode(definition.Root.Json) is { } mode)
        {
            yield return Error($"The merge mode {mode} of the flowchart is not supported.");
        }

        foreach (var twin in definition.Root.Activities.GroupBy(node => node.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            yield return new(FindingSeverity.Error, twin.Id, twin.Type, "Another activity has the same id.");
        }
    }

    private static Finding Error(string reason) => new(FindingSeverity.Error, NodeId: null, ActivityType: null, reason);
}
