namespace Tracker.Documents.Writing.Pdf;

/// <summary>What a document says about itself; the only source of its dates and its identity.</summary>
internal sealed record DocumentProperties
{
    public required string Title { get; init; }
    public required string Author { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Language { get; init; } = "en-GB";
}
