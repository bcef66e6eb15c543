using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Says before it is published what a definition cannot do here. Needs no database.</summary>
public static class DefinitionValidator
{
    private const int MaxActivities = 500;

    /// <summary>Everything wrong with a definition; empty when there is nothing to say. Never throws for what the text is like.</summary>
    /// <param name="json">The definition in Elsa 3's format; a byte-order mark may precede it.</param>
    /// <param name="registry">The activities that this host has.</param>
    public static IReadOnlyList<Finding> Validate(string json, ActivityRegistry registry) => Check(json, registry).Findings;

    internal static (WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings) Check(string json, ActivityRegistry registry)
    {
        var problems = new List<Finding>();
        if (!IsSound(json))
        {
            return (null, [Error("The text has half of a surrogate pair in it.")]);
        }

        return WorkflowDefinition.Read(json, problems) is { } definition
            ? (definition, [.. problems, .. FindingsOf(definition, registry)])
            : (null, problems);
    }

    private static Finding[] FindingsOf(WorkflowDefinition definition, ActivityRegistry registry)
    {
        Node[] nodes = [.. definition.Root.SelfAndDescendants];
        if (nodes.Length > MaxActivities)
        {
            return [Error($"There are {nodes.Length} activities; at most {MaxActivities} can be published. Put parts of it into workflows of their own.")];
        }

        return
        [
            .. OfDefinition(definition, nodes),
            .. nodes.SelectMany(node => NodeFindings.Of(node, definition, registry)),
            .. nodes.Where(node => node.Chart is not null).SelectMany(node => ConnectionFindings.Of(node.Chart!, registry)),
            .. WithdrawalFindings.Of(nodes),
        ];
    }

    private static IEnumerable<Finding> OfDefinition(WorkflowDefinition definition, Node[] nodes)
    {
        if (definition.Json.TextOrNull("definitionId") is { } id && (id.Length is 0 or > Lengths.Name || id.Any(char.IsControl)))
        {
            yield return Error($"The definitionId must have 1 to {Lengths.Name} characters.");
        }

        if (definition.Root.Chart is { Start: null })
        {
            yield return Error("The flowchart has no activity.");
        }

        foreach (var twin in nodes.GroupBy(node => node.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            yield return new(FindingSeverity.Error, twin.Id, twin.Type, "Another activity has the same id.");
        }

        foreach (var argument in definition.Inputs.Concat(definition.Outputs).Where(argument => argument.Type is null))
        {
            yield return Error($"The type {argument.Alias} of '{argument.Name}' is not supported.");
        }
    }

    /// <summary>JSON can write half a character, which no database keeps.</summary>
    private static bool IsSound(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            return IsSound(document.RootElement);
        }
        catch (JsonException)
        {
            return true; // said where it is read
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsSound(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => member.Name is not null && IsSound(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(IsSound),
        JsonValueKind.String => json.GetString() is not null,
        _ => true,
    };

    private static Finding Error(string reason) => new(FindingSeverity.Error, NodeId: null, ActivityType: null, reason);
}
