namespace Tracker.Documents.Reading.Lines;

/// <summary>A stretch of the text as given, from the first character to the one after the last.</summary>
internal sealed record Extent(int Start, int End)
{
    public Extent Through(Extent other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));
}

/// <summary>A value with the words it came from.</summary>
internal sealed record Found<T>(T Value, Extent Where, double Confidence);
