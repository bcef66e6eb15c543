using Tracker.Documents.Writing.Fonts;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>Width and height in points.</summary>
internal sealed record PageSize(double Width, double Height)
{
    public static PageSize A4 { get; } = new(595.28, 841.89);
}

/// <summary>In points.</summary>
internal sealed record PageMargins(double Side, double Top, double Bottom);

internal sealed class PageDescriptor
{
    public PageSize Size { get; set; } = PageSize.A4;

    public PageMargins Margins { get; set; } = new(72, 56, 48);

    /// <summary>Between the content and what stands above or below it, in points.</summary>
    public double Gap { get; set; } = 18;

    public TextStyle TextStyle { get; set; } = new() { Family = FontFamily.SourceSans, Size = 12 };

    public double ContentWidth => Size.Width - (2 * Margins.Side);

    internal RepeatedContainer Head { get; } = new();

    internal RepeatedContainer Foot { get; } = new();

    internal Container Body { get; } = new();

    public RepeatedContainer Header() => Head;

    public Container Content() => Body;

    public RepeatedContainer Footer() => Foot;
}

/// <summary>What stands on every page, or on every page but the first.</summary>
internal sealed class RepeatedContainer : Element
{
    private readonly Container content = new();
    private bool skipsFirst;

    public RepeatedContainer SkipOnce()
    {
        skipsFirst = true;
        return this;
    }

    public void Text(Action<TextDescriptor> text) => content.Text(text);

    public override IReadOnlyList<Strip> Arrange(Frame frame) => skipsFirst && frame.Pages.Current == 1 ? [] : content.Arrange(frame);
}
