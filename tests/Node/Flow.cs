using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Engine.Nodes;

/// <summary>Builds the text of a definition.</summary>
public sealed class Flow(string definitionId)
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];

    public Flow Node(string id, string type, params (string Name, object Value)[] inputs)
    {
        var node = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in inputs)
        {
            node[name] = new JsonObject
            {
                ["typeName"] = value is Array ? "String[]" : "String",
                ["expression"] = new JsonObject { ["type"] = value is Array ? "Object" : "Literal", ["value"] = JsonSerializer.SerializeToNode(value) },
            };
        }

        activities.Add(node);
        return this;
    }

    public Flow Call(string id) => Node(id, "Test.Call", ("part", id));

    public Flow Rest(string id, string time) => Node(id, "Test.Rest", ("time", time));

    public Flow Fork(string id, params string[] branches) => Node(id, "Elsa.FlowFork", ("branches", branches));

    public Flow Join(string id, string mode) => Node(id, "Elsa.FlowJoin", ("mode", mode));

    public Flow Event(string id, string name) => Node(id, "Elsa.Event", ("eventName", name));

    public Flow To(string source, string target, string port = "Done")
    {
        connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        });
        return this;
    }

    /// <summary>Connects each node with the next by its port Done.</summary>
    public Flow Line(params string[] ids)
    {
        foreach (var (source, target) in ids.Zip(ids.Skip(1)))
        {
            To(source, target);
        }

        return this;
    }

    public JsonObject ToNode() => new()
    {
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = activities.DeepClone(),
            ["connections"] = connections.DeepClone(),
        },
    };

    public string ToJson() => ToNode().ToJsonString();
}
