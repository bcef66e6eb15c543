using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>The order and the look of a summary.</summary>
internal sealed class SummaryTemplate(SummaryDocument summary)
{
    public void Compose(PageDescriptor page)
    {
        page.TextStyle = SummaryStyles.Body;
        page.Margins = page.Margins with { Side = 56 };
        page.Header().SkipOnce().Text(text => text.Style(_ => LetterStyles.Small)
            .Span($"{PageFurniture.Shortened(SummaryWording.Title(summary))} – {LetterWording.Date(summary.AsOf)}"));
        page.Footer().Text(text => PageFurniture.PageNumber(text.Style(_ => LetterStyles.Small).AlignRight()));
        page.Content().Column(column =>
        {
            ComposeOpening(column);
            ComposeCounts(column);
            if (summary.Respondents.Count > 0)
            {
                column.Item().PaddingTop(20).Heading(2, "Who was asked", SummaryStyles.Section);
                column.Item().PaddingTop(4).DefaultTextStyle(_ => SummaryStyles.Cell).Table(table => RespondentsTable.Compose(table, summary.Respondents));
            }

            ComposeRecommendations(column);
        });
    }

    private void ComposeOpening(ColumnDescriptor column)
    {
        LetterheadTemplate.Compose(column, summary.Letterhead);
        column.Item().PaddingTop(18).Heading(1, SummaryWording.Title(summary), LetterStyles.Subject);
        column.Item().PaddingTop(6).Column(lines =>
        {
            foreach (var line in SummaryWording.References(summary))
            {
                lines.Item().Text(text => text.Style(SummaryStyles.Quiet).Span(line));
            }
        });
    }

    private void ComposeCounts(ColumnDescriptor column)
    {
        column.Item().PaddingTop(20).Heading(2, "In short", SummaryStyles.Section);
        column.Item().PaddingTop(4).Text(SummaryWording.Counted(summary.Counts));
        if (summary.Counts.Asked > 0)
        {
            column.Item().PaddingTop(12).Row(ComposeCharts);
        }
    }

    private void ComposeCharts(RowDescriptor row)
    {
        row.Spacing(28);
        row.RelativeItem().List(ListNumbering.None, list => ComposeBars(list, "What was answered", SummaryWording.Coverage(summary.Counts)));
        var positions = row.RelativeItem();
        if (summary.Counts.Positions.Count > 0)
        {
            positions.List(ListNumbering.None, list => ComposeBars(list, "Where those who answered stand", summary.Counts.Positions));
        }
    }

    private static void ComposeBars(ListDescriptor list, string caption, IReadOnlyList<SummaryCount> counts)
    {
        var total = Math.Max(1, counts.Sum(count => count.Count));
        list.Caption().AddText(StructureRole.Caption, text => text.Style(SummaryStyles.Bold).Span(caption), keepWithNext: true);
        foreach (var count in counts)
        {
            list.Item().PaddingTop(3).Row(row =>
            {
                row.Spacing(8);
                row.RelativeItem(3).Text(SummaryWording.Bar(count));
                row.RelativeItem(2).Bar((double)count.Count / total, LetterStyles.Accent, SummaryStyles.Band);
            });
        }
    }

    private void ComposeRecommendations(ColumnDescriptor column)
    {
        if (summary.Recommendations.Count == 0)
        {
            column.Item().PaddingTop(20).Text(SummaryWording.NoRecommendations);
        }

        for (var i = 0; i < summary.Recommendations.Count; i++)
        {
            var (theme, isFirst) = (summary.Recommendations[i].Theme, i == 0);
            if (isFirst || theme != summary.Recommendations[i - 1].Theme)
            {
                column.Item().PaddingTop(24).Heading(2, theme ?? (isFirst ? "Recommendations" : "Other recommendations"), SummaryStyles.Section);
            }

            RecommendationTemplate.Compose(column, summary.Recommendations[i]);
        }
    }
}
