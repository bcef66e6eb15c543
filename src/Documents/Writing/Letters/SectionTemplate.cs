using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Letters;

/// <summary>A section: heading, narrative, recommendations.</summary>
internal static class SectionTemplate
{
    public static void Compose(ColumnDescriptor column, LetterSection section)
    {
        if (LetterWording.IsGiven(section.Heading))
        {
            column.Item().PaddingTop(16).Heading(2, section.Heading!, LetterStyles.SectionHeading);
        }

        NarrativeTemplate.Compose(column, section.Narrative, LetterStyles.Paragraph);
        if (section.Recommendations.Count > 0)
        {
            column.Item().PaddingTop(LetterStyles.Paragraph + 2).List(NumberingOf(section), list => ComposeRecommendations(list, section.Recommendations));
        }
    }

    private static ListNumbering NumberingOf(LetterSection section) =>
        section.Recommendations.Any(recommendation => LetterWording.IsGiven(recommendation.Number)) ? ListNumbering.Decimal : ListNumbering.None;

    private static void ComposeRecommendations(ListDescriptor list, IReadOnlyList<LetterRecommendation> recommendations)
    {
        list.Spacing(10);
        list.Indent(NarrativeTemplate.ListIndent);
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
            (isAddressed ? parts.KeepWithNext() : parts).List(ListNumbering.LowerAlpha, list => ComposeParts(list, recommendation.Parts.Select(part => (part.Label, part.Text))));
        }

        if (isAddressed)
        {
            column.Item().Text(line => ComposeAddressees(line, recommendation.AddressedTo));
        }
    }

    public static void ComposeParts(ListDescriptor list, IEnumerable<(string Label, string Text)> parts)
    {
        list.Spacing(4);
        list.Indent(NarrativeTemplate.ListIndent);
        foreach (var (label, text) in parts)
        {
            list.Item(LetterWording.PartLabel(label)).Text(text);
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
