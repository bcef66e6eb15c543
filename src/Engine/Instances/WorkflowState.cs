using System.Text.Json;

namespace Tracker.Engine;

/// <summary>An activity that a branch has come to; its id tells two visits to one node apart.</summary>
internal sealed record Execution(int Id, string NodeId);

/// <summary>The branches of an instance at rest: those that wait, and those held at a join for others.</summary>
internal sealed record WorkflowState(int LastExecution, IReadOnlyList<Execution> Waiting, IReadOnlyList<Execution> Held)
{
    public static readonly WorkflowState Empty = new(0, [], []);

    public static WorkflowState Parse(string json) => JsonSerializer.Deserialize<WorkflowState>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
