using System.Text.Json;

namespace Tracker.Engine;

/// <summary>A typed view of a definition's text; members it does not know stay in the text and are left alone.</summary>
internal sealed class WorkflowDefinition
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly Dictionary<string, Node> byId;

    private WorkflowDefinition(string text, string definitionId, JsonElement json, Node root, NodeReader reader)
    {
        Text = text;
        DefinitionId = definitionId;
        Json = json;
        Root = root;
        Name = json.TextOrNull("name");
        Inputs = [.. reader.ItemsOf(json, "inputs", node: null).Select(ArgumentDeclaration.Read)];
        Outputs = [.. reader.ItemsOf(json, "outputs", node: null).Select(ArgumentDeclaration.Read)];
        root.Variables = [.. reader.VariablesOf(json, node: null), .. root.Variables];
        byId = root.SelfAndDescendants.DistinctBy(node => node.Id, StringComparer.Ordinal).ToDictionary(node => node.Id, StringComparer.Ordinal);
        KeepsOutputs = text.Contains("getLastResult", StringComparison.Ordinal) || text.Contains("From", StringComparison.Ordinal);
    }

    public string Text { get; }

    public string DefinitionId { get; }

    public string? Name { get; }

    public JsonElement Json { get; }

    public Node Root { get; }

    public IReadOnlyList<ArgumentDeclaration> Inputs { get; }

    public IReadOnlyList<ArgumentDeclaration> Outputs { get; }

    /// <summary>Whether a script may ask for the output of an activity, so that outputs must be kept.</summary>
    public bool KeepsOutputs { get; }

    /// <summary>Reads what is needed to run it.</summary>
    /// <exception cref="FormatException">The text is not a definition.</exception>
    public static WorkflowDefinition Parse(string json)
    {
        var problems = new List<Finding>();
        return Read(json, problems) ?? throw new FormatException(problems[0].Reason);
    }

    /// <summary>null when it is nothing that could be run, for the reasons then found.</summary>
    public static WorkflowDefinition? Read(string text, List<Finding> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart(ByteOrderMark));
            return Read(text, document.RootElement.Clone(), problems);
        }
        catch (JsonException broken)
        {
            problems.Add(Error($"This is not JSON: {broken.Message}"));
            return null;
        }
    }

    public Node Node(string id) => byId[id];

    /// <summary>The activity with that id, or else with that name.</summary>
    public Node? Find(string idOrName) => byId.GetValueOrDefault(idOrName) ?? byId.Values.FirstOrDefault(node => node.Name == idOrName);

    public bool HasInput(string name) => Inputs.Any(input => input.Name == name);

    /// <summary>The activity and output that the accessor <c>getOutputFromActivity</c> means; null when there is none.</summary>
    public (string Activity, string Output)? OutputNamed(string accessor)
    {
        for (var at = accessor.IndexOf("From", StringComparison.Ordinal); at >= 0; at = accessor.IndexOf("From", at + 1, StringComparison.Ordinal))
        {
            var (output, activity) = (accessor[..at], accessor[(at + 4)..]);
            if (byId.Values.FirstOrDefault(node => AccessorsOf(node).Contains(activity, StringComparer.Ordinal)) is { } found
                && Structure.OutputsOf(found.Type).FirstOrDefault(name => VariableDeclaration.AccessorOf(name) == output) is { } known)
            {
                return (found.Id, known);
            }
        }

        return null;
    }

    private static IEnumerable<string?> AccessorsOf(Node node) => [VariableDeclaration.AccessorOf(node.Name ?? ""), VariableDeclaration.AccessorOf(node.Id)];

    private static WorkflowDefinition? Read(string text, JsonElement json, List<Finding> problems)
    {
        var id = json.TextOrNull("definitionId");
        if (id is null)
        {
            problems.Add(Error("There is no definitionId."));
        }

        if (json.MemberOrNull("root") is not { ValueKind: not JsonValueKind.Null } rootJson)
        {
            problems.Add(Error("There is no root."));
            return null;
        }

        var reader = new NodeReader(problems);
        var root = reader.ReadRoot(rootJson);
        return root is null ? null : new(text, id ?? "", json, root, reader);
    }

    private static Finding Error(string reason) => new(FindingSeverity.Error, NodeId: null, ActivityType: null, reason);
}

/// <summary>The way from an outcome of one activity to another activity.</summary>
internal sealed record Connection(string Source, string Port, string Target);
