using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading;

/// <summary>Collects the words that each value came from.</summary>
internal sealed class EvidenceLog(string source)
{
    private readonly List<Evidence> entries = [];

    public IReadOnlyList<Evidence> Entries => entries;

    public T? Note<T>(string field, Found<T>? found)
        where T : class
    {
        Add(field, found?.Where, found?.Confidence ?? 0);
        return found?.Value;
    }

    public DateOnly? Note(string field, Found<DateOnly>? found)
    {
        Add(field, found?.Where, found?.Confidence ?? 0);
        return found?.Value;
    }

    public IReadOnlyList<T> NoteAll<T>(string field, IEnumerable<Found<T>> found)
        where T : class =>
        [.. found.Select((each, i) => Note($"{field}[{i}]", each)!)];

    private void Add(string field, Extent? where, double confidence)
    {
        if (where is not null)
        {
            var (start, end) = (Math.Clamp(where.Start, 0, source.Length), Math.Clamp(where.End, 0, source.Length));
            entries.Add(new(field, source[start..Math.Max(start, end)], start, Math.Max(start, end), confidence));
        }
    }
}
