using System.Runtime.InteropServices;

namespace Tracker.Documents.Writing.Text;

/// <summary>One character of a shaped text.</summary>
/// <param name="CodePoint">What it reads as; a space that must not break reads as a space.</param>
/// <param name="Run">Index of the run it belongs to.</param>
/// <param name="Kerning">Added before the next glyph, in font units.</param>
/// <param name="Advance">Width in points, kerning included.</param>
/// <param name="Glued">A space at which a line must not end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Glyph(int CodePoint, int Run, int Kerning, double Advance, bool Glued)
{
    public bool IsSpace => CodePoint == ' ';

    public bool IsBreakingSpace => IsSpace && !Glued;
}
