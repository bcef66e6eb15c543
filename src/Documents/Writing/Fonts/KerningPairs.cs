namespace Tracker.Documents.Writing.Fonts;

/// <summary>Kerning of single pairs of glyphs: pair adjustment format 1 of <c>GPOS</c>, or format 0 of <c>kern</c>.</summary>
internal sealed class KerningPairs : IKerningSubtable
{
    private readonly Dictionary<(int Left, int Right), int> adjustments = [];

    public static KerningPairs OfPairTable(FontTable table)
    {
        var pairs = new KerningPairs();
        var values = new ValueFormats(table.UInt16(4), table.UInt16(6));
        var index = 0;
        foreach (var left in PositioningTable.Coverage(table.Follow(2)))
        {
            pairs.ReadSet(left, table.Follow(10 + (2 * index++)), values);
        }

        return pairs;
    }

    public static KerningPairs OfKernTable(FontTable table)
    {
        var pairs = new KerningPairs();
        for (var i = 0; i < table.UInt16(6); i++)
        {
            var at = 14 + (6 * i);
            pairs.adjustments.TryAdd((table.UInt16(at), table.UInt16(at + 2)), table.Int16(at + 4));
        }

        return pairs;
    }

    public bool TryFind(int left, int right, out int adjustment) => adjustments.TryGetValue((left, right), out adjustment);

    private void ReadSet(int left, FontTable set, ValueFormats values)
    {
        for (var i = 0; i < set.UInt16(0); i++)
        {
            var at = 2 + (i * (2 + values.Size));
            adjustments.TryAdd((left, set.UInt16(at)), values.AdvanceAt(set, at + 2));
        }
    }
}
