using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A place for one element, filled by the fluent calls of QuestPDF's vocabulary. An empty one takes no space.</summary>
internal sealed class Container : Element
{
    private Element? child;

    public override IReadOnlyList<Strip> Arrange(Frame frame) => child?.Arrange(frame) ?? [];

    public void Text(string text) => Text(content => content.Span(text));

    public void Text(Action<TextDescriptor> content) => AddText(StructureRole.P, content);

    /// <summary>A heading of the document's outline: level 1 to 3, kept with what follows.</summary>
    public void Heading(int level, string text, TextStyle style) =>
        AddText(StructureRole.H1 + (level - 1), content => content.Style(_ => style).Span(text), keepWithNext: true);

    public void Column(Action<ColumnDescriptor> content) => Fill(new Column(), column => content(new(column)));

    public void Row(Action<RowDescriptor> content) => Fill(new Row(), row => content(new(row)));

    public void List(ListNumbering numbering, Action<ListDescriptor> content) => Fill(new ItemList(numbering), list => content(new(list)));

    public void Table(Action<TableDescriptor> content) => Fill(new Table(), table => content(new(table)));

    /// <summary>A bar over a share of the width, 0 to 1. It is decoration: what it shows must stand beside it as text.</summary>
    public void Bar(double share, Color color, Color rest) => child = new Bar(share, color, rest);

    public void LineHorizontal(double thickness, Color color) => child = new HorizontalRule(new(thickness, color));

    public Container PaddingTop(double points) => Wrap(inner => new Padding(inner, points));

    public Container DefaultTextStyle(Func<TextStyle, TextStyle> style) => Wrap(inner => new Styled(inner, style));

    public Container KeepWithNext() => Wrap(inner => new Kept(inner, together: false));

    /// <summary>One strip: no page break inside.</summary>
    public Container ShowEntire() => Wrap(inner => new Kept(inner, together: true));

    internal void AddText(StructureRole role, Action<TextDescriptor> content, bool keepWithNext = false) =>
        Fill(new TextBlock(role, keepWithNext), text => content(new(text)));

    private void Fill<T>(T element, Action<T> describe) where T : Element
    {
        child = element;
        describe(element);
    }

    private Container Wrap(Func<Container, Element> wrapper)
    {
        var inner = new Container();
        child = wrapper(inner);
        return inner;
    }
}
