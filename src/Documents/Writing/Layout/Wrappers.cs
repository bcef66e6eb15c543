using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>Space above, in points.</summary>
internal sealed class Padding(Element inner, double top) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame) =>
        [.. inner.Arrange(frame).Select((strip, i) => strip with { SpaceBefore = strip.SpaceBefore + (i == 0 ? top : 0) })];
}

/// <summary>The style of all text inside that says nothing else.</summary>
internal sealed class Styled(Element inner, Func<TextStyle, TextStyle> style) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame) => inner.Arrange(frame with { Style = style(frame.Style) });
}

/// <summary>No page break inside, or none after.</summary>
internal sealed class Kept(Element inner, bool together) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var strips = inner.Arrange(frame);
        return together
            ? [.. strips.Select((strip, i) => strip with { KeepWithNext = strip.KeepWithNext || i < strips.Count - 1 })]
            : [.. strips.Select((strip, i) => strip with { KeepWithNext = strip.KeepWithNext || i == strips.Count - 1 })];
    }
}

/// <summary>A bar as high as the letters of a line, on a band of the full width.</summary>
internal sealed class Bar(double share, Color color, Color rest) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var (height, top) = (frame.Style.Size * 0.7, frame.Style.Baseline - (frame.Style.Size * 0.68));
        var band = new RuleMark(0, top, frame.Width, new(height, rest));
        return [new(frame.Style.Leading, share > 0 ? [band, band with { Width = frame.Width * share, Style = new(height, color) }] : [band])];
    }
}

/// <summary>A line across the full width.</summary>
internal sealed class HorizontalRule(RuleStyle style) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame) => [new(style.Thickness, [new RuleMark(0, 0, frame.Width, style)])];
}
