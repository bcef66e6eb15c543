using System.Text.Json;

namespace Tracker.Engine;

internal static class NodeFindings
{
    private static readonly HashSet<string> EveryActivityHas = new(StringComparer.Ordinal)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "syntheticProperties", "canStartWorkflow",
        "runAsynchronously", "source", "line", "applicationProperties",
    };

    public static IEnumerable<Finding> Of(Node node, WorkflowDefinition definition, ActivityRegistry registry)
    {
        if (node.Id.Length is 0 or > Lengths.Node || node.Id.Any(char.IsControl))
        {
            yield return Error(node, $"The id must have 1 to {Lengths.Node} characters.");
        }

        if (MergeMode(node.Json) is { } mode)
        {
            yield return Error(node, $"The merge mode {mode} is not supported.");
        }

        foreach (var finding in node.Variables.SelectMany(variable => OfVariable(node, variable)))
        {
            yield return finding;
        }

        if (registry.Find(node.Type) is not { } descriptor)
        {
            yield return Error(node, Refusals.ReasonFor(node.Type));
            yield break;
        }

        var names = new ExpressionNames(node, definition);
        var ofInputs = descriptor.Inputs.SelectMany(input => OfInput(node, input, names));
        foreach (var finding in ofInputs.Concat(OfRest(node, names)).Concat(UnknownKeys(node, descriptor)))
        {
            yield return finding;
        }
    }

    /// <summary><see langword="null"/> when it is absent or None, the one way of merging there is here.</summary>
    private static string? MergeMode(JsonElement activity) =>
        activity.MemberOrNull("customProperties")?.MemberOrNull("mergeMode") is { } mode
        && mode.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && mode.ToString() is not ("" or "None")
            ? mode.ToString()
            : null;

    private static IEnumerable<Finding> OfVariable(Node node, VariableDeclaration variable)
    {
        if (node.Variables.First(other => other.Name == variable.Name) != variable)
        {
            yield return Error(node, $"Another variable has the name '{variable.Name}'.");
        }

        var reason = variable.Type is null ? $"The type {variable.Alias} of the variable '{variable.Name}' is not supported."
            : Refused(() => _ = variable.Initial) is { } unreadable ? $"The value of the variable '{variable.Name}' is refused: {unreadable}."
            : null;
        if (reason is not null)
        {
            yield return Error(node, reason);
        }
    }

    private static IEnumerable<Finding> OfInput(Node node, InputDescriptor input, ExpressionNames names)
    {
        BoundInput? bound = null;
        var refused = Refused(() => bound = input.Bind(node));
        return refused is not null ? [Error(node, $"The input '{input.JsonName}' is refused: {refused}.")]
            : bound is not null ? names.Problems(bound.Expression).Select(problem => Error(node, $"The input '{input.JsonName}' is refused: {problem}."))
            : input.IsRequired ? [Error(node, $"The input '{input.JsonName}' is required.")]
            : [];
    }

    /// <summary>What the inputs do not say: cases, scripts, variables to set, modes that are needed before anything runs.</summary>
    private static IEnumerable<Finding> OfRest(Node node, ExpressionNames names)
    {
        foreach (var item in node.Cases)
        {
            var refused = Refused(() => _ = item.Condition);
            var problems = refused is not null ? [refused] : item.Condition is { } condition ? names.Problems(condition) : ["it has no condition"];
            foreach (var problem in problems)
            {
                yield return Error(node, $"The case '{item.Label}' is refused: {problem}.");
            }
        }

        var reason = node.Type switch
        {
            BuiltInActivities.SetVariable => names.ProblemOf(node.Json.MemberOrNull("variable")),
            BuiltInActivities.FlowJoin => node.Parent?.Chart is { } chart ? Refused(() => chart.ModeOf(node)) : "it stands in no flowchart",
            BuiltInActivities.Fork => Refused(() => Fork.ModeOf(node)),
            BuiltInActivities.RunJavaScript => Refused(() => _ = node.Script),
            _ => null,
        };
        var scriptProblems = reason is null && node.Type == BuiltInActivities.RunJavaScript && node.Script is { } script ? names.Problems(script) : [];
        foreach (var problem in scriptProblems.Concat(reason is null ? [] : [reason]))
        {
            yield return Error(node, $"The activity is refused: {problem}.");
        }
    }

    private static IEnumerable<Finding> UnknownKeys(Node node, ActivityDescriptor descriptor) =>
        from member in node.Json.EnumerateObject()
        where !EveryActivityHas.Contains(member.Name) && descriptor.Inputs.All(input => input.JsonName != member.Name)
            && !Structure.Knows(node.Type, member.Name) && member.Value.ValueKind != JsonValueKind.Null
        select new Finding(FindingSeverity.Warning, node.Id, node.Type, $"The activity does not know '{member.Name}'.");

    private static string? Refused(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception refused) when (refused is FormatException or ExpressionException)
        {
            return refused.Message;
        }
    }

    private static Finding Error(Node node, string reason) => new(FindingSeverity.Error, node.Id, node.Type, reason);
}
