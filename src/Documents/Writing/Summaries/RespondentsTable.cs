using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>Each organisation with its date, its answer and how late it is.</summary>
internal static class RespondentsTable
{
    public static void Compose(TableDescriptor table, IReadOnlyList<SummaryRespondent> respondents)
    {
        table.ColumnsDefinition(columns =>
        {
            columns.RelativeColumn(2.9);
            columns.RelativeColumn(2.3);
            columns.RelativeColumn(2.3);
            columns.RelativeColumn(2.4);
        });
        table.Header(header => ComposeHead(header, "Organisation", "Answer due", "Answer received", "Where it stands"));
        foreach (var respondent in respondents)
        {
            table.RowHeader().Text(text => text.Span(respondent.Organisation).Bold());
            table.Cell().Column(lines =>
            {
                lines.Item().Text(SummaryWording.Due(respondent));
                lines.Item().Text(text => text.Style(SummaryStyles.Quiet).Span(respondent.DueNote ?? ""));
            });
            table.Cell().Text(SummaryWording.Received(respondent));
            table.Cell().Text(text => text.Style(style => style with { Bold = respondent.DaysLate > 0 }).Span(SummaryWording.Capital(respondent.State)));
        }
    }

    public static void ComposeHead(TableHeaderDescriptor header, params IEnumerable<string> titles)
    {
        foreach (var title in titles)
        {
            header.Cell().Text(text => text.Style(style => style with { Bold = true, Color = LetterStyles.Accent }).Span(title));
        }
    }
}
