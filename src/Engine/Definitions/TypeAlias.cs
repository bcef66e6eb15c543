using System.Text.Json;

namespace Tracker.Engine;

/// <summary>Elsa's names for the types of variables, inputs and outputs.</summary>
internal static class TypeAlias
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["Guid"] = typeof(Guid),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Object"] = typeof(JsonElement),
        ["JSON"] = typeof(JsonElement),
    };

    /// <summary>The type, its <c>X?</c> or its <c>X[]</c>; null when there is no such type here.</summary>
    public static Type? Find(string alias)
    {
        if (alias.EndsWith("[]", StringComparison.Ordinal))
        {
            return Find(alias[..^2])?.MakeArrayType();
        }

        var isNullable = alias.EndsWith('?');
        var type = Types.GetValueOrDefault(isNullable ? alias[..^1] : alias);
        return isNullable && type is { IsValueType: true } ? typeof(Nullable<>).MakeGenericType(type) : type;
    }
}
