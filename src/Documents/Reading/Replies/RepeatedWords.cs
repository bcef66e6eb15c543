using System.Buffers;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Finds the recommendation's own words where a reply repeats them: the same letters and digits in the same order, whatever stands between.</summary>
internal static class RepeatedWords
{
    private const int FewestWords = 4;
    private static readonly SearchValues<char> Leading = SearchValues.Create(" .,;:)]”’\"'*_–—-");

    /// <summary>A word in lower case, with the end of its place in the line.</summary>
    private readonly record struct Word(string Letters, int Line, int End);

    /// <summary>The words of a text, without case, apostrophes and punctuation.</summary>
    public static List<string> Of(string text) => [.. In(text, line: 0).Select(word => word.Letters)];

    /// <summary>What of some lines comes after the repeated words; <see langword="null"/> when they do not begin with all of them.</summary>
    public static List<Line>? After(IReadOnlyList<Line> lines, IReadOnlyList<string> asked)
    {
        if (asked.Count < FewestWords)
        {
            return null;
        }

        var words = lines.SelectMany((line, i) => In(line.Text, i)).Take(asked.Count + 1).ToList();
        var skipped = words is [{ Letters: "that" }, ..] && asked[0] != "that" ? 1 : 0; // "That the council should ..."
        if (words.Count < asked.Count + skipped || !words.Skip(skipped).Take(asked.Count).Select(word => word.Letters).SequenceEqual(asked))
        {
            return null;
        }

        var last = words[asked.Count + skipped - 1];
        return [.. Rest(lines[last.Line], last.End), .. lines.Skip(last.Line + 1)];
    }

    private static IEnumerable<Line> Rest(Line line, int from)
    {
        var at = from + line.Text.AsSpan(from).IndexOfAnyExcept(Leading);
        return at < from ? [] : [line.Cut(at, line.Text.Length)];
    }

    private static IEnumerable<Word> In(string text, int line)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || at > start && text[at] is '\'' or '’'))
            {
                at++;
            }

            if (at > start)
            {
                yield return new(string.Concat(text[start..at].Where(char.IsLetterOrDigit)).ToLowerInvariant(), line, at);
            }
        }
    }
}
