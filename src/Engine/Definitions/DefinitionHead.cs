using System.Text.Json;

namespace Tracker.Engine;

/// <summary>What must be readable of a definition before it can be kept at all.</summary>
internal sealed record DefinitionHead(string DefinitionId, string? Name)
{
    /// <exception cref="FormatException">It is not JSON, or has no usable definitionId.</exception>
    public static DefinitionHead Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            var name = document.RootElement.TextOrNull("name");
            return document.RootElement.TextOrNull("definitionId") is { Length: > 0 and <= Lengths.Name } id && !id.Any(char.IsControl)
                ? new(id, name?.Length > Lengths.Line || name?.Any(char.IsControl) == true ? null : name) // columns take no more
                : throw new FormatException($"The definitionId must have 1 to {Lengths.Name} characters, none of them control characters.");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"This is not JSON: {broken.Message}", broken);
        }
    }
}
