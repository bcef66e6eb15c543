namespace Tracker.Documents.Writing.Fonts;

/// <summary>How much closer two neighbouring glyphs stand, in font units: from <c>GPOS</c>, or from <c>kern</c> where there is no <c>GPOS</c>.</summary>
internal sealed class PairKerning
{
    private readonly List<IKerningSubtable> subtables = [];

    public static PairKerning Read(IReadOnlyDictionary<string, FontTable> tables, int glyphCount)
    {
        var kerning = new PairKerning();
        if (tables.TryGetValue("GPOS", out var gpos))
        {
            kerning.subtables.AddRange(PositioningTable.PairSubtables(gpos).Select(pair => ReadPair(pair, glyphCount)));
        }
        else if (tables.TryGetValue("kern", out var kern) && kern.UInt16(0) == 0 && kern.UInt16(2) > 0)
        {
            kerning.subtables.Add(KerningPairs.OfKernTable(kern.From(4)));
        }

        return kerning;
    }

    /// <summary>The adjustment of the first subtable that speaks of the pair; 0 when none does.</summary>
    public int Between(int left, int right)
    {
        foreach (var subtable in subtables)
        {
            if (subtable.TryFind(left, right, out var adjustment))
            {
                return adjustment;
            }
        }

        return 0;
    }

    private static IKerningSubtable ReadPair(FontTable pair, int glyphCount) =>
        pair.UInt16(0) == 1 ? KerningPairs.OfPairTable(pair) : new KerningClasses(pair, glyphCount);
}

internal interface IKerningSubtable
{
    bool TryFind(int left, int right, out int adjustment);
}
