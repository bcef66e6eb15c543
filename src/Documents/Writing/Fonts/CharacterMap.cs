namespace Tracker.Documents.Writing.Fonts;

/// <summary>From a code point to the glyph that draws it: the Unicode subtable of <c>cmap</c>, format 12 or 4.</summary>
internal sealed class CharacterMap
{
    private readonly Dictionary<int, int> glyphs = [];

    public static CharacterMap Read(FontTable cmap)
    {
        var map = new CharacterMap();
        var subtables = Enumerable.Range(0, cmap.UInt16(2))
            .Select(i => cmap.From(cmap.Int32(8 + (8 * i))))
            .ToLookup(table => table.UInt16(0));

        if (subtables[12].FirstOrDefault() is { Length: > 0 } full)
        {
            map.ReadFormat12(full);
        }
        else if (subtables[4].FirstOrDefault() is { Length: > 0 } basic)
        {
            map.ReadFormat4(basic);
        }
        else
        {
            throw new InvalidDataException("The font has no Unicode character map of format 4 or 12.");
        }

        return map;
    }

    /// <summary>The glyph, or 0 where the font has none.</summary>
    public int GlyphOf(int codePoint) => glyphs.GetValueOrDefault(codePoint);

    private void ReadFormat12(FontTable table)
    {
        for (var group = 0; group < table.Int32(12); group++)
        {
            var at = 16 + (12 * group);
            var first = table.Int32(at);
            for (var codePoint = first; codePoint <= table.Int32(at + 4); codePoint++)
            {
                glyphs[codePoint] = table.Int32(at + 8) + codePoint - first;
            }
        }
    }

    private void ReadFormat4(FontTable table)
    {
        var doubled = table.UInt16(6);
        for (var segment = 0; segment < doubled; segment += 2)
        {
            var last = table.UInt16(14 + segment);
            for (var codePoint = table.UInt16(16 + doubled + segment); codePoint <= last && codePoint != 0xFFFF; codePoint++)
            {
                glyphs[codePoint] = GlyphInSegment(table, codePoint, segment);
            }
        }
    }

    private static int GlyphInSegment(FontTable table, int codePoint, int segment)
    {
        var doubled = table.UInt16(6);
        var delta = table.UInt16(16 + (2 * doubled) + segment);
        var rangeAt = 16 + (3 * doubled) + segment;
        var range = table.UInt16(rangeAt);
        if (range == 0)
        {
            return (codePoint + delta) & 0xFFFF;
        }

        var first = table.UInt16(16 + doubled + segment);
        var glyph = table.UInt16(rangeAt + range + (2 * (codePoint - first)));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }
}
