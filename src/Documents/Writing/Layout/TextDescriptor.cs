using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

internal sealed class TextDescriptor(TextBlock text)
{
    /// <summary>Changes the style of all spans of this text.</summary>
    public TextDescriptor Style(Func<TextStyle, TextStyle> style)
    {
        text.Style = style;
        return this;
    }

    public TextDescriptor AlignRight()
    {
        text.AlignRight = true;
        return this;
    }

    public SpanDescriptor Span(string words) => Add(new(_ => words));

    /// <summary>Words that lead to an address; it is read out with the words.</summary>
    public SpanDescriptor Hyperlink(string words, string target) => Add(new(_ => words) { Target = target });

    public SpanDescriptor CurrentPageNumber() => Add(new(pages => Digits(pages.Current)));

    public SpanDescriptor TotalPages() => Add(new(pages => Digits(pages.Total)));

    private SpanDescriptor Add(SpanDescriptor span)
    {
        text.Spans.Add(span);
        return span;
    }

    private static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed class SpanDescriptor(Func<PageNumbers, string> words)
{
    private Func<TextStyle, TextStyle> style = same => same;

    public string? Target { get; init; }

    public string Words(PageNumbers pages) => words(pages);

    public TextStyle Apply(TextStyle around) => style(around);

    public SpanDescriptor Style(Func<TextStyle, TextStyle> change)
    {
        var before = style;
        style = around => change(before(around));
        return this;
    }

    public SpanDescriptor Bold() => Style(around => around with { Bold = true });
}
