using System.Globalization;
using System.Text;
using Tracker.Documents.Writing.Fonts;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>The fonts of one document under their resource names F1, F2, …, embedded as subsets.</summary>
internal sealed class FontResources
{
    private readonly List<FontSubset> subsets = [];

    public FontSubset SubsetOf(FontFile font)
    {
        var known = subsets.Find(subset => ReferenceEquals(subset.Font, font));
        if (known is null)
        {
            subsets.Add(known = new(font));
        }

        return known;
    }

    public string NameOf(FontFile font) => Name(subsets.IndexOf(SubsetOf(font)));

    /// <summary>Writes all fonts and returns the dictionary of resources that names them.</summary>
    public string Write(PdfFile file) =>
        "<< " + string.Join(' ', subsets.Select((subset, i) => $"/{Name(i)} {PdfText.Reference(Write(file, subset))}")) + " >>";

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"F{index + 1}");

    private static int Write(PdfFile file, FontSubset subset)
    {
        var bytes = subset.Write();
        var program = file.AddStream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {bytes.Length}"), bytes);
        var descriptor = file.Add(Descriptor(subset, program));
        var widths = string.Join(' ', Enumerable.Range(0, subset.CodePoints.Count + 1).Select(subset.WidthOf));
        var descendant = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{subset.Name} "
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {PdfText.Reference(descriptor)} /CIDToGIDMap /Identity /W [0 [{widths}]] >>");
        var unicode = file.AddStream("", Encoding.ASCII.GetBytes(ToUnicode.Map(subset.CodePoints)));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{subset.Name} /Encoding /Identity-H "
            + $"/DescendantFonts [{PdfText.Reference(descendant)}] /ToUnicode {PdfText.Reference(unicode)} >>");
    }

    private static string Descriptor(FontSubset subset, int program)
    {
        const int symbolic = 4;
        const int italic = 64;
        var metrics = subset.Font.Metrics;
        var (left, bottom, right, top) = metrics.Box;
        return string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /FontDescriptor /FontName /{subset.Name} /Flags {symbolic | (metrics.ItalicAngle != 0 ? italic : 0)} ")
            + $"/FontBBox [{Scaled(left)} {Scaled(bottom)} {Scaled(right)} {Scaled(top)}] /ItalicAngle {PdfText.Number(metrics.ItalicAngle)} "
            + $"/Ascent {Scaled(metrics.Ascent)} /Descent {Scaled(metrics.Descent)} /CapHeight {Scaled(metrics.CapHeight)} "
            + $"/StemV {(metrics.IsBold ? "140" : "80")} /FontFile2 {PdfText.Reference(program)} >>";

        string Scaled(int units) => PdfText.Number(units * 1000.0 / metrics.UnitsPerEm);
    }
}
