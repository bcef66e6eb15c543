namespace Tracker.Documents.Writing.Text;

/// <summary>Divides shaped text into lines no wider than asked, at spaces and hyphens, and inside a word only when it fills a line alone.</summary>
internal static class LineBreaker
{
    private const int LongWord = 24; // letters; longer ones are mostly web addresses

    /// <summary>Where each line starts and ends; the width is in points. The space at which a line was broken stays at its end, so that the words read back apart.</summary>
    public static IEnumerable<Range> Break(Glyph[] glyphs, double width)
    {
        var start = 0;
        while (start < glyphs.Length)
        {
            var end = EndOfLine(glyphs, start, width);
            yield return start..end;
            start = end;
        }
    }

    private static int EndOfLine(Glyph[] glyphs, int start, double width)
    {
        var (used, lastBreak) = (0.0, -1);
        for (var at = start; at < glyphs.Length; at++)
        {
            used += glyphs[at].Advance;
            if (used > width && !glyphs[at].IsBreakingSpace && at > start)
            {
                return lastBreak > start ? lastBreak : InsideWord(glyphs, start, at);
            }

            if (CanBreakAfter(glyphs, at))
            {
                lastBreak = at + 1;
            }
        }

        return glyphs.Length;
    }

    private static bool CanBreakAfter(Glyph[] glyphs, int at)
    {
        if (at + 1 >= glyphs.Length || glyphs[at + 1].IsSpace)
        {
            return false;
        }

        return glyphs[at].CodePoint switch
        {
            ' ' => glyphs[at].IsBreakingSpace,
            '-' or '–' or '—' => IsLetter(glyphs, at - 1) && IsLetter(glyphs, at + 1) && IsLetter(glyphs, at - 2),
            '/' => glyphs[at + 1].CodePoint != '/' && LengthOfWord(glyphs, at) >= LongWord,
            _ => false,
        };
    }

    private static int InsideWord(Glyph[] glyphs, int start, int end)
    {
        for (var at = end - 1; at > start + ((end - start) / 2); at--)
        {
            if (glyphs[at].CodePoint is '/' or '?' or '&' or '=' or '-' or '_' or '.' or '@' or ' ')
            {
                return at + 1;
            }
        }

        return end;
    }

    private static int LengthOfWord(Glyph[] glyphs, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && !glyphs[start - 1].IsSpace)
        {
            start--;
        }

        while (end < glyphs.Length && !glyphs[end].IsSpace)
        {
            end++;
        }

        return end - start;
    }

    private static bool IsLetter(Glyph[] glyphs, int at) =>
        at >= 0 && at < glyphs.Length && System.Text.Rune.IsLetter(new System.Text.Rune(glyphs[at].CodePoint));
}
