using System.Globalization;
using System.Text;
using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>The painting operators of one page. Each stands in one marked sequence: either content of the tree, or an artifact.</summary>
internal sealed class PageContent(FontResources fonts, double pageHeight)
{
    private readonly StringBuilder content = new();
    private readonly List<ContentSlot> sequences = [];
    private (string Font, double Size)? font;
    private Color? color;

    /// <summary>The slot of each marked sequence; its index is the sequence's number on the page (MCID).</summary>
    public IReadOnlyList<ContentSlot> Sequences => sequences;

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(content.ToString());

    public void PaintBody(IReadOnlyList<Mark> marks)
    {
        var texts = marks.OfType<TextMark>().ToList();
        for (var start = 0; start < texts.Count;)
        {
            var slot = texts[start].Slot ?? throw new InvalidOperationException("Text in the content has no place in the tree.");
            var sequence = texts.Skip(start).TakeWhile(text => text.Slot == slot).ToList();
            content.Append(CultureInfo.InvariantCulture, $"/{slot.Owner.Role} << /MCID {sequences.Count} >> BDC\n");
            sequence.ForEach(Paint);
            content.Append("EMC\n");
            sequences.Add(slot);
            start += sequence.Count;
        }

        PaintArtifact("/Artifact << /Type /Layout >>", marks.OfType<RuleMark>());
    }

    public void PaintHeader(IReadOnlyList<Mark> marks) => PaintArtifact("/Artifact << /Type /Pagination /Subtype /Header /Attached [/Top] >>", marks);

    public void PaintRepeated(IReadOnlyList<Mark> marks) => PaintArtifact("/Artifact << /Type /Pagination >>", marks);

    public void PaintFooter(IReadOnlyList<Mark> marks) => PaintArtifact("/Artifact << /Type /Pagination /Subtype /Footer /Attached [/Bottom] >>", marks);

    private void PaintArtifact(string tag, IEnumerable<Mark> marks)
    {
        var painted = marks.ToList();
        if (painted.Count == 0)
        {
            return;
        }

        content.Append(tag).Append(" BDC\n");
        painted.OfType<TextMark>().ToList().ForEach(Paint);
        painted.OfType<RuleMark>().ToList().ForEach(Paint);
        content.Append("EMC\n");
    }

    private void Paint(TextMark text)
    {
        var (run, subset) = (text.Fragment.Run, fonts.SubsetOf(text.Fragment.Run.Style.Font));
        SetColor(run.Style.Color);
        content.Append("BT ");
        SetFont((fonts.NameOf(run.Style.Font), run.Style.Size));
        content.Append(PdfText.Number(text.X)).Append(' ').Append(PdfText.Number(pageHeight - text.Y)).Append(" Td [<");
        foreach (var glyph in text.Fragment.Glyphs)
        {
            content.Append(subset.CodeOf(glyph.CodePoint).ToString("X4", CultureInfo.InvariantCulture));
            if (glyph.Kerning != 0)
            {
                var thousandths = -glyph.Kerning * 1000.0 / subset.Font.Metrics.UnitsPerEm;
                content.Append('>').Append(PdfText.Number(thousandths)).Append('<');
            }
        }

        content.Append(">] TJ ET\n");
    }

    private void Paint(RuleMark rule)
    {
        SetColor(rule.Style.Color);
        var bottom = pageHeight - rule.Y - rule.Style.Thickness;
        content.Append(CultureInfo.InvariantCulture,
            $"{PdfText.Number(rule.X)} {PdfText.Number(bottom)} {PdfText.Number(rule.Width)} {PdfText.Number(rule.Style.Thickness)} re f\n");
    }

    private void SetFont((string Name, double Size) wanted)
    {
        if (font != wanted)
        {
            font = wanted;
            content.Append('/').Append(wanted.Name).Append(' ').Append(PdfText.Number(wanted.Size)).Append(" Tf ");
        }
    }

    private void SetColor(Color wanted)
    {
        if (color != wanted)
        {
            color = wanted;
            content.Append(PdfText.Number(wanted.Red / 255.0)).Append(' ')
                .Append(PdfText.Number(wanted.Green / 255.0)).Append(' ')
                .Append(PdfText.Number(wanted.Blue / 255.0)).Append(" rg\n");
        }
    }
}
