using System.Text.Json;

namespace Tracker.Engine;

internal static class JsonElements
{
    public static string? TextOrNull(this JsonElement element, string name) =>
        element.MemberOrNull(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static JsonElement? MemberOrNull(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    public static IEnumerable<JsonElement> ItemsOf(this JsonElement element, string name) =>
        element.MemberOrNull(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement element, string name) =>
        element.MemberOrNull(name) is { ValueKind: JsonValueKind.True };
}
