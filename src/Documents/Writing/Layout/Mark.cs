using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>Something placed: points from the left, and points down from the top of its strip or page.</summary>
internal abstract record Mark(double X, double Y)
{
    public Mark Shifted(double x, double y) => this with { X = X + x, Y = Y + y };
}

/// <summary>Text on its baseline. Without a slot it is an artifact, which is never read aloud.</summary>
internal sealed record TextMark(double X, double Y, Fragment Fragment, ContentSlot? Slot) : Mark(X, Y);

/// <summary>A horizontal rule or an underline: decoration, always an artifact.</summary>
internal sealed record RuleMark(double X, double Y, double Width, RuleStyle Style) : Mark(X, Y);

/// <summary>The area on which a reader may click to follow a link.</summary>
internal sealed record LinkMark(double X, double Y, double Width, double Height) : Mark(X, Y)
{
    public required StructureElement Link { get; init; }
}

internal sealed record RuleStyle(double Thickness, Color Color);
