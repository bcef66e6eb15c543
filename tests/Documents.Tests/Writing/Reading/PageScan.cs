using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Documents.Tests.Writing.Reading;

/// <summary>A stretch of text as it is painted; points from the lower left.</summary>
internal sealed record PaintedText(string Text, double Left, double Right, double Baseline, int? Mcid)
{
    /// <summary>The name of the font, without the mark of its subset.</summary>
    public required string Font { get; init; }

    /// <summary>Painted because a page begins or ends, not because the document says so.</summary>
    public bool IsPagination { get; init; }
}

/// <summary>A filled rectangle; points from the lower left.</summary>
internal sealed record PaintedRectangle(double Left, double Bottom, double Width, double Height);

/// <summary>What the operators of one page do.</summary>
internal sealed partial class PageScan
{
    private static readonly HashSet<string> Painting = ["Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"];

    private readonly PdfModel model;
    private readonly Dictionary<string, EmbeddedFont> fonts;
    private readonly Stack<(bool IsArtifact, bool IsPagination, int? Mcid)> open = new();
    private EmbeddedFont? font;
    private double size;
    private (double X, double Y) at;

    private PageScan(PdfModel model, PdfDictionary page, Dictionary<int, EmbeddedFont> known)
    {
        this.model = model;
        fonts = model.Dictionary(model.Dictionary(page["Resources"])["Font"])
            .ToDictionary(entry => entry.Key, entry => Known(((PdfReference)entry.Value!).Id, known), StringComparer.Ordinal);
    }

    public List<int> Mcids { get; } = [];

    public List<string> Findings { get; } = [];

    public List<PaintedText> Texts { get; } = [];

    public List<PaintedRectangle> Rectangles { get; } = [];

    public static PageScan Of(PdfModel model, PdfReference reference, Dictionary<int, EmbeddedFont> known)
    {
        var page = model.Dictionary(reference);
        var scan = new PageScan(model, page, known);
        var lexer = new PdfLexer(((PdfStream)model.Resolve(page["Contents"])!).Data);
        var operands = new List<object?>();
        while (!lexer.AtEnd)
        {
            var value = lexer.Next();
            if (value is not PdfOperator @operator)
            {
                operands.Add(value);
                continue;
            }

            scan.Apply(@operator.Name, operands);
            operands.Clear();
        }

        if (scan.open.Count > 0)
        {
            scan.Findings.Add("A marked sequence is not closed.");
        }

        return scan;
    }

    private EmbeddedFont Known(int id, Dictionary<int, EmbeddedFont> known)
    {
        if (!known.TryGetValue(id, out var embedded))
        {
            known[id] = embedded = new(model, new PdfReference(id));
        }

        return embedded;
    }

    private void Apply(string name, List<object?> operands)
    {
        if (Painting.Contains(name) && open.Count(sequence => sequence.IsArtifact || sequence.Mcid is not null) != 1)
        {
            Findings.Add($"{name} paints outside exactly one marked sequence.");
        }

        switch (name)
        {
            case "BDC" or "BMC":
                Open(operands);
                break;
            case "EMC":
                open.Pop();
                break;
            case "Tf":
                (font, size) = (fonts[((PdfName)operands[0]!).Value], (double)operands[1]!);
                break;
            case "re":
                Rectangles.Add(new((double)operands[0]!, (double)operands[1]!, (double)operands[2]!, (double)operands[3]!));
                break;
            case "BT":
                at = (0, 0);
                break;
            case "Td":
                at = (at.X + (double)operands[0]!, at.Y + (double)operands[1]!);
                break;
            case "TJ":
                Show((List<object?>)operands[0]!);
                break;
        }
    }

    private void Open(List<object?> operands)
    {
        var properties = operands.ElementAtOrDefault(1) as PdfDictionary;
        int? mcid = properties?.TryGetValue("MCID", out var number) == true ? (int)(double)number! : null;
        open.Push((Equals(operands[0], new PdfName("Artifact")), Equals(properties?.GetValueOrDefault("Type"), new PdfName("Pagination")), mcid));
        if (mcid is { } given)
        {
            Mcids.Add(given);
        }
    }

    private void Show(List<object?> parts)
    {
        var text = new StringBuilder();
        var width = 0.0;
        foreach (var part in parts)
        {
            if (part is double kerning)
            {
                width -= kerning * size / 1000;
                continue;
            }

            foreach (var code in ((PdfString)part!).Bytes.Chunk(2).Select(pair => (pair[0] << 8) | pair[1]))
            {
                font!.Use(code);
                text.Append(font.TextOf(code));
                width += font.WidthOf(code) * size / 1000;
            }
        }

        Texts.Add(new(text.ToString(), at.X, at.X + width, at.Y, open.Select(sequence => sequence.Mcid).FirstOrDefault(mcid => mcid is not null))
        {
            Font = font!.Name,
            IsPagination = open.Any(sequence => sequence is { IsArtifact: true, IsPagination: true }),
        });
    }
}

/// <summary>A font of a file: what its codes mean, and what its program says of their widths.</summary>
internal sealed partial class EmbeddedFont
{
    private readonly Dictionary<int, string> unicode = [];
    private readonly List<double> widths;
    private readonly SortedSet<int> used = [];
    private readonly string name;
    private readonly byte[]? program;
    private readonly PdfDictionary descendant;

    public EmbeddedFont(PdfModel model, PdfReference reference)
    {
        var font = model.Dictionary(reference);
        name = model.Name(font, "BaseFont") ?? "";
        descendant = model.Dictionary(model.List(font["DescendantFonts"])[0]);
        widths = [.. model.List(model.List(descendant["W"])[1]).Cast<double>()];
        program = (model.Resolve(model.Dictionary(descendant["FontDescriptor"]).GetValueOrDefault("FontFile2")) as PdfStream)?.Data;
        if (model.Resolve(font.GetValueOrDefault("ToUnicode")) is PdfStream map)
        {
            foreach (var entry in Mapping().Matches(Encoding.ASCII.GetString(map.Data)).Select(match => match.Groups))
            {
                unicode[int.Parse(entry["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] =
                    Encoding.BigEndianUnicode.GetString(Convert.FromHexString(entry["text"].Value));
            }
        }
    }

    public string Name => name[(name.IndexOf('+', StringComparison.Ordinal) + 1)..];

    public void Use(int code) => used.Add(code);

    public string TextOf(int code) => unicode.GetValueOrDefault(code, "");

    public double WidthOf(int code) => code < widths.Count ? widths[code] : 0;

    public IEnumerable<string> Findings()
    {
        if (!SubsetName().IsMatch(name))
        {
            yield return $"{name} is not named as a subset.";
        }

        if (!Equals(descendant.GetValueOrDefault("CIDToGIDMap"), new PdfName("Identity")))
        {
            yield return $"{name} has no identity map from codes to glyphs.";
        }

        if (program is null)
        {
            yield return $"{name} is not embedded.";
            yield break;
        }

        var (unitsPerEm, advances) = (Table("head").From(18), Table("hmtx"));
        foreach (var code in used)
        {
            if (code == 0)
            {
                yield return $"{name} draws the missing glyph.";
            }

            if (TextOf(code).Length == 0)
            {
                yield return $"{name} does not say what code {code} reads as.";
            }

            if (Math.Abs(WidthOf(code) - (1000.0 * advances.From(4 * code) / unitsPerEm)) > 0.01)
            {
                yield return $"{name} has another width in W than in hmtx for code {code}.";
            }
        }
    }

    private BigEndian Table(string tag)
    {
        var file = new BigEndian(program!, 0);
        var entry = Enumerable.Range(0, file.From(4)).Select(i => 12 + (16 * i)).First(at => Encoding.ASCII.GetString(program!, at, 4) == tag);
        return new(program!, (file.From(entry + 8) << 16) | file.From(entry + 10));
    }

    [GeneratedRegex(@"^<(?<code>[0-9A-F]{4})> <(?<text>[0-9A-F]+)>$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mapping();

    [GeneratedRegex(@"^[A-Z]{6}\+\S+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubsetName();

    private sealed record BigEndian(byte[] Bytes, int Start)
    {
        public int From(int at) => (Bytes[Start + at] << 8) | Bytes[Start + at + 1];
    }
}
