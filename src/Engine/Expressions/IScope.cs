using System.Text.Json;

namespace Tracker.Engine;

/// <summary>What an expression can see and set: nothing that differs from one evaluation to the next by itself.</summary>
internal interface IScope
{
    string InstanceId { get; }

    string CorrelationId { get; }

    string? InstanceName { get; }

    WorkflowDefinition Definition { get; }

    /// <summary>The last result of an activity; null when there is none.</summary>
    JsonElement? LastResult { get; }

    /// <summary>The value of the innermost variable of that name; null when there is none.</summary>
    JsonElement? Variable(string name);

    /// <summary>The innermost variable whose accessors are <c>getX</c> and <c>setX</c>; null when there is none.</summary>
    string? VariableOf(string accessor);

    /// <exception cref="FormatException">There is no such variable, or the value is not of its type.</exception>
    void SetVariable(string name, JsonElement value);

    /// <summary>A workflow input; null when it was not given.</summary>
    JsonElement? Input(string name);

    /// <summary>An output of an activity, which is named by its id or name; null when it has not got one yet.</summary>
    JsonElement? OutputOf(string activity, string? output);

    /// <exception cref="FormatException">The activity has no outcomes to choose from.</exception>
    void SetOutcomes(IReadOnlyList<string> outcomes);
}
