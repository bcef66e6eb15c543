using Tracker.Documents.Writing.Layout;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The order and the look of a letter.</summary>
internal sealed class LetterTemplate(LetterDocument letter)
{
    public void Compose(PageDescriptor page)
    {
        page.TextStyle = LetterStyles.Body;
        var header = letter.IsDraft ? page.Header() : page.Header().SkipOnce();
        header.Text(text => RunningHead(text.Style(_ => LetterStyles.Small)));
        page.Footer().Text(text => PageFurniture.PageNumber(text.Style(_ => LetterStyles.Small).AlignRight()));
        page.Content().Column(column =>
        {
            LetterOpening.Compose(column, letter);
            column.Item().PaddingTop(letter.Salutation is null ? 20 : 10).Heading(1, letter.Subject, LetterStyles.Subject);
            foreach (var section in letter.Sections)
            {
                SectionTemplate.Compose(column, section);
            }

            ComposeResponse(column);
            LetterClosing.Compose(column, letter);
        });
    }

    private void RunningHead(TextDescriptor text)
    {
        if (letter.IsDraft)
        {
            text.Span(LetterWording.Draft).Bold();
            text.Span(" – ");
        }

        text.Span(PageFurniture.Shortened(letter.Subject));
        text.Span(" – " + LetterWording.Date(letter.Date));
    }

    private void ComposeResponse(ColumnDescriptor column)
    {
        if (letter.ResponseDueOn is { } dueOn)
        {
            column.Item().PaddingTop(14).KeepWithNext().Text(text => text.Span(LetterWording.RespondBy(dueOn)).Bold());
        }

        foreach (var paragraph in new[] { letter.HowToRespond, letter.FollowUp }.Where(LetterWording.IsGiven))
        {
            column.Item().PaddingTop(LetterStyles.Paragraph).KeepWithNext().Text(paragraph!);
        }
    }
}
