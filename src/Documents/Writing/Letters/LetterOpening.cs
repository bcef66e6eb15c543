using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The letter down to its salutation.</summary>
internal static class LetterOpening
{
    private const double ToIndent = 36;

    public static void Compose(ColumnDescriptor column, LetterDocument letter)
    {
        LetterheadTemplate.Compose(column, letter.Letterhead);
        column.Item().PaddingTop(16).Column(lines =>
        {
            foreach (var line in LetterWording.References(letter))
            {
                lines.Item().Text(line);
            }
        });
        if (letter.To.Count > 0)
        {
            column.Item().PaddingTop(14).List(ListNumbering.None, list => ComposeTo(list, letter.To));
        }

        if (LetterWording.IsGiven(letter.Salutation))
        {
            column.Item().PaddingTop(18).KeepWithNext().Text(letter.Salutation!);
        }
    }

    private static void ComposeTo(ListDescriptor list, IReadOnlyList<LetterPerson> people)
    {
        list.Spacing(4);
        list.CaptionBeside(ToIndent).AddText(StructureRole.Caption, text => text.Style(body => body with { Bold = true }).Span(LetterWording.To));
        foreach (var person in people)
        {
            list.Item().ShowEntire().Column(lines =>
            {
                lines.Item().Text(text => text.Span(person.Name).Bold());
                lines.Item().Text(LetterWording.Position(person));
            });
        }
    }
}
