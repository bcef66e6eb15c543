using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>One recommendation: the ask, the answers, what was promised, the commission's view, and long answers in full.</summary>
internal static class RecommendationTemplate
{
    private const int LongestInTable = 700; // characters: about a third of a page in its column
    private const double Space = 6;

    public static void Compose(ColumnDescriptor column, SummaryRecommendation recommendation)
    {
        column.Item().PaddingTop(14).Heading(3, SummaryWording.Recommendation(recommendation.Label), SummaryStyles.Recommendation);
        column.Item().PaddingTop(2).KeepWithNext().Text(recommendation.Text);
        if (recommendation.Parts.Count > 0)
        {
            column.Item().PaddingTop(4).KeepWithNext().ShowEntire().List(ListNumbering.LowerAlpha, list => SectionTemplate.ComposeParts(list, recommendation.Parts.Select(part => (part.Label, part.Text))));
        }

        if (recommendation.Answers.Count == 0)
        {
            column.Item().PaddingTop(Space).Text(SummaryWording.NoAnswers);
        }

        column.Item().PaddingTop(Space + 2).DefaultTextStyle(_ => SummaryStyles.Cell).Table(table => ComposeAnswers(table, recommendation.Answers));
        column.Item().PaddingTop(Space * 2).DefaultTextStyle(_ => SummaryStyles.Cell).Table(table => ComposeCommitments(table, recommendation.Commitments));
        column.Item().PaddingTop(Space + 2).Text(text => ComposeView(text, recommendation.View));
        foreach (var answer in recommendation.Answers.Where(IsLong))
        {
            column.Item().PaddingTop(Space * 2).KeepWithNext().Text(text => text.Span(SummaryWording.FullAnswer(answer, recommendation.Label)).Bold());
            NarrativeTemplate.Compose(column, answer.Text!, Space);
        }
    }

    private static bool IsLong(SummaryAnswer answer) => answer.Text?.Length > LongestInTable;

    private static void ComposeAnswers(TableDescriptor table, IReadOnlyList<SummaryAnswer> answers)
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(SummaryStyles.NameWidth);
            columns.RelativeColumn(2);
            columns.RelativeColumn(4);
        });
        table.Header(header => RespondentsTable.ComposeHead(header, "Organisation", "Answer", "What it said"));
        foreach (var answer in answers)
        {
            table.RowHeader().Text(text => text.Span(answer.Organisation).Bold());
            table.Cell().Column(lines => ComposePosition(lines, answer));
            table.Cell().Column(lines => NarrativeTemplate.Compose(lines, IsLong(answer) ? SummaryWording.FullAnswerBelow : answer.Text ?? "", spacing: 4));
        }
    }

    private static void ComposePosition(ColumnDescriptor lines, SummaryAnswer answer)
    {
        var isComplete = answer.Coverage == "answered";
        lines.Item().Text(text => text.Style(style => style with { Bold = !isComplete }).Span(SummaryWording.Capital(answer.Coverage)));
        lines.Item().Text(answer.Position is null ? "" : "Position: " + answer.Position);
        lines.Item().Text(answer.OwnWords is null ? "" : $"In its words: “{answer.OwnWords}”");
        lines.Item().Text(text => text.Style(SummaryStyles.Quiet).Span(answer.ReceivedOn is { } day ? "Received " + LetterWording.Date(day) : ""));
    }

    private static void ComposeCommitments(TableDescriptor table, IReadOnlyList<SummaryCommitment> commitments)
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(SummaryStyles.NameWidth);
            columns.RelativeColumn(3);
            columns.RelativeColumn(2);
            columns.ConstantColumn(76);
        });
        table.Header(header => RespondentsTable.ComposeHead(header, "Organisation", "What it promised", "For when", "Status"));
        foreach (var commitment in commitments)
        {
            table.RowHeader().Text(text => text.Span(commitment.Organisation).Bold());
            table.Cell().Column(lines =>
            {
                lines.Item().Text(commitment.Text);
                lines.Item().Text(text => text.Style(SummaryStyles.Quiet).Span(commitment.Owner is null ? "" : "Owner: " + commitment.Owner));
            });
            table.Cell().Text(SummaryWording.Capital(commitment.Promised));
            table.Cell().Text(SummaryWording.Capital(commitment.Status));
        }
    }

    private static void ComposeView(TextDescriptor text, string? view)
    {
        text.Span(view is null ? "" : "The commission’s view: ").Bold();
        text.Span(view ?? SummaryWording.NoView);
    }
}
