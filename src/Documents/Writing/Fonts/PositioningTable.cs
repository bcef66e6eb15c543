namespace Tracker.Documents.Writing.Fonts;

/// <summary>Reads the parts of <c>GPOS</c> that pair kerning is made of.</summary>
internal static class PositioningTable
{
    private const int PairAdjustment = 2;
    private const int Extension = 9;

    /// <summary>The pair adjustments that the <c>kern</c> feature refers to, in the order in which they apply.</summary>
    public static IEnumerable<FontTable> PairSubtables(FontTable gpos)
    {
        var lookups = gpos.Follow(8);
        return KernLookups(gpos.Follow(6)).SelectMany(index => Subtables(lookups.Follow(2 + (2 * index))));
    }

    public static IEnumerable<int> Coverage(FontTable table)
    {
        for (var i = 0; i < table.UInt16(2); i++)
        {
            if (table.UInt16(0) == 1)
            {
                yield return table.UInt16(4 + (2 * i));
                continue;
            }

            for (var glyph = table.UInt16(4 + (6 * i)); glyph <= table.UInt16(6 + (6 * i)); glyph++)
            {
                yield return glyph;
            }
        }
    }

    public static ushort[] Classes(FontTable table, int glyphCount)
    {
        var classes = new ushort[glyphCount];
        if (table.UInt16(0) == 1)
        {
            for (var i = 0; i < table.UInt16(4); i++)
            {
                classes[table.UInt16(2) + i] = (ushort)table.UInt16(6 + (2 * i));
            }

            return classes;
        }

        for (var range = 0; range < table.UInt16(2); range++)
        {
            var at = 4 + (6 * range);
            Array.Fill(classes, (ushort)table.UInt16(at + 4), table.UInt16(at), table.UInt16(at + 2) - table.UInt16(at) + 1);
        }

        return classes;
    }

    private static IEnumerable<int> KernLookups(FontTable features) =>
        Enumerable.Range(0, features.UInt16(0))
            .Where(i => features.Tag(2 + (6 * i)) == "kern")
            .Select(i => features.Follow(6 + (6 * i)))
            .SelectMany(feature => Enumerable.Range(0, feature.UInt16(2)).Select(i => feature.UInt16(4 + (2 * i))))
            .Distinct()
            .Order();

    private static IEnumerable<FontTable> Subtables(FontTable lookup) =>
        Enumerable.Range(0, lookup.UInt16(4))
            .Select(i => lookup.Follow(6 + (2 * i)))
            .Where(table => PairAdjustment == (lookup.UInt16(0) == Extension ? table.UInt16(2) : lookup.UInt16(0)))
            .Select(table => lookup.UInt16(0) == Extension ? table.From(table.Int32(4)) : table);
}
