namespace Tracker.Documents.Reading.Lines;

internal static class Sentences
{
    private const string Wrappings = "*_)]}\"'’” ";
    private const int Reach = 220;

    public static bool IsFinished(string text)
    {
        var end = text.AsSpan().TrimEnd(Wrappings);
        return end.Length == 0 || end[^1] is '.' or '!' or '?' or ':' or ';' or '…';
    }

    public static bool StartsSmall(string text)
    {
        var start = text.AsSpan().TrimStart("*_([\"'‘“");
        return start.Length > 0 && char.IsLower(start[0]) && !(start.Length > 1 && start[1] is ')' or '.');
    }

    public static bool IsSentence(string text) => text.Length >= 60 && text.AsSpan().TrimEnd(Wrappings) is [.., '.' or '!' or '?'];

    /// <summary>The words before and after a position, up to the ends of its sentence, never further than a few lines.</summary>
    public static (string Before, string After) Around(string text, int start, int end)
    {
        var from = start;
        while (from > 0 && start - from < Reach && !EndsAt(text, from - 1))
        {
            from--;
        }

        var to = end;
        while (to < text.Length && to - end < Reach && !EndsAt(text, to))
        {
            to++;
        }

        return (text[from..start], text[end..to]);
    }

    public static string Last(string text)
    {
        var end = text.AsSpan().TrimEnd(Wrappings + ".:;!?").Length;
        return Around(text, end, end).Before;
    }

    /// <summary>The sentences of a text, without the white space around them; the end of a paragraph ends one.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 == text.Length || text[at] == '\n' || EndsAt(text, at))
            {
                var sentence = text[start..(at + 1)].Trim();
                start = at + 1;
                if (sentence.Length > 1)
                {
                    yield return sentence;
                }
            }
        }
    }

    private static bool EndsAt(string text, int at) =>
        text[at] is '!' or '?' || text[at] == '.' && (at + 1 == text.Length || text[at + 1] is ' ' or '*' or ')') && !IsAbbreviation(text, at);

    // "no. 4", "J. Smith", "p.m. on", "e.g. the"
    private static bool IsAbbreviation(string text, int at) =>
        at >= 1 && (at == 1 || text[at - 2] is ' ' or '.') || at >= 2 && text.AsSpan(at - 2, 2).Equals("no", StringComparison.OrdinalIgnoreCase);
}
