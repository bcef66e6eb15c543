using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A tagged list. The label stands in the margin of its item and never parts from the item's first line.</summary>
internal sealed class ItemList(ListNumbering numbering) : Element
{
    private const double Gap = 7;
    private const double WidestShare = 0.3; // of the line: longer labels wrap

    public double Spacing { get; set; }

    /// <summary>Least space for the labels, in points, so that neighbouring lists align.</summary>
    public double Indent { get; set; }

    public Container? Caption { get; set; }

    /// <summary>Width in points of a caption beside the items; 0 for one above them.</summary>
    public double CaptionWidth { get; set; }

    public List<(TextBlock? Label, Container Body)> Items { get; } = [];

    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var list = frame.Parent?.Add(new StructureElement(StructureRole.L, frame.Parent) { Numbering = numbering });
        var caption = Caption?.Arrange(frame with { Parent = list, Width = CaptionWidth > 0 ? CaptionWidth : frame.Width }) ?? [];
        var items = ArrangeItems(frame with { Parent = list, Width = frame.Width - CaptionWidth });
        return CaptionWidth > 0 ? Strip.Beside([caption, [.. items.Select(strip => strip.Shifted(CaptionWidth))]]) : [.. caption, .. items];
    }

    private List<Strip> ArrangeItems(Frame frame)
    {
        var indent = IndentFor(frame);
        var strips = new List<Strip>();
        foreach (var (label, body) in Items)
        {
            var item = ArrangeItem(label, body, (frame with { Parent = frame.Parent?.Add(StructureRole.LI) }, indent));
            strips.AddRange(item.Select((strip, i) => strip with { SpaceBefore = strip.SpaceBefore + (i == 0 && strips.Count > 0 ? Spacing : 0) }).ToList());
        }

        return strips;
    }

    private static IReadOnlyList<Strip> ArrangeItem(TextBlock? label, Container body, (Frame Frame, double Indent) place)
    {
        var (frame, indent) = place;
        var labelStrips = label?.Arrange(frame with { Width = indent - Gap }) ?? [];
        var bodyFrame = frame with { Width = frame.Width - indent, Parent = frame.Parent?.Add(StructureRole.LBody) };
        var bodyStrips = body.Arrange(bodyFrame).Select(strip => strip.Shifted(indent));
        return Strip.Beside([labelStrips, [.. bodyStrips]]);
    }

    private double IndentFor(Frame frame)
    {
        var widest = Items.Select(item => item.Label?.NaturalWidth(frame) ?? 0).DefaultIfEmpty().Max();
        return widest == 0 ? Indent : Math.Max(Indent, Math.Min(widest, frame.Width * WidestShare) + Gap + 0.01); // the same sum in another order may round up
    }
}

internal sealed class ListDescriptor(ItemList list)
{
    /// <summary>Space between items, in points.</summary>
    public void Spacing(double points) => list.Spacing = points;

    public void Indent(double points) => list.Indent = points;

    public Container Caption() => list.Caption = new Container();

    /// <summary>A caption at the left of the items, of that width in points.</summary>
    public Container CaptionBeside(double width)
    {
        list.CaptionWidth = width;
        return Caption();
    }

    /// <summary>An item with a label such as "1." or "a)"; none when the list has no numbering.</summary>
    public Container Item(string? label = null, Func<TextStyle, TextStyle>? style = null)
    {
        TextBlock? text = null;
        if (label is not null)
        {
            text = new TextBlock(StructureRole.Lbl, keepWithNext: false);
            new TextDescriptor(text).Style(style ?? (same => same)).Span(label);
        }

        var body = new Container();
        list.Items.Add((text, body));
        return body;
    }
}
