using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Engine;

/// <summary>Reads a value of JSON as the type that an input or a variable has, as generously as Elsa does.</summary>
internal static class Conversion
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = Values.MaxDepth * 2,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>null for a JSON null.</summary>
    /// <exception cref="FormatException">The value cannot be read as that type.</exception>
    public static object? To(JsonElement value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        try
        {
            return Special(value, plain) ?? General(value, plain);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"the value cannot be read as {plain.Name}", unreadable);
        }
    }

    /// <summary>The value in the form that its type has in JSON.</summary>
    /// <exception cref="FormatException">The value cannot be read as that type.</exception>
    public static JsonElement As(JsonElement value, Type type) => To(value, type) is { } read
        ? read as JsonElement? ?? JsonSerializer.SerializeToElement(read, type, Options)
        : Null;

    public static JsonElement Null { get; } = JsonSerializer.SerializeToElement<object?>(null);

    public static JsonElement Text(string? text) => JsonSerializer.SerializeToElement(text);

    private static object? Special(JsonElement value, Type type)
    {
        if (type == typeof(JsonElement) || type == typeof(object))
        {
            return value;
        }

        if (type == typeof(string))
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
        return type == typeof(bool) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() != 0
            : text is null ? null
            : type == typeof(bool) ? bool.Parse(text)
            : type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : type == typeof(DateTime) ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : type == typeof(TimeSpan) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
            : null;
    }

    private static object? General(JsonElement value, Type type)
    {
        try
        {
            return value.Deserialize(type, Options);
        }
        catch (JsonException) when (value.ValueKind == JsonValueKind.String)
        {
            return JsonSerializer.Deserialize(value.GetString()!, type, Options); // the designer writes texts for most values
        }
    }
}
