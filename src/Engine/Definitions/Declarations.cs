using System.Text.Json;

namespace Tracker.Engine;

/// <summary>A variable of a definition or of a composite; each visit to the composite has its own value.</summary>
/// <param name="Id">What expressions and outputs refer to; the name when it has no id.</param>
/// <param name="Name">What scripts call it.</param>
/// <param name="Alias">Its type, such as <c>Int32</c> or <c>String[]</c>.</param>
/// <param name="Value">What it is to begin with.</param>
internal sealed record VariableDeclaration(string Id, string Name, string Alias, JsonElement Value)
{
    private object? initial; // boxed: written whole while another batch reads it

    public Type? Type { get; } = TypeAlias.Find(Alias);

    /// <summary>What scripts call it after <c>get</c> and <c>set</c>; null when the name has no such form.</summary>
    public string? Accessor { get; } = AccessorOf(Name);

    /// <summary>The first value in the form of its type.</summary>
    public JsonElement Initial => (JsonElement)(initial ??= Read(Value));

    /// <exception cref="FormatException">The value is not of the variable's type.</exception>
    public JsonElement Read(JsonElement value) => Value.ValueKind == JsonValueKind.Undefined && value.ValueKind == JsonValueKind.Undefined
        || value is { ValueKind: JsonValueKind.String } && Type != typeof(string) && Type != typeof(JsonElement) && value.GetString()!.Length == 0
        ? Conversion.Null
        : Conversion.As(value, Type!);

    /// <summary>Only names of letters and digits have accessors; the first letter becomes a capital.</summary>
    public static string? AccessorOf(string name) => name.Length > 0 && name.All(char.IsLetterOrDigit)
        ? (char.IsAsciiLetterLower(name[0]) ? char.ToUpperInvariant(name[0]) : name[0]) + name[1..]
        : null;

    public static VariableDeclaration Read(JsonElement json, int number)
    {
        var name = json.TextOrNull("name") is { Length: > 0 } given ? given : $"Variable{number}";
        var alias = json.TextOrNull("typeName") ?? "Object";
        return new(
            json.TextOrNull("id") ?? name,
            name,
            json.IsTrue("isArray") && !alias.EndsWith("[]", StringComparison.Ordinal) ? alias + "[]" : alias,
            json.MemberOrNull("value") ?? default);
    }
}

/// <summary>An input or an output of a definition.</summary>
internal sealed record ArgumentDeclaration(string Name, string Alias)
{
    public Type? Type { get; } = TypeAlias.Find(Alias);

    public static ArgumentDeclaration Read(JsonElement json)
    {
        var alias = json.TextOrNull("type") ?? json.TextOrNull("typeName") ?? "Object";
        return new(json.TextOrNull("name") ?? "", json.IsTrue("isArray") && !alias.EndsWith("[]", StringComparison.Ordinal) ? alias + "[]" : alias);
    }
}
