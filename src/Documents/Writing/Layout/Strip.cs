namespace Tracker.Documents.Writing.Layout;

/// <summary>A horizontal slice of a document that a page break never cuts, such as one line of text. All measures in points.</summary>
internal sealed record Strip(double Height, IReadOnlyList<Mark> Marks)
{
    /// <summary>Empty space above, dropped at the top of a page.</summary>
    public double SpaceBefore { get; init; }

    /// <summary>No page break between this strip and the next.</summary>
    public bool KeepWithNext { get; init; }

    /// <summary>Painted again above this strip where it is the first of a page: the head of its table, as an artifact.</summary>
    public Strip? Head { get; init; }

    public Strip Shifted(double x) => x == 0 ? this : this with { Marks = [.. Marks.Select(mark => mark.Shifted(x, 0))], Head = Head?.Shifted(x) };

    /// <summary>All strips as one that cannot be broken.</summary>
    public static Strip Merge(IReadOnlyList<Strip> strips)
    {
        var marks = new List<Mark>();
        var y = 0.0;
        foreach (var strip in strips)
        {
            y += y == 0 ? 0 : strip.SpaceBefore;
            marks.AddRange(strip.Marks.Select(mark => mark.Shifted(0, y)));
            y += strip.Height;
        }

        return new(y, marks) { SpaceBefore = strips[0].SpaceBefore, KeepWithNext = strips[^1].KeepWithNext };
    }

    /// <summary>Columns side by side, broken only between their lines: the first of each, the second of each, and so on.</summary>
    public static IReadOnlyList<Strip> Beside(IReadOnlyList<IReadOnlyList<Strip>> columns) =>
        [.. Enumerable.Range(0, columns.Max(column => column.Count)).Select(row => Level([.. columns.Where(column => row < column.Count).Select(column => column[row])]))];

    private static Strip Level(IReadOnlyList<Strip> strips) => new(strips.Max(strip => strip.Height), [.. strips.SelectMany(strip => strip.Marks)])
    {
        SpaceBefore = strips.Max(strip => strip.SpaceBefore),
        KeepWithNext = strips.Any(strip => strip.KeepWithNext),
    };
}
