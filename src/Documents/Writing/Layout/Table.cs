using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A tagged table whose head is repeated on every page. A row is broken only where it is higher than a page.</summary>
internal sealed class Table : Element
{
    private static readonly RuleStyle HeadRule = new(1, Color.FromHex("1D3B5C"));
    private static readonly RuleStyle RowRule = new(0.5, Color.FromHex("8A9097"));

    /// <summary>Between columns, in points.</summary>
    public double Spacing { get; set; } = 12;

    /// <summary>Above and below the content of a cell, in points.</summary>
    public double Padding { get; set; } = 4;

    public List<TableColumn> Columns { get; } = [];

    public List<TableCell> Head { get; } = [];

    public List<TableCell> Cells { get; } = [];

    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        if (Head.Count != Columns.Count || Cells.Count % Math.Max(Columns.Count, 1) != 0)
        {
            throw new InvalidOperationException($"A table of {Columns.Count} columns has {Head.Count} cells in its head and {Cells.Count} in its rows.");
        }

        if (Cells.Count == 0)
        {
            return [];
        }

        var table = frame.Parent?.Add(StructureRole.Table);
        var head = Strip.Merge(Ruled(ArrangeRow(Head, frame with { Parent = table?.Add(StructureRole.THead) }), HeadRule, frame.Width));
        var repeated = Strip.Merge(Ruled(ArrangeRow(Head, frame with { Parent = null }), HeadRule, frame.Width));
        var rows = frame with { Parent = table?.Add(StructureRole.TBody), PageHeight = frame.PageHeight - head.Height };
        return
        [
            head with { KeepWithNext = true },
            .. Cells.Chunk(Columns.Count).SelectMany(row => Ruled(ArrangeRow(row, rows), RowRule, frame.Width)
                .Select((strip, i) => strip with { Head = i == 0 ? repeated : repeated with { Height = repeated.Height + Padding } })),
        ];
    }

    private IReadOnlyList<Strip> ArrangeRow(IReadOnlyList<TableCell> cells, Frame frame)
    {
        var row = frame.Parent?.Add(StructureRole.TR);
        var columns = new List<IReadOnlyList<Strip>>();
        var x = 0.0;
        foreach (var (cell, width) in cells.Zip(Widths(frame.Width)))
        {
            var element = row?.Add(new StructureElement(cell.Scope == HeaderScope.None ? StructureRole.TD : StructureRole.TH, row) { Scope = cell.Scope });
            var left = x;
            columns.Add([.. cell.Content.Arrange(frame with { Width = width, Parent = element }).Select(strip => strip.Shifted(left))]);
            x += width + Spacing;
        }

        columns.RemoveAll(column => column.Count == 0);
        var whole = Strip.Beside([.. columns.Select(column => new[] { Strip.Merge(column) }), [new(0, [])]]);
        return whole[0].Height + Extra <= frame.PageHeight ? whole : Strip.Beside(columns);
    }

    private double Extra => (2 * Padding) + HeadRule.Thickness;

    private Strip[] Ruled(IReadOnlyList<Strip> row, RuleStyle rule, double width)
    {
        var strips = row.ToArray();
        strips[0] = strips[0] with { SpaceBefore = 0, Height = strips[0].Height + Padding, Marks = [.. strips[0].Marks.Select(mark => mark.Shifted(0, Padding))] };
        var last = strips[^1];
        strips[^1] = last with
        {
            Height = last.Height + Padding + rule.Thickness,
            Marks = [.. last.Marks, new RuleMark(0, last.Height + Padding, width, rule)],
            KeepWithNext = false,
        };
        return strips;
    }

    private IEnumerable<double> Widths(double width)
    {
        var free = width - (Spacing * (Columns.Count - 1)) - Columns.Sum(column => column.Points);
        var shares = Columns.Sum(column => column.Share);
        return Columns.Select(column => column.Points + (column.Share > 0 ? free * column.Share / shares : 0));
    }
}

/// <summary>Fixed points, or a share of what the fixed columns leave.</summary>
internal sealed record TableColumn(double Points, double Share);

internal sealed record TableCell(Container Content, HeaderScope Scope);

internal sealed class TableDescriptor(Table table)
{
    public void ColumnsDefinition(Action<TableColumnsDescriptor> columns) => columns(new(table.Columns));

    /// <summary>One cell for each column.</summary>
    public void Header(Action<TableHeaderDescriptor> header) => header(new(table.Head));

    /// <summary>The next cell; rows fill from the left, and an empty cell must be given too.</summary>
    public Container Cell() => Add(HeaderScope.None);

    /// <summary>The next cell, as the header of its row.</summary>
    public Container RowHeader() => Add(HeaderScope.Row);

    private Container Add(HeaderScope scope)
    {
        table.Cells.Add(new(new(), scope));
        return table.Cells[^1].Content;
    }
}

internal sealed class TableColumnsDescriptor(List<TableColumn> columns)
{
    public void ConstantColumn(double points) => columns.Add(new(points, Share: 0));

    public void RelativeColumn(double share = 1) => columns.Add(new(Points: 0, share));
}

internal sealed class TableHeaderDescriptor(List<TableCell> cells)
{
    public Container Cell()
    {
        cells.Add(new(new(), HeaderScope.Column));
        return cells[^1].Content;
    }
}
