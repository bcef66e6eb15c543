using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Pdf;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>The response summary as an accessible PDF: PDF/UA-1 and PDF/A-3a.</summary>
public static class SummaryPdf
{
    /// <summary>Sets the summary on A4 pages. The same record gives the same bytes.</summary>
    /// <exception cref="MissingCharacterException">The font lacks a character of the summary.</exception>
    /// <exception cref="ArgumentException">The subject is empty, or the counts add up to more than was asked.</exception>
    public static byte[] Write(SummaryDocument summary)
    {
        if (!LetterWording.IsGiven(summary.Subject))
        {
            throw new ArgumentException("A summary needs the letter's subject: it is the document's title and first heading.", nameof(summary));
        }

        if (SummaryWording.Awaited(summary.Counts) < 0)
        {
            throw new ArgumentException("The counts of a summary add up to more than was asked.", nameof(summary));
        }

        var document = Document.Create(page => new SummaryTemplate(summary).Compose(page));
        return PdfWriter.Write(document.Lay(), new()
        {
            Title = SummaryWording.Title(summary),
            Author = summary.Letterhead.Commission,
            Id = summary.DocumentId,
            CreatedAt = summary.CreatedAt,
        });
    }
}
