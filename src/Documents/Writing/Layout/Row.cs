namespace Tracker.Documents.Writing.Layout;

/// <summary>Elements beside one another. A short row is never broken; a tall one breaks between its lines.</summary>
internal sealed class Row : Element
{
    private const double TallestUnbroken = 220; // points, about a quarter of a page

    public double Spacing { get; set; }

    public List<(Container Container, double Share)> Items { get; } = [];

    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var shares = Items.Sum(item => item.Share);
        var free = frame.Width - (Spacing * (Items.Count - 1));
        var columns = new List<IReadOnlyList<Strip>>();
        var x = 0.0;
        foreach (var (container, share) in Items)
        {
            var width = free * share / shares;
            var left = x;
            columns.Add([.. container.Arrange(frame with { Width = width }).Select(strip => strip.Shifted(left))]);
            x += width + Spacing;
        }

        columns.RemoveAll(column => column.Count == 0);
        return columns.Count == 0 ? [] : Strip.Beside(AllShort(columns) ? [.. columns.Select(column => new[] { Strip.Merge(column) })] : columns);
    }

    private static bool AllShort(List<IReadOnlyList<Strip>> columns) =>
        columns.TrueForAll(column => column.Sum(strip => strip.SpaceBefore + strip.Height) <= TallestUnbroken);
}

internal sealed class RowDescriptor(Row row)
{
    public void Spacing(double points) => row.Spacing = points;

    /// <summary>An item that takes its share of the width.</summary>
    public Container RelativeItem(double share = 1)
    {
        var item = new Container();
        row.Items.Add((item, share));
        return item;
    }
}
