using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>What opens an answer: the numbers it is about, and the passage without them.</summary>
internal sealed record AnswerHeading(string Numbers, IReadOnlyList<Line> Rest)
{
    private const int LongestHeading = 160;
    private const string Thing = "(?:recommendations?|recs?|requests?|questions?|points?|asks?|actions?|argymhelliad(?:ion)?)";
    private const string One = @"[0-9]{1,3}(?:\.[0-9]{1,2})?(?:\s?\([a-z]\)|[a-z]\b)?";
    private const string More = $@"(?:\s?(?:,|&|-|–|\band\b|\bto\b|,\sand\b)\s?{One})*";
    private const string Bold = "[*_]{0,3}";

    /// <summary>"Recommendation 1 (a):", "Requests 2-4", "Our response to recommendation 3", "Rec. 5 -".</summary>
    private static readonly Regex Labelled = Pattern.AnyCase(
        $@"^{Bold}(?:(?:(?:our|the|[\w'’]+(?:'s|’s))\s)?(?:response|reply|answer)s?\s?(?:to|on|:|-|–)\s?(?:your\s|the\s)?)?{Thing}\.?\s(?:no\.?\s?|numbers?\s)?(?<numbers>{One}{More}){Bold}(?<mark>\s?[:.)–—-]{{1,3}}{Bold}(?:\s|$)|\s?$|\s?\([^()]{{0,100}}\)\s?[:.–-]?\s?{Bold}\s?$)");

    /// <summary>"**Recommendation 3** Lamps in the parks".</summary>
    private static readonly Regex Emphasised = Pattern.AnyCase($@"^[*_]{{2,3}}{Thing}\.?\s(?<numbers>{One}{More})[*_]{{2,3}}\s");

    private static readonly Regex Short = Pattern.Exact($@"^{Bold}R\s?(?<numbers>{One}(?:\s?(?:,|&|-|–|and|to)\s?R?\s?{One})*){Bold}(?:\s?[:.)–—-]{{1,3}}{Bold}(?:\s|$)|$)");

    /// <summary>"Recommendation 3 is accepted": the sentence is the answer's own.</summary>
    private static readonly Regex Sentence = Pattern.AnyCase(
        $@"^{Bold}{Thing}\s(?<numbers>{One}{More}){Bold}\s(?:is|are|was|were|has been|have been)\s(?:also\s|fully\s|not\s|partially\s|partly\s|therefore\s)?(?:accepted|agreed|rejected|noted)\b");

    /// <summary>The label on a passage, if any.</summary>
    public static AnswerHeading? Of(Passage passage)
    {
        if (passage.Marker is { Style: MarkerStyle.Label, Number: { } number })
        {
            return new(number, passage.Lines);
        }

        var first = passage.Lines[0];
        var start = first.Text.Length > LongestHeading ? first.Text[..LongestHeading] : first.Text;
        var match = new[] { Labelled, Emphasised, Short }.Select(label => label.Match(start)).MaxBy(label => label.Success)!;
        return match.Success ? new(match.Groups["numbers"].Value, Cut(passage.Lines, match.Length))
            : Sentence.Match(start) is { Success: true } sentence ? new(sentence.Groups["numbers"].Value, passage.Lines)
            : null;
    }

    /// <summary>"3." or "3)" on an item or a heading: an answer's only where nothing in the reply is labelled.</summary>
    public static AnswerHeading? Bare(Passage passage) => passage switch
    {
        { Kind: PassageKind.Item, Marker: { Style: not (MarkerStyle.Label or MarkerStyle.Bullet), Number: { } number } } => new(number, passage.Lines),
        { Kind: PassageKind.Heading } when Marker.Of(passage.Lines[0].Text) is { Style: MarkerStyle.Number, Number: { } number, Length: var length } => new(number, Cut(passage.Lines, length)),
        _ => null,
    };

    private static IReadOnlyList<Line> Cut(IReadOnlyList<Line> lines, int length) => [lines[0].Cut(Math.Min(length, lines[0].Text.Length), lines[0].Text.Length) with { HardBreak = true }, .. lines.Skip(1)];
}
