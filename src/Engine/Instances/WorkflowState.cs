using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Engine;

/// <summary>A visit to an activity; its id tells two visits to one node apart. Inside the visit to a composite, or to the root (0).</summary>
internal sealed record Execution(int Id, string NodeId, int Parent = 0)
{
    /// <summary>The ports of the connections that were taken to a join that asks for all of them; null for the implicit ones.</summary>
    public List<string>? From { get; set; }

    /// <summary>All the items of a loop.</summary>
    public JsonElement? Items { get; set; }

    /// <summary>The item of a loop that it is at.</summary>
    public int At { get; set; }

    /// <summary>The variables that belong to this visit, as far as they were set.</summary>
    public Dictionary<string, JsonElement>? Values { get; set; }

    /// <summary>The outputs of the activities inside, by <c>activity:output</c>.</summary>
    public Dictionary<string, JsonElement>? Outputs { get; set; }
}

/// <summary>An instance at rest: the visits that wait, those held at a join for others, and the composites these are in.</summary>
internal sealed record WorkflowState(int LastExecution, IReadOnlyList<Execution> Waiting, IReadOnlyList<Execution> Held)
{
    public static readonly WorkflowState Empty = new(0, [], []);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        MaxDepth = Values.MaxDepth * 2,
    };

    /// <summary>Composites with something inside; the root only when it has something to remember.</summary>
    public IReadOnlyList<Execution>? Open { get; init; }

    /// <summary>What the workflow was started with.</summary>
    public Dictionary<string, JsonElement>? Inputs { get; init; }

    /// <summary>What the workflow came to so far.</summary>
    public Dictionary<string, JsonElement>? Outputs { get; init; }

    public JsonElement? LastResult { get; init; }

    /// <summary>What people call the instance.</summary>
    public string? Name { get; init; }

    /// <summary>Whether another instance waits for the end of this one.</summary>
    public bool IsAwaited { get; init; }

    [JsonIgnore]
    public JsonElement OutputsJson => JsonSerializer.SerializeToElement(Outputs ?? [], Options);

    public static WorkflowState Parse(string json) => JsonSerializer.Deserialize<WorkflowState>(json, Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
