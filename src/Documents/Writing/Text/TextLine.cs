namespace Tracker.Documents.Writing.Text;

/// <summary>One line of text, divided at changes of style. All measures in points; the width is without the space at which the line was broken.</summary>
internal sealed record TextLine(IReadOnlyList<Fragment> Fragments, double Width, double Height, double Baseline)
{
    public static IEnumerable<TextLine> Lay(IReadOnlyList<StyledRun> runs, double width)
    {
        var glyphs = Shaper.Shape(runs);
        return LineBreaker.Break(glyphs, width).Select(range => Of(glyphs[range], runs));
    }

    private static TextLine Of(Glyph[] glyphs, IReadOnlyList<StyledRun> runs)
    {
        var fragments = new List<Fragment>();
        var x = 0.0;
        for (var start = 0; start < glyphs.Length;)
        {
            var end = start + 1;
            while (end < glyphs.Length && glyphs[end].Run == glyphs[start].Run)
            {
                end++;
            }

            fragments.Add(new(runs[glyphs[start].Run], glyphs[start].Run, x, glyphs[start..end]));
            x += fragments[^1].Advance;
            start = end;
        }

        return new(fragments, fragments[^1].X + fragments[^1].Width, runs.Max(run => run.Style.Leading), runs.Max(run => run.Style.Baseline));
    }
}

/// <summary>A stretch of one run on one line: the run's index in the text, and points from the start of the line.</summary>
internal sealed record Fragment(StyledRun Run, int Index, double X, Glyph[] Glyphs)
{
    /// <summary>Width without spaces at the end, which are never underlined.</summary>
    public double Width => Glyphs.Take(VisibleCount()).Sum(glyph => glyph.Advance);

    /// <summary>Width with spaces at the end.</summary>
    public double Advance => Glyphs.Sum(glyph => glyph.Advance);

    private int VisibleCount() => Array.FindLastIndex(Glyphs, glyph => !glyph.IsSpace) + 1;
}
