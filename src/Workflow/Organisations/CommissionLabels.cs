using System.Text.Json;

namespace Tracker.Workflow.Organisations;

/// <summary>How a commission calls the canonical values, such as "Partly agreed" for <c>acceptedInPart</c>. What it does not name keeps its plain words.</summary>
public sealed record CommissionLabels
{
    public static CommissionLabels Default { get; } = new();

    /// <summary>By position in camel case.</summary>
    public IReadOnlyDictionary<string, string> Positions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By implementation status in camel case.</summary>
    public IReadOnlyDictionary<string, string> Implementation { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By view in camel case.</summary>
    public IReadOnlyDictionary<string, string> Views { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal static string Of(IReadOnlyDictionary<string, string> labels, Enum value) =>
        labels.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), out var label) ? label : PlainWords.Sentence(value);

    /// <summary>The keys that name no value.</summary>
    internal static IEnumerable<string> Unknown<TValue>(IReadOnlyDictionary<string, string> labels)
        where TValue : struct, Enum => labels.Keys.Except(Enum.GetNames<TValue>().Select(JsonNamingPolicy.CamelCase.ConvertName), StringComparer.Ordinal);
}
