using System.Text.Json;

namespace Tracker.Engine;

/// <summary>The value of an input as Elsa writes it: <c>null</c>, a bare value, or an expression. Read once, evaluated often.</summary>
internal sealed class InputExpression
{
    private readonly JsonElement literal;

    private InputExpression(JsonElement literal) => this.literal = literal;

    /// <summary>The script when it is JavaScript.</summary>
    public JavaScript? Script { get; private init; }

    /// <summary>The id or name of the variable that it is the value of.</summary>
    public VariableReference? Variable { get; private init; }

    /// <summary>The workflow input that it is the value of.</summary>
    public string? Input { get; private init; }

    public bool IsLiteral => Script is null && Variable is null && Input is null;

    /// <summary>null when nothing is given.</summary>
    public static InputExpression? Read(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            return Literal(input);
        }

        if (input.MemberOrNull("expression") is { ValueKind: not JsonValueKind.Null } expression)
        {
            return ReadExpression(expression);
        }

        return input.MemberOrNull("memoryReference") is { ValueKind: JsonValueKind.Object }
            ? throw new FormatException("it refers to memory and has no expression")
            : null;
    }

    /// <summary>The form <c>{"type": K, "value": V}</c>.</summary>
    /// <exception cref="FormatException">The kind of expression is not supported, or what it holds cannot be read.</exception>
    /// <exception cref="ExpressionException">The JavaScript is not in the subset.</exception>
    public static InputExpression? ReadExpression(JsonElement expression)
    {
        if (expression.ValueKind != JsonValueKind.Object)
        {
            return Literal(expression);
        }

        var value = expression.MemberOrNull("value") ?? default;
        return (expression.TextOrNull("type") ?? "Literal") switch
        {
            "Literal" => Literal(value),
            "Object" or "Json" => Literal(Inner(value)),
            "JavaScript" => new(default) { Script = JavaScript.Parse(TextOf(value, "JavaScript")) },
            "Variable" => new(default) { Variable = VariableReference.Read(value) },
            "Input" => new(default) { Input = value.ValueKind == JsonValueKind.String ? value.GetString() : value.TextOrNull("name") ?? throw new FormatException("it names no input") },
            var kind => throw new FormatException($"expressions of type {kind} are not supported"),
        };
    }

    /// <summary>The value of a literal.</summary>
    /// <exception cref="FormatException">It is not a literal.</exception>
    public JsonElement Constant() => IsLiteral ? literal : throw new FormatException("it must be a literal");

    /// <summary>The value as JSON; null where there is none.</summary>
    /// <exception cref="ExpressionException">The script failed.</exception>
    public JsonElement Evaluate(Memory memory) =>
        Script?.Evaluate(memory)
        ?? (Variable is not null ? memory.Variable(Variable) : Input is not null ? memory.Input(Input) : literal)
        ?? Conversion.Null;

    private static InputExpression? Literal(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : new(value);

    /// <summary>An object is written as the text of its JSON.</summary>
    private static JsonElement Inner(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        try
        {
            return string.IsNullOrWhiteSpace(value.GetString()) ? default : JsonElement.Parse(value.GetString()!);
        }
        catch (JsonException)
        {
            return value; // an object of type String is the text itself
        }
    }

    private static string TextOf(JsonElement value, string kind) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => throw new FormatException($"an expression of type {kind} must be a text"),
    };
}

/// <summary>A variable by its id, or by its name where there is no such id.</summary>
internal sealed record VariableReference(string? Id, string? Name)
{
    public static VariableReference Read(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null ? new(text, text)
            : value.TextOrNull("id") is null && value.TextOrNull("name") is null ? throw new FormatException("it names no variable")
            : new(value.TextOrNull("id"), value.TextOrNull("name"));
    }

    public bool Is(VariableDeclaration variable) => variable.Id == Id;

    public override string ToString() => Name ?? Id ?? "";
}
