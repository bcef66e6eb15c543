using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The paragraphs and lists of a narrative.</summary>
internal static class NarrativeTemplate
{
    public const double ListIndent = 22;

    public static void Compose(ColumnDescriptor column, string markdown, double spacing)
    {
        foreach (var block in Narrative.Parse(markdown))
        {
            var item = column.Item().PaddingTop(spacing);
            ComposeBlock(LeadsOn(block) ? item.KeepWithNext() : item, block);
        }
    }

    private static bool LeadsOn(NarrativeBlock block) => block is NarrativeParagraph { Spans: [.., var last] } && last.Text.EndsWith(':');

    private static void ComposeBlock(Container item, NarrativeBlock block)
    {
        switch (block)
        {
            case NarrativeParagraph paragraph:
                item.Text(text => ComposeSpans(text, paragraph.Spans));
                break;
            case NarrativeList list:
                item.List(list.FirstNumber is null ? ListNumbering.Disc : ListNumbering.Decimal, items => ComposeList(items, list));
                break;
        }
    }

    private static void ComposeList(ListDescriptor items, NarrativeList list)
    {
        items.Spacing(4);
        items.Indent(ListIndent);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var spans = list.Items[i];
            items.Item(list.LabelOf(i)).Text(text => ComposeSpans(text, spans));
        }
    }

    private static void ComposeSpans(TextDescriptor text, IReadOnlyList<NarrativeSpan> spans)
    {
        foreach (var span in spans)
        {
            var words = span.Target is null ? text.Span(span.Text) : text.Hyperlink(span.Text, span.Target).Style(LetterStyles.Link);
            words.Style(style => style with { Bold = style.Bold || span.Bold, Italic = style.Italic || span.Italic });
        }
    }
}
