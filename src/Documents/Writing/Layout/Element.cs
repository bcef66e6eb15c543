using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A part of a document that can divide itself into strips of a given width.</summary>
internal abstract class Element
{
    public abstract IReadOnlyList<Strip> Arrange(Frame frame);
}

/// <summary>What an element must know to arrange itself: a width in points, and the element of the tree to add to (none for what repeats on every page).</summary>
internal sealed record Frame(double Width, TextStyle Style, StructureElement? Parent, PageNumbers Pages)
{
    /// <summary>Height in points of a page that a table goes on to; what is higher must be divided.</summary>
    public double PageHeight { get; init; } = double.PositiveInfinity;
}

/// <summary>The page being made; both are 0 in the content, where they are not yet known.</summary>
internal sealed record PageNumbers(int Current, int Total)
{
    public static PageNumbers Unknown { get; } = new(0, 0);
}
