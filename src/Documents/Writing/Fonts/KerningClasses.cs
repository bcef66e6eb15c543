namespace Tracker.Documents.Writing.Fonts;

/// <summary>Kerning between classes of glyphs: pair adjustment format 2 of <c>GPOS</c>.</summary>
internal sealed class KerningClasses : IKerningSubtable
{
    private readonly FontTable table;
    private readonly ValueFormats values;
    private readonly bool[] covered;
    private readonly ushort[] leftClasses;
    private readonly ushort[] rightClasses;
    private readonly int rightClassCount;

    public KerningClasses(FontTable table, int glyphCount)
    {
        this.table = table;
        values = new(table.UInt16(4), table.UInt16(6));
        covered = new bool[glyphCount];
        foreach (var glyph in PositioningTable.Coverage(table.Follow(2)))
        {
            covered[glyph] = true;
        }

        leftClasses = PositioningTable.Classes(table.Follow(8), glyphCount);
        rightClasses = PositioningTable.Classes(table.Follow(10), glyphCount);
        rightClassCount = table.UInt16(14);
    }

    public bool TryFind(int left, int right, out int adjustment)
    {
        adjustment = 0;
        if (!covered[left])
        {
            return false;
        }

        var record = (leftClasses[left] * rightClassCount) + rightClasses[right];
        adjustment = values.AdvanceAt(table, 16 + (record * values.Size));
        return true;
    }
}
