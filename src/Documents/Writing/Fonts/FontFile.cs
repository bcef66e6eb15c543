namespace Tracker.Documents.Writing.Fonts;

/// <summary>A TrueType font, parsed once and then only read; safe to share between threads.</summary>
internal sealed class FontFile
{
    private readonly CharacterMap characters;
    private readonly PairKerning kerning;
    private readonly int[] advances;

    public FontFile(byte[] bytes)
    {
        Tables = ReadDirectory(new(bytes));
        GlyphCount = Tables["maxp"].UInt16(4);
        Metrics = FontMetrics.Read(Tables);
        characters = CharacterMap.Read(Tables["cmap"]);
        kerning = PairKerning.Read(Tables, GlyphCount);
        advances = ReadAdvances();
    }

    public IReadOnlyDictionary<string, FontTable> Tables { get; }

    public int GlyphCount { get; }

    public FontMetrics Metrics { get; }

    /// <summary>The glyph that draws the code point, or 0 where the font has none.</summary>
    public int GlyphOf(int codePoint) => characters.GlyphOf(codePoint);

    /// <summary>The width of a glyph in font units.</summary>
    public int AdvanceOf(int glyph) => advances[glyph];

    /// <summary>The free space at the left of a glyph, in font units; asked for only when a subset is written.</summary>
    public int LeftBearingOf(int glyph)
    {
        var fullCount = Tables["hhea"].UInt16(34);
        return Tables["hmtx"].Int16(glyph < fullCount ? (4 * glyph) + 2 : (4 * fullCount) + (2 * (glyph - fullCount)));
    }

    /// <summary>What is added between two glyphs, in font units; mostly 0 or negative.</summary>
    public int KerningBetween(int left, int right) => kerning.Between(left, right);

    /// <summary>The outline of a glyph as it stands in the file; empty for a space.</summary>
    public FontTable OutlineOf(int glyph)
    {
        var start = OutlineOffset(glyph);
        return new(Tables["glyf"].Bytes[start..OutlineOffset(glyph + 1)]);
    }

    private int OutlineOffset(int glyph) =>
        Tables["head"].Int16(50) == 0 ? 2 * Tables["loca"].UInt16(2 * glyph) : Tables["loca"].Int32(4 * glyph);

    private int[] ReadAdvances()
    {
        var lastFull = Tables["hhea"].UInt16(34) - 1; // later glyphs share the last width
        return [.. Enumerable.Range(0, GlyphCount).Select(glyph => Tables["hmtx"].UInt16(4 * Math.Min(glyph, lastFull)))];
    }

    private static Dictionary<string, FontTable> ReadDirectory(FontTable file) =>
        Enumerable.Range(0, file.UInt16(4))
            .Select(i => 12 + (16 * i))
            .ToDictionary(file.Tag, at => new FontTable(file.Bytes.Slice(file.Int32(at + 8), file.Int32(at + 12))), StringComparer.Ordinal);
}
