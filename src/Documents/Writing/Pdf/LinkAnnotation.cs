using System.Globalization;
using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>The clickable areas of one link on one page, as one annotation.</summary>
internal static class LinkAnnotation
{
    private const int Print = 4;

    public static string Describe(StructureElement link, IReadOnlyList<LinkMark> areas, (int Key, double PageHeight) page)
    {
        var boxes = areas.Select(area => (Left: area.X, Bottom: page.PageHeight - area.Y - area.Height, Right: area.X + area.Width, Top: page.PageHeight - area.Y)).ToList();
        var around = Numbers(boxes.Min(box => box.Left), boxes.Min(box => box.Bottom), boxes.Max(box => box.Right), boxes.Max(box => box.Top));
        var quads = string.Join(' ', boxes.Select(box => Numbers(box.Left, box.Top, box.Right, box.Top, box.Left, box.Bottom, box.Right, box.Bottom)));
        return $"<< /Type /Annot /Subtype /Link /Rect [{around}]" + (boxes.Count > 1 ? $" /QuadPoints [{quads}]" : "")
            + string.Create(CultureInfo.InvariantCulture, $" /F {Print} /Border [0 0 0] /StructParent {page.Key}")
            + $" /Contents {PdfText.Of(Contents(link))} /A << /S /URI /URI {PdfText.Of(Ascii(link.Target!))} >> >>";
    }

    private static string Contents(StructureElement link) =>
        link.Words == link.Target || "mailto:" + link.Words == link.Target ? link.Words : $"{link.Words} ({link.Target})";

    // A URI action holds seven-bit text only.
    private static string Ascii(string target) => Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : Uri.EscapeDataString(target);

    private static string Numbers(params double[] values) => string.Join(' ', values.Select(PdfText.Number));
}
