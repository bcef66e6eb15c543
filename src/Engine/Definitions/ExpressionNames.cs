using System.Text.Json;

namespace Tracker.Engine;

/// <summary>The names that the expressions of an activity may use.</summary>
internal sealed class ExpressionNames
{
    private readonly Node node;
    private readonly WorkflowDefinition definition;
    private readonly List<VariableDeclaration> variables;
    private readonly HashSet<string> names;
    private readonly HashSet<string?> accessors;

    public ExpressionNames(Node node, WorkflowDefinition definition)
    {
        this.node = node;
        this.definition = definition;
        variables = [.. node.Ancestors.Prepend(node).SelectMany(scope => scope.Variables)];
        names = new(variables.Select(variable => variable.Name), StringComparer.Ordinal);
        if (node.Ancestors.Any(around => around.Type is BuiltInActivities.ForEach or BuiltInActivities.ParallelForEach))
        {
            names.UnionWith([ForEach.CurrentValue, ForEach.CurrentIndex]);
        }

        accessors = [.. names.Select(VariableDeclaration.AccessorOf)];
    }

    /// <summary>Why the expression cannot run where it stands; empty when it can.</summary>
    public IEnumerable<string> Problems(InputExpression expression) =>
        expression.Script is { } script ? Problems(script)
        : expression.Variable is { } variable && !Knows(variable) ? [$"there is no variable '{variable}'"]
        : expression.Input is { } input && !definition.HasInput(input) ? [$"the workflow has no input '{input}'"]
        : [];

    public IEnumerable<string> Problems(JavaScript script) =>
    [
        .. from variable in script.Variables
           where !names.Contains(variable.Name)
           select script.Error(variable.Position, $"there is no variable '{variable.Name}'").Message,
        .. from call in script.Calls
           let problem = ProblemOf(call)
           where problem is not null
           select script.Error(call.At, problem).Message,
    ];

    /// <summary>Why there is no variable to set; null when there is one.</summary>
    public string? ProblemOf(JsonElement? variable)
    {
        try
        {
            return variable is not { ValueKind: not JsonValueKind.Null } json ? "'variable' is required"
                : VariableReference.Read(json) is var reference && Knows(reference) ? null
                : $"there is no variable '{reference}'";
        }
        catch (FormatException unreadable)
        {
            return unreadable.Message;
        }
    }

    private bool Knows(VariableReference reference) => variables.Exists(reference.Is) || (reference.Name is { } name && names.Contains(name));

    private string? ProblemOf(Call call) => call.Function switch
    {
        "" => call.Method is { } method && !Members.HasMethod(method) ? $"the method '{method}' is not in the subset of JavaScript that runs here" : null,
        "getVariable" or "setVariable" => call.FirstText is { } name && !names.Contains(name) ? $"there is no variable '{name}'" : null,
        "getOutputFrom" => call.FirstText is { } activity && definition.Find(activity) is null ? $"there is no activity '{activity}'" : null,
        "setOutcome" or "setOutcomes" => node.Type == BuiltInActivities.RunJavaScript ? null : "only RunJavaScript has outcomes to choose from",
        var function when Functions.IsKnown(function) || IsAccessor(function) => null,
        var function => $"{function} is not defined: it is no variable, no input and no function of the subset",
    };

    private bool IsAccessor(string function)
    {
        var accessor = function.Length > 3 ? function[3..] : "";
        return (function.StartsWith("set", StringComparison.Ordinal) && accessors.Contains(accessor))
            || (function.StartsWith("get", StringComparison.Ordinal)
                && (accessors.Contains(accessor) || definition.HasInput(accessor) || definition.OutputNamed(accessor) is not null));
    }
}
