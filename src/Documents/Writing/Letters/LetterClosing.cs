using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The letter from its closing words on.</summary>
internal static class LetterClosing
{
    private const double SpaceToSign = 44;

    public static void Compose(ColumnDescriptor column, LetterDocument letter)
    {
        var closing = column.Item().PaddingTop(18);
        (letter.Signatories.Count > 0 ? closing.KeepWithNext() : closing).Text(LetterWording.Closing(letter.Salutation));
        foreach (var pair in letter.Signatories.Chunk(2))
        {
            column.Item().PaddingTop(SpaceToSign).Row(row => ComposePair(row, pair));
        }

        if (letter.Cc.Count > 0)
        {
            column.Item().PaddingTop(24).List(ListNumbering.None, list => ComposeCopies(list, letter.Cc));
        }
    }

    private static void ComposePair(RowDescriptor row, LetterSignatory[] pair)
    {
        row.Spacing(24);
        foreach (var signatory in pair)
        {
            row.RelativeItem().Column(lines =>
            {
                lines.Item().Text(text => text.Span(signatory.Name).Bold());
                lines.Item().Text(signatory.Role ?? "");
            });
        }

        if (pair.Length == 1)
        {
            row.RelativeItem();
        }
    }

    private static void ComposeCopies(ListDescriptor list, IReadOnlyList<LetterPerson> people)
    {
        list.Spacing(1);
        list.Caption().AddText(StructureRole.Caption, text => text.Style(_ => LetterStyles.Small).Span(LetterWording.CopiesTo).Bold(), keepWithNext: true);
        foreach (var person in people)
        {
            list.Item().Text(text => text.Style(_ => LetterStyles.Small).Span(LetterWording.OnOneLine(person)));
        }
    }
}
