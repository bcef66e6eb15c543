using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>A recommendation or request as it stands in the text.</summary>
internal sealed record AskedItem(string? Number, string Text, IReadOnlyList<string> Parts)
{
    public string? Theme { get; init; }
    public required Extent Where { get; init; }
    public required double Confidence { get; init; }
}
