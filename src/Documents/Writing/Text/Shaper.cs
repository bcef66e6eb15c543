using System.Globalization;
using System.Text;

namespace Tracker.Documents.Writing.Text;

/// <summary>Turns runs of text into glyphs with widths and kerning.</summary>
internal static class Shaper
{
    private const int SoftHyphen = 0xAD;
    private const int NoBreakHyphen = 0x2011;

    /// <summary>All glyphs of all runs, in order; soft hyphens are dropped.</summary>
    /// <exception cref="MissingCharacterException">A run's font lacks one of its characters.</exception>
    public static Glyph[] Shape(IReadOnlyList<StyledRun> runs)
    {
        var glyphs = new List<Glyph>(runs.Sum(run => run.Text.Length));
        for (var index = 0; index < runs.Count; index++)
        {
            ShapeRun(runs[index], index, glyphs);
        }

        return [.. glyphs];
    }

    private static void ShapeRun(StyledRun run, int index, List<Glyph> glyphs)
    {
        var (font, scale) = (run.Style.Font, run.Style.Size / run.Style.Font.Metrics.UnitsPerEm);
        var previous = -1;
        foreach (var rune in NoBreak.Protect(run.Text.Normalize()).EnumerateRunes())
        {
            var codePoint = Canonical(rune);
            if (codePoint == SoftHyphen)
            {
                continue;
            }

            var glyph = IsDrawable(rune) ? font.GlyphOf(codePoint) : 0;
            if (glyph == 0)
            {
                throw new MissingCharacterException(rune.Value, WordsAround(run.Text, rune));
            }

            if (previous >= 0)
            {
                var kerning = font.KerningBetween(previous, glyph);
                glyphs[^1] = glyphs[^1] with { Kerning = kerning, Advance = glyphs[^1].Advance + (kerning * scale) };
            }

            glyphs.Add(new(codePoint, index, Kerning: 0, font.AdvanceOf(glyph) * scale, Glued: rune.Value == NoBreak.Space));
            previous = glyph;
        }
    }

    private static int Canonical(Rune rune) => rune.Value switch
    {
        NoBreak.Space or '\t' or '\n' or '\r' => ' ',
        NoBreakHyphen => '-',
        _ => rune.Value,
    };

    // A combining mark would need placing, and a private character means nothing when read aloud.
    private static bool IsDrawable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.PrivateUse or UnicodeCategory.Format) || rune.Value == SoftHyphen;

    private static string WordsAround(string text, Rune rune)
    {
        const int reach = 20;
        var at = Math.Max(0, text.Normalize().IndexOf(rune.ToString(), StringComparison.Ordinal));
        var (start, end) = (Math.Max(0, at - reach), Math.Min(text.Normalize().Length, at + reach));
        return text.Normalize()[start..end].Trim();
    }
}
