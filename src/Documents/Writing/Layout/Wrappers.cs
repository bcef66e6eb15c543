namespace Tracker.Documents.Writing.Layout;

/// <summary>Space above, in points.</summary>
internal sealed class Padding(Element inner, double top) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame) =>
        [.. inner.Arrange(frame).Select((strip, i) => strip with { SpaceBefore = strip.SpaceBefore + (i == 0 ? top : 0) })];
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

/// <summary>A line across the full width.</summary>
internal sealed class HorizontalRule(RuleStyle style) : Element
{
    public override IReadOnlyList<Strip> Arrange(Frame frame) => [new(style.Thickness, [new RuleMark(0, 0, frame.Width, style)])];
}
