using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Engine;

/// <summary>Reads the value of an input as Elsa writes it: <c>null</c>, a bare value, or a typed expression.</summary>
internal static class InputReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>The value as that type; <see langword="null"/> when the input is not given.</summary>
    /// <exception cref="FormatException">The expression is not a literal, or cannot be read as that type.</exception>
    public static object? Read(JsonElement input, Type type)
    {
        var (kind, value) = Expression(input);
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        try
        {
            return kind == "Object" && value.ValueKind == JsonValueKind.String && type != typeof(string)
                ? Inner(value, type)
                : Literal(value, type);
        }
        catch (JsonException unreadable)
        {
            throw new FormatException($"the value cannot be read as {type.Name}", unreadable);
        }
    }

    private static (string Kind, JsonElement Value) Expression(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            return ("Literal", input);
        }

        if (!input.TryGetProperty("expression", out var expression) || expression.ValueKind == JsonValueKind.Null)
        {
            return input.TryGetProperty("memoryReference", out var reference) && reference.ValueKind == JsonValueKind.Object
                ? throw new FormatException("it refers to memory and has no expression")
                : ("Literal", default);
        }

        var kind = expression.TextOrNull("type") ?? "Literal";
        return kind is "Literal" or "Object"
            ? (kind, expression.TryGetProperty("value", out var value) ? value : default)
            : throw new FormatException($"expressions of type {kind} are not supported");
    }

    private static object? Literal(JsonElement value, Type type)
    {
        if (type == typeof(string))
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        try
        {
            return value.Deserialize(type, Options);
        }
        catch (JsonException) when (value.ValueKind == JsonValueKind.String)
        {
            return Inner(value, type); // the designer writes "true" and "5" for literals
        }
    }

    private static object? Inner(JsonElement text, Type type) => JsonSerializer.Deserialize(text.GetString()!, type, Options);
}
