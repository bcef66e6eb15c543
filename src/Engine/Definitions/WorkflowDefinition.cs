using System.Text.Json;

namespace Tracker.Engine;

/// <summary>A typed view of a definition's text; members it does not know stay in the text and are left alone.</summary>
internal sealed record WorkflowDefinition(string Text, string DefinitionId, string? Name, Flowchart Root)
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Reads what is needed to validate and run it.</summary>
    /// <exception cref="FormatException">The text is not a definition.</exception>
    public static WorkflowDefinition Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart(ByteOrderMark));
            return Read(json, document.RootElement.Clone());
        }
        catch (JsonException broken)
        {
            throw new FormatException($"This is not JSON: {broken.Message}", broken);
        }
    }

    private static WorkflowDefinition Read(string text, JsonElement json)
    {
        var id = json.TextOrNull("definitionId") ?? throw new FormatException("There is no definitionId.");
        var root = json.MemberOrNull("root") ?? throw new FormatException("There is no root.");
        return root.TextOrNull("type") == BuiltInActivities.Flowchart
            ? new(text, id, json.TextOrNull("name"), Flowchart.Read(root))
            : throw new FormatException($"The root must be an {BuiltInActivities.Flowchart}.");
    }
}

/// <summary>An activity of the flowchart as the definition has it.</summary>
internal sealed record Node(string Id, string Type, JsonElement Json)
{
    public bool CanStartWorkflow =>
        Json.IsTrue("canStartWorkflow") || Json.MemberOrNull("customProperties")?.IsTrue("canStartWorkflow") == true;

    public static Node Read(JsonElement json) => new(
        json.TextOrNull("id") ?? throw new FormatException("An activity has no id."),
        json.TextOrNull("type") ?? throw new FormatException($"Activity '{json.TextOrNull("id")}' has no type."),
        json);
}

/// <summary>The way from an outcome of one activity to another activity.</summary>
internal sealed record Connection(string Source, string Port, string Target)
{
    public static Connection Read(JsonElement json)
    {
        var (source, port) = End(json, "source");
        var (target, _) = End(json, "target");
        return new(source, port ?? "Done", target);
    }

    /// <summary>Either <c>{"source": {"activity", "port"}}</c> or the flat form of Elsa 3.0 with <c>sourcePort</c>.</summary>
    private static (string Activity, string? Port) End(JsonElement json, string name)
    {
        var end = json.MemberOrNull(name) ?? default;
        var activity = end.ValueKind == JsonValueKind.String ? end.GetString() : end.TextOrNull("activity");
        var port = end.TextOrNull("port") ?? json.TextOrNull(name + "Port");
        return (activity ?? throw new FormatException($"A connection has no {name}."), port);
    }
}
