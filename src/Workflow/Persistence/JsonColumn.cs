using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tracker.Workflow.Persistence;

/// <summary>Values that are only ever read and written whole, kept as JSON text: portable, and equal when their text is.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property, JsonSerializerOptions? options = null)
    {
        var by = options ?? JsonSerializerOptions.Web;
        property.HasConversion(
            new ValueConverter<T, string>(value => JsonSerializer.Serialize(value, by), text => JsonSerializer.Deserialize<T>(text, by)!),
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, by) == JsonSerializer.Serialize(b, by),
                value => StringComparer.Ordinal.GetHashCode(JsonSerializer.Serialize(value, by)),
                value => value)); // the values are immutable, so a snapshot is the value itself
        return property;
    }
}
