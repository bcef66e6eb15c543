using System.Globalization;

namespace Tracker.Documents.Writing.Fonts;

/// <summary>The characters of one font that one document uses. Each gets a code of its own, in order of first use, so that the text reads back exactly.</summary>
internal sealed class FontSubset(FontFile font)
{
    private readonly Dictionary<int, int> codes = [];
    private readonly List<int> codePoints = [];

    public FontFile Font => font;

    /// <summary>The code points in the order of their codes, which start at 1; code 0 is the glyph for a missing character and never used.</summary>
    public IReadOnlyList<int> CodePoints => codePoints;

    /// <summary>The subset's name: six letters made from its content, then the font's own name.</summary>
    public string Name => Tag() + "+" + font.Metrics.PostScriptName;

    public int CodeOf(int codePoint)
    {
        if (!codes.TryGetValue(codePoint, out var code))
        {
            codePoints.Add(codePoint);
            codes[codePoint] = code = codePoints.Count;
        }

        return code;
    }

    /// <summary>The width of a code in thousandths of the font size.</summary>
    public string WidthOf(int code)
    {
        var units = font.AdvanceOf(code == 0 ? 0 : font.GlyphOf(codePoints[code - 1]));
        return (units * 1000.0 / font.Metrics.UnitsPerEm).ToString("0.###", CultureInfo.InvariantCulture);
    }

    /// <summary>A TrueType file with these characters only; glyph numbers equal the codes.</summary>
    public byte[] Write() => SubsetFile.Write(font, [0, .. codePoints.Select(font.GlyphOf)]);

    private string Tag()
    {
        var hash = codePoints.Aggregate(17UL, (sum, codePoint) => unchecked((sum * 1099511628211UL) ^ (uint)codePoint));
        return string.Create(6, hash, (letters, rest) =>
        {
            for (var i = 0; i < letters.Length; i++, rest /= 26)
            {
                letters[i] = (char)('A' + (rest % 26));
            }
        });
    }
}
