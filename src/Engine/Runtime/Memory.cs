using System.Text.Json;

namespace Tracker.Engine;

/// <summary>What one visit can see and set: variables from the inside out, inputs, outputs, results.</summary>
internal sealed class Memory(MemoryOfInstance all, Execution at) : IScope
{
    private readonly Node node = all.Executions.NodeOf(at);

    public string InstanceId => all.Instance.Id.ToString();

    public string CorrelationId => all.Instance.CorrelationId;

    public string? InstanceName
    {
        get => all.Name;
        set => all.Name = value;
    }

    public WorkflowDefinition Definition => all.Definition;

    public JsonElement? LastResult => all.LastResult;

    /// <summary>What a script chose.</summary>
    public IReadOnlyList<string>? Outcomes { get; private set; }

    /// <summary>What came from outside as JSON; as a text when it is none.</summary>
    public static JsonElement Parse(string? json)
    {
        try
        {
            return json is null ? Conversion.Null : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return Conversion.Text(json);
        }
    }

    public JsonElement? Variable(string name) => Find(name) is var (scope, declared) ? ValueIn(scope, name, declared) : null;

    /// <exception cref="FormatException">There is no such variable.</exception>
    public JsonElement? Variable(VariableReference reference)
    {
        var (scope, name, declared) = Find(reference) ?? throw new FormatException($"there is no variable '{reference}'");
        return ValueIn(scope, name, declared);
    }

    public string? VariableOf(string accessor)
    {
        foreach (var scope in Scopes())
        {
            var own = scope.Values?.Keys.FirstOrDefault(name => VariableDeclaration.AccessorOf(name) == accessor);
            if (own is not null || DeclaredIn(scope).FirstOrDefault(variable => variable.Accessor == accessor) is { } declared && (own = declared.Name) is not null)
            {
                return own;
            }
        }

        return null;
    }

    public void SetVariable(string name, JsonElement value)
    {
        var (scope, declared) = Find(name) ?? throw new FormatException($"there is no variable '{name}'");
        Set(scope, name, declared, value);
    }

    /// <exception cref="FormatException">There is no such variable, or the value is not of its type.</exception>
    public void SetVariable(VariableReference reference, JsonElement value)
    {
        var (scope, name, declared) = Find(reference) ?? throw new FormatException($"there is no variable '{reference}'");
        Set(scope, name, declared, value);
    }

    public JsonElement? Input(string name) =>
        all.Inputs?.TryGetValue(name, out var value) == true ? value : null;

    public JsonElement? OutputOf(string activity, string? output)
    {
        var id = Definition.Find(activity)?.Id ?? activity;
        var key = $"{id}:{(output is { Length: > 0 } ? char.ToLowerInvariant(output[0]) + output[1..] : "result")}";
        return Scopes().Select(scope => scope.Outputs?.TryGetValue(key, out var value) == true ? value : (JsonElement?)null).FirstOrDefault(value => value is not null);
    }

    public void SetOutcomes(IReadOnlyList<string> outcomes) =>
        Outcomes = node.Type == BuiltInActivities.RunJavaScript ? outcomes : throw new FormatException("only RunJavaScript has outcomes to choose from");

    /// <summary>Gives the activity's output to the variable or workflow output that the node binds it to.</summary>
    public void SetOutput(string name, JsonElement value)
    {
        if (Definition.KeepsOutputs)
        {
            var container = all.Executions.ParentOf(at) ?? at;
            (container.Outputs ??= [])[$"{node.Id}:{name}"] = value;
            all.LastResult = name == "result" ? value : all.LastResult;
        }

        if (node.Json.MemberOrNull(name)?.MemberOrNull("memoryReference")?.TextOrNull("id") is not { } id)
        {
            return;
        }

        var reference = new VariableReference(id, id);
        if (Find(reference) is var (scope, variable, declared))
        {
            Set(scope, variable, declared, value);
        }
        else if (Definition.Outputs.Any(output => output.Name == id))
        {
            SetWorkflowOutput(id, value);
        }
    }

    /// <exception cref="FormatException">The value is not of the output's type.</exception>
    public void SetWorkflowOutput(string name, JsonElement value)
    {
        var type = Definition.Outputs.FirstOrDefault(output => output.Name == name)?.Type;
        (all.Outputs ??= [])[name] = type is null ? value : Conversion.As(value, type);
        all.Journal.Set(node, name, all.Outputs[name]);
    }

    private static JsonElement ValueIn(Execution scope, string name, VariableDeclaration? declared) =>
        scope.Values?.TryGetValue(name, out var value) == true ? value : declared?.Initial ?? Conversion.Null;

    private void Set(Execution scope, string name, VariableDeclaration? declared, JsonElement value)
    {
        var typed = declared is null ? value : declared.Read(value);
        (scope.Values ??= new(StringComparer.Ordinal))[name] = typed;
        all.Journal.Set(node, name, typed);
    }

    private IEnumerable<Execution> Scopes()
    {
        for (var scope = at; scope is not null; scope = all.Executions.ParentOf(scope))
        {
            yield return scope;
        }
    }

    private IReadOnlyList<VariableDeclaration> DeclaredIn(Execution scope) => all.Executions.NodeOf(scope).Variables;

    private (Execution Scope, VariableDeclaration? Declared)? Find(string name)
    {
        foreach (var scope in Scopes())
        {
            var declared = DeclaredIn(scope).FirstOrDefault(variable => variable.Name == name);
            if (declared is not null || scope.Values?.ContainsKey(name) == true)
            {
                return (scope, declared);
            }
        }

        return null;
    }

    private (Execution Scope, string Name, VariableDeclaration? Declared)? Find(VariableReference reference)
    {
        foreach (var scope in Scopes())
        {
            if (DeclaredIn(scope).FirstOrDefault(reference.Is) is { } declared)
            {
                return (scope, declared.Name, declared);
            }
        }

        return reference.Name is { } name && Find(name) is var (found, byName) ? (found, name, byName) : null;
    }
}

/// <summary>What every visit of an instance shares.</summary>
internal sealed class MemoryOfInstance(WorkflowInstance instance, WorkflowDefinition definition, Executions executions, Journal journal, WorkflowState state)
{
    public WorkflowInstance Instance => instance;

    public WorkflowDefinition Definition => definition;

    public Executions Executions => executions;

    public Journal Journal => journal;

    public Dictionary<string, JsonElement>? Inputs { get; private set; } = state.Inputs;

    public Dictionary<string, JsonElement>? Outputs { get; set; } = state.Outputs;

    public JsonElement? LastResult { get; set; } = state.LastResult;

    public string? Name { get; set; } = state.Name;

    public bool IsAwaited { get; private set; } = state.IsAwaited;

    /// <summary>Takes what the workflow is started with; declared inputs get their type.</summary>
    /// <exception cref="FormatException">An input is not of its type.</exception>
    public void Take(ChildWorkflow start)
    {
        IsAwaited = start.IsAwaited;
        if (start.Input is not { ValueKind: JsonValueKind.Object } given)
        {
            return;
        }

        Inputs = new(StringComparer.Ordinal);
        foreach (var member in given.EnumerateObject())
        {
            var type = definition.Inputs.FirstOrDefault(input => input.Name == member.Name)?.Type;
            Inputs[member.Name] = type is null ? member.Value.Clone() : Conversion.As(member.Value, type);
        }
    }

    public WorkflowState ToState() => executions.ToState(WorkflowState.Empty) with
    {
        Inputs = Inputs,
        Outputs = Outputs,
        LastResult = LastResult,
        Name = Name,
        IsAwaited = IsAwaited,
    };
}
