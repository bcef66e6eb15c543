using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Pdf;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The letter as an accessible PDF: PDF/UA-1 and PDF/A-3a.</summary>
public static class LetterPdf
{
    /// <summary>Sets the letter on A4 pages. The same record gives the same bytes.</summary>
    /// <exception cref="MissingCharacterException">The font lacks a character of the letter.</exception>
    /// <exception cref="ArgumentException">The subject is empty.</exception>
    public static byte[] Write(LetterDocument letter)
    {
        if (!LetterWording.IsGiven(letter.Subject))
        {
            throw new ArgumentException("A letter needs a subject: it is the document's title and first heading.", nameof(letter));
        }

        var document = Document.Create(page => new LetterTemplate(letter).Compose(page));
        return PdfWriter.Write(document.Lay(), new()
        {
            Title = LetterWording.Title(letter),
            Author = letter.Letterhead.Commission,
            Id = letter.DocumentId,
            CreatedAt = letter.CreatedAt,
        });
    }
}
