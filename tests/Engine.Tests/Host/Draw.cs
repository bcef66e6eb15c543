using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Engine.Tests;

/// <summary>Draws activities and definitions as their JSON.</summary>
public static class Draw
{
    /// <summary>An activity; a value is a literal input, JSON is set as it is.</summary>
    public static JsonObject Activity(string id, string type, params (string Name, object? Value)[] members)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in members)
        {
            activity[name] = value as JsonNode ?? Input("Literal", JsonSerializer.SerializeToNode(value));
        }

        return activity;
    }

    public static JsonObject Line(string id, string text) => Activity(id, "Elsa.WriteLine", ("text", text));

    public static JsonObject LineOf(string id, string script) => Activity(id, "Elsa.WriteLine", ("text", Js(script)));

    public static JsonObject Event(string id, string name) => Activity(id, "Elsa.Event", ("eventName", name));

    public static JsonObject Delay(string id, string time) => Activity(id, "Elsa.Delay", ("timeSpan", time));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Activity(id, "Elsa.Sequence", ("activities", new JsonArray([.. activities])));

    public static JsonObject Parallel(string id, params JsonObject[] activities) => Activity(id, "Elsa.Parallel", ("activities", new JsonArray([.. activities])));

    public static JsonObject Set(string id, string variable, JsonObject value) =>
        Activity(id, "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = variable, ["name"] = variable }), ("value", value));

    /// <summary>A flowchart; a connection is written <c>a:Port>b</c>, or <c>a>b</c> for the port Done.</summary>
    public static JsonObject Flowchart(string id, JsonObject[] activities, params string[] connections) => Activity(
        id,
        "Elsa.Flowchart",
        ("activities", new JsonArray([.. activities])),
        ("connections", new JsonArray([.. connections.Select(Connection)])));

    public static JsonObject Js(string script) => Input("JavaScript", script);

    public static JsonObject Input(string kind, JsonNode? value) => new() { ["expression"] = Expression(kind, value) };

    public static JsonObject Expression(string kind, JsonNode? value) => new() { ["type"] = kind, ["value"] = value };

    /// <summary>Where an output goes.</summary>
    public static JsonObject To(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    public static JsonObject Variable(string name, string type, string? value = null) => new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value };

    public static JsonObject WithVariables(this JsonObject composite, params JsonObject[] variables)
    {
        composite["variables"] = new JsonArray([.. variables]);
        return composite;
    }

    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json;
    }

    public static string Definition(string id, JsonObject root, params JsonObject[] variables) => new JsonObject
    {
        ["definitionId"] = id,
        ["variables"] = new JsonArray([.. variables]),
        ["root"] = root,
    }.ToJsonString();

    private static JsonObject Connection(string text)
    {
        var (source, target) = (text.Split('>')[0], text.Split('>')[1]);
        var end = source.Split(':');
        return new()
        {
            ["source"] = new JsonObject { ["activity"] = end[0], ["port"] = end.Length > 1 ? end[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        };
    }
}
