using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Reads activities and what is inside them; whatever cannot be read is a finding and left out.</summary>
internal sealed class NodeReader(List<Finding> problems)
{
    public Node? ReadRoot(JsonElement json) => Read(json, parent: null, slot: "root");

    /// <summary>The items of an array; anything else in its place is a finding.</summary>
    public IEnumerable<JsonElement> ItemsOf(JsonElement json, string name, Node? node)
    {
        if (json.MemberOrNull(name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Array) })
        {
            Refuse(node, $"'{name}' must be an array.");
        }

        return json.ItemsOf(name);
    }

    public List<VariableDeclaration> VariablesOf(JsonElement json, Node? node)
    {
        var variables = new List<VariableDeclaration>();
        foreach (var item in ItemsOf(json, "variables", node))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                variables.Add(VariableDeclaration.Read(item, variables.Count + 1));
            }
            else
            {
                Refuse(node, "A variable must be an object.");
            }
        }

        return variables;
    }

    private Node? Read(JsonElement json, Node? parent, string slot)
    {
        var id = json.TextOrNull("id") ?? (parent is null ? "root" : null);
        if (json.ValueKind != JsonValueKind.Object || id is null || json.TextOrNull("type") is not { } type)
        {
            Refuse(parent, json.ValueKind != JsonValueKind.Object ? $"What stands in '{slot}' is not an activity."
                : id is null ? "An activity has no id." : $"Activity '{id}' has no type.");
            return null;
        }

        var node = new Node { Id = id, Type = type, Json = json, Parent = parent, Slot = slot };
        ReadChildren(node);
        node.Variables = Structure.HasVariables(type) ? VariablesOf(json, node) : [];
        if (type == BuiltInActivities.Flowchart)
        {
            node.Chart = new(node, [.. ItemsOf(json, "connections", node).Select(connection => ReadConnection(connection, node)).OfType<Connection>()]);
        }

        return node;
    }

    private void ReadChildren(Node node)
    {
        foreach (var slot in Structure.SlotsOf(node.Type))
        {
            if (slot == "cases")
            {
                ReadCases(node);
            }
            else if (slot is "activities" or "branches")
            {
                node.Children.AddRange(ItemsOf(node.Json, slot, node).Select(child => Read(child, node, slot)).OfType<Node>());
            }
            else if (node.Json.MemberOrNull(slot) is { ValueKind: not JsonValueKind.Null } json && Read(json, node, slot) is { } child)
            {
                node.Children.Add(child);
            }
        }

        if (node.Type == BuiltInActivities.FlowSwitch)
        {
            ReadCases(node);
        }
    }

    private void ReadCases(Node node)
    {
        foreach (var item in ItemsOf(node.Json, "cases", node))
        {
            if (item.TextOrNull("label") is not { } label)
            {
                Refuse(node, "A case has no label.");
                continue;
            }

            var activity = item.MemberOrNull("activity") is { ValueKind: not JsonValueKind.Null } json ? Read(json, node, "cases") : null;
            node.Cases.Add(new(label, item.MemberOrNull("condition") ?? default, activity));
            if (activity is not null)
            {
                node.Children.Add(activity);
            }
        }
    }

    private Connection? ReadConnection(JsonElement json, Node flowchart)
    {
        var (source, port) = End(json, "source");
        var (target, _) = End(json, "target");
        if (source is null || target is null)
        {
            Refuse(flowchart, $"A connection has no {(source is null ? "source" : "target")}.");
            return null;
        }

        return new(source, port ?? "Done", target);
    }

    /// <summary>Either <c>{"source": {"activity", "port"}}</c> or the flat form of Elsa 3.0 with <c>sourcePort</c>.</summary>
    private static (string? Activity, string? Port) End(JsonElement json, string name)
    {
        var end = json.MemberOrNull(name) ?? default;
        var activity = end.ValueKind == JsonValueKind.String ? end.GetString() : end.TextOrNull("activity");
        return (activity, end.TextOrNull("port") ?? json.TextOrNull(name + "Port"));
    }

    private void Refuse(Node? node, string reason) => problems.Add(new(FindingSeverity.Error, node?.Id, node?.Type, reason));
}
