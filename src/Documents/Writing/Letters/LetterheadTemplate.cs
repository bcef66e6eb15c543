using Tracker.Documents.Writing.Layout;

namespace Tracker.Documents.Writing.Letters;

/// <summary>Who writes, above a line across the page.</summary>
internal static class LetterheadTemplate
{
    public static void Compose(ColumnDescriptor column, Letterhead head)
    {
        column.Item().Row(row => ComposeHead(row, head));
        column.Item().PaddingTop(10).LineHorizontal(1.5, LetterStyles.Accent);
    }

    private static void ComposeHead(RowDescriptor row, Letterhead head)
    {
        row.Spacing(24);
        row.RelativeItem(3).Column(names =>
        {
            names.Item().Text(text => text.Style(_ => LetterStyles.Commission).Span(head.Commission));
            names.Item().PaddingTop(2).Text(text => text.Style(body => body with { Color = LetterStyles.Quiet }).Span(head.Council));
        });
        row.RelativeItem(2).Column(address =>
        {
            foreach (var line in head.AddressLines)
            {
                address.Item().Text(text => text.Style(_ => LetterStyles.Small).AlignRight().Span(line));
            }

            if (LetterWording.IsGiven(head.Email))
            {
                address.Item().Text(text => text.Style(_ => LetterStyles.Small).AlignRight().Hyperlink(head.Email!, "mailto:" + head.Email).Style(LetterStyles.Link));
            }
        });
    }
}
