using System.Numerics;

namespace Tracker.Documents.Writing.Fonts;

/// <summary>The shape of the two value records of a pair adjustment; only the first glyph's horizontal advance matters here.</summary>
internal sealed record ValueFormats(int First, int Second)
{
    private const int HorizontalAdvance = 4;

    public int Size => 2 * (BitOperations.PopCount((uint)First) + BitOperations.PopCount((uint)Second));

    public int AdvanceAt(FontTable table, int at) =>
        (First & HorizontalAdvance) == 0 ? 0 : table.Int16(at + (2 * BitOperations.PopCount((uint)First & (HorizontalAdvance - 1))));
}
