namespace Tracker.Documents.Writing.Layout;

/// <summary>Elements below one another.</summary>
internal sealed class Column : Element
{
    public double Spacing { get; set; }

    public List<Container> Items { get; } = [];

    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var strips = new List<Strip>();
        foreach (var item in Items)
        {
            var added = item.Arrange(frame);
            if (added.Count > 0)
            {
                strips.Add(added[0] with { SpaceBefore = added[0].SpaceBefore + (strips.Count > 0 ? Spacing : 0) });
                strips.AddRange(added.Skip(1));
            }
        }

        return strips;
    }
}

internal sealed class ColumnDescriptor(Column column)
{
    /// <summary>Space between items, in points.</summary>
    public void Spacing(double points) => column.Spacing = points;

    public Container Item()
    {
        var item = new Container();
        column.Items.Add(item);
        return item;
    }
}
