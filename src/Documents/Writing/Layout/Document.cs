using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A document described by its parts: <c>Document.Create(page => …).Lay()</c>.</summary>
internal sealed class Document
{
    private readonly PageDescriptor page = new();

    private Document() { }

    public static Document Create(Action<PageDescriptor> describe)
    {
        var document = new Document();
        describe(document.page);
        return document;
    }

    public LaidOutDocument Lay()
    {
        var root = new StructureElement(StructureRole.Document, parent: null);
        var frame = new Frame(page.ContentWidth, page.TextStyle, Parent: null, PageNumbers.Unknown) { PageHeight = HeightOfContent(1) };
        var strips = page.Body.Arrange(frame with { Parent = root });
        var pages = Paginator.Divide(strips, HeightOfContent);
        return new(page.Size, root, [.. pages.Select((body, index) => LayPage(body, index, pages.Count))]);
    }

    private double HeightOfContent(int index) => page.Size.Height - page.Margins.Top - page.Margins.Bottom - Around(page.Head, index) - Around(page.Foot, index);

    private LaidOutPage LayPage(IReadOnlyList<Strip> body, int index, int total)
    {
        var frame = new Frame(page.ContentWidth, page.TextStyle, Parent: null, new(index + 1, total));
        var header = page.Head.Arrange(frame);
        var footer = page.Foot.Arrange(frame);
        var footerTop = page.Size.Height - page.Margins.Bottom - Height(footer);
        var top = page.Margins.Top + Around(page.Head, index);
        IReadOnlyList<Strip> repeated = body is [{ Head: { } head }, ..] ? [head] : [];
        return new(
            Place(header, page.Margins.Top),
            Place(repeated, top),
            Place(body, top + Height(repeated)),
            Place(footer, footerTop));
    }

    private List<Mark> Place(IReadOnlyList<Strip> strips, double top)
    {
        var marks = new List<Mark>();
        var y = top;
        foreach (var strip in strips)
        {
            y += y == top ? 0 : strip.SpaceBefore;
            marks.AddRange(strip.Marks.Select(mark => mark.Shifted(page.Margins.Side, y)));
            y += strip.Height;
        }

        return marks;
    }

    private double Around(RepeatedContainer repeated, int index)
    {
        var height = Height(repeated.Arrange(new(page.ContentWidth, page.TextStyle, Parent: null, new(index + 1, index + 1))));
        return height == 0 ? 0 : height + page.Gap;
    }

    private static double Height(IReadOnlyList<Strip> strips) => strips.Sum(strip => strip.Height) + strips.Skip(1).Sum(strip => strip.SpaceBefore);
}

internal sealed record LaidOutDocument(PageSize Size, StructureElement Root, IReadOnlyList<LaidOutPage> Pages);

/// <summary>Marks at their place on one page; header, footer and the repeated head of a table are artifacts.</summary>
internal sealed record LaidOutPage(IReadOnlyList<Mark> Header, IReadOnlyList<Mark> Repeated, IReadOnlyList<Mark> Body, IReadOnlyList<Mark> Footer);
