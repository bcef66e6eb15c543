using System.Buffers;

namespace Tracker.Documents.Reading.Lines;

internal static class SourceLines
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("\n\r\f\v\u2028\u2029");

    public static List<Line> Of(string text)
    {
        var lines = new List<Line>();
        for (var start = 0; start <= text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(Ends);
            var end = length < 0 ? text.Length : start + length;
            lines.Add(Trimmed(text, start, end));
            start = end + 1;
            if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
            {
                start++;
            }
        }

        return lines;
    }

    private static Line Trimmed(string text, int start, int end)
    {
        var first = start;
        while (first < end && (IsSpace(text[first]) || text[first] == '>'))
        {
            first++;
        }

        var last = end;
        while (last > first && IsSpace(text[last - 1]))
        {
            last--;
        }

        return new(PlainSpaces(text, first, last), first) { Indent = first - start, HardBreak = end - last >= 2 };
    }

    private static string PlainSpaces(string text, int start, int end) =>
        string.Create(end - start, (text, start), static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                var c = source.text[source.start + i];
                line[i] = IsSpace(c) ? ' ' : c;
            }
        });

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\0';
}
