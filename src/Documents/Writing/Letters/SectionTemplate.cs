using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Letters;

/// <summary>A section: heading, narrative, recommendations.</summary>
internal static class SectionTemplate
{
    private const double ListIndent = 22;

    public static void Compose(ColumnDescriptor column, LetterSection section)
    {
        if (LetterWording.IsGiven(section.Heading))
        {
            column.Item().PaddingTop(16).Heading(2, section.Heading!, LetterStyles.SectionHeading);
        }

        foreach (var block in Narrative.Parse(section.Narrative))
        {
            var item = column.Item().PaddingTop(LetterStyles.Paragraph);
            ComposeBlock(LeadsOn(block) ? item.KeepWithNext() : item, block);
        }

        if (section.Recommendations.Count > 0)
        {
            column.Item().PaddingTop(LetterStyles.Paragraph + 2).List(NumberingOf(section), list => ComposeRecommendations(list, section.Recommendations));
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

    private static ListNumbering NumberingOf(LetterSection section) =>
        section.Recommendations.Any(recommendation => LetterWording.IsGiven(recommendation.Number)) ? ListNumbering.Decimal : ListNumbering.None;

    private static void ComposeRecommendations(ListDescriptor list, IReadOnlyList<LetterRecommendation> recommendations)
    {
        list.Spacing(10);
        list.Indent(ListIndent);
        foreach (var recommendation in recommendations)
        {
            var label = LetterWording.IsGiven(recommendation.Number) ? LetterWording.RecommendationLabel(recommendation.Number!) : null;
            list.Item(label, Bold).Column(column => ComposeRecommendation(column, recommendation));
        }
    }

    private static void ComposeRecommendation(ColumnDescriptor column, LetterRecommendation recommendation)
    {
        column.Spacing(4);
        var isAddressed = recommendation.AddressedTo.Count > 0;
        var text = column.Item();
        (isAddressed || recommendation.Parts.Count > 0 ? text.KeepWithNext() : text).Text(recommendation.Text);
        if (recommendation.Parts.Count > 0)
        {
            var parts = column.Item();
            (isAddressed ? parts.KeepWithNext() : parts).List(ListNumbering.LowerAlpha, list => ComposeParts(list, recommendation.Parts));
        }

        if (isAddressed)
        {
            column.Item().Text(line => ComposeAddressees(line, recommendation.AddressedTo));
        }
    }

    private static void ComposeParts(ListDescriptor list, IReadOnlyList<LetterRecommendationPart> parts)
    {
        list.Spacing(4);
        list.Indent(ListIndent);
        foreach (var part in parts)
        {
            list.Item(LetterWording.PartLabel(part.Label)).Text(part.Text);
        }
    }

    private static void ComposeAddressees(TextDescriptor line, IReadOnlyList<string> names)
    {
        line.Style(body => body with { Size = 11, Color = LetterStyles.Quiet });
        line.Span(LetterWording.For).Bold();
        line.Span(" " + LetterWording.NamesOf(names));
    }

    private static TextStyle Bold(TextStyle style) => style with { Bold = true };
}
