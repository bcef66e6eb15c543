using System.Text.Json;

namespace Tracker.Engine;

internal static class NodeFindings
{
    private static readonly HashSet<string> EveryActivityHas = new(StringComparer.Ordinal)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "syntheticProperties", "canStartWorkflow",
        "runAsynchronously",
    };

    public static IEnumerable<Finding> Of(Node node, ActivityRegistry registry)
    {
        if (node.Id.Length is 0 or > Lengths.Node)
        {
            yield return Error(node, $"The id must have 1 to {Lengths.Node} characters.");
        }

        if (MergeMode(node.Json) is { } mode)
        {
            yield return Error(node, $"The merge mode {mode} is not supported.");
        }

        if (registry.Find(node.Type) is not { } descriptor)
        {
            yield return Error(node, "There is no activity of this type here.");
            yield break;
        }

        var ofInputs = descriptor.Inputs.Select(input => OfInput(node, input)).OfType<Finding>();
        foreach (var finding in ofInputs.Concat(UnknownKeys(node, descriptor)))
        {
            yield return finding;
        }
    }

    /// <summary><see langword="null"/> when it is absent or None, the one way of merging there is here.</summary>
    public static string? MergeMode(JsonElement activity) =>
        activity.MemberOrNull("customProperties")?.MemberOrNull("mergeMode") is { } mode
        && mode.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && mode.ToString() is not ("" or "None")
            ? mode.ToString()
            : null;

    private static Finding? OfInput(Node node, InputDescriptor input)
    {
        try
        {
            return input.Read(node) is null && input.IsRequired ? Error(node, $"The input '{input.JsonName}' is required.") : null;
        }
        catch (FormatException unreadable)
        {
            return Error(node, $"The input '{input.JsonName}' is refused: {unreadable.Message}.");
        }
    }

    private static IEnumerable<Finding> UnknownKeys(Node node, ActivityDescriptor descriptor) =>
        from member in node.Json.EnumerateObject()
        where !EveryActivityHas.Contains(member.Name) && descriptor.Inputs.All(input => input.JsonName != member.Name)
            && member.Value.ValueKind != JsonValueKind.Null
        select new Finding(FindingSeverity.Warning, node.Id, node.Type, $"The activity does not know '{member.Name}'.");

    private static Finding Error(Node node, string reason) => new(FindingSeverity.Error, node.Id, node.Type, reason);
}
