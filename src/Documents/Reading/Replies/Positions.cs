using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Reads which position an answer takes; two positions in one sentence, or a condition, are no clear one.</summary>
internal static class Positions
{
    private const int LongestWords = 200;
    private const string It = @"(?:(?:this|the|your|that|these|both|all)(?: of)?(?: the| these| your)? (?:recommendation|request|proposal)s?\b|(?:recommendation|request)s? [0-9]|(?:this|both|it)[.,;])";
    private const string Us = @"(?:we|i|the (?:[\w'’&-]+ ){1,6}?)";

    /// <summary>A word of its own at the start: "Accepted.", "Agreed in part -", "Noted".</summary>
    private static readonly (ReadPosition Position, Regex Pattern)[] Openings =
    [
        (ReadPosition.AcceptedInPart, Opening("(?:accepted|accept|agreed|agree) (?:in part|partially|partly)|(?:partially|partly|part)[ -](?:accepted|accept|agreed|agree)|in part|partially|partial|partial (?:acceptance|agreement)")),
        (ReadPosition.AcceptedInPrinciple, Opening("(?:accepted|accept|agreed|agree) in principle|in principle(?:,? (?:accepted|agreed))?")),
        (ReadPosition.Rejected, Opening("(?:not|do not|don't|don’t|cannot) (?:accept|agree)(?:ed)?|rejected|reject|declined|disagree|disagreed")),
        (ReadPosition.AlreadyDone, Opening("already (?:in place|done|implemented|complete|completed|met)|(?:this|it) is already (?:in place|done|implemented|the case|complete|completed)|(?:this|it) has already been (?:done|implemented|completed|met)")),
        (ReadPosition.Noted, Opening("noted")),
        (ReadPosition.NotForUs, Opening("not (?:for us|applicable to us|our responsibility|a matter for us|within our remit)|outside (?:of )?our (?:remit|powers|control|responsibility)")),
        (ReadPosition.Accepted, Opening("(?:fully )?(?:accepted|accept|agreed|agree)")),
    ];

    /// <summary>Said in a sentence. What makes a position less than clear belongs to none of them.</summary>
    private static readonly (ReadPosition Position, Regex Pattern)[] Saying =
    [
        (ReadPosition.AcceptedInPart, Pattern.AnyCase($@"\b(?:partially|partly) (?:accepted|agreed|(?:accepts?|agrees?(?: with)?)(?: {It})?)|\b(?:accepts?|agrees?(?: with)?|accepted|agreed)(?: {It})? (?:in part|partially|partly)\b")),
        (ReadPosition.AcceptedInPrinciple, Pattern.AnyCase($@"\b(?:accepts?|agrees?(?: with)?|accepted|agreed)(?: {It})? in principle\b|\bin principle,? {Us} ?(?:accepts?|agrees?)\b")),
        (ReadPosition.Rejected, Pattern.AnyCase($@"\b(?:(?:do|does|did) not|don't|doesn't|don’t|doesn’t|cannot|can not|are unable to|is unable to|am unable to) (?:accept|agree(?: with| to)?) {It}|^{Us} ?(?:do|does) not (?:accept|agree)[.,;]|\brejects? {It}|\b(?:is|are|was|were) (?:not accepted|not agreed|rejected)\b")),
        (ReadPosition.AlreadyDone, Pattern.AnyCase(@"\b(?:this|it) (?:is|are) already (?:in place|done|implemented|the case|complete|completed)\b|\b(?:this|it) has already been (?:done|implemented|completed|met)\b|\b(?:is|are) already in place\b|\b(?:we|i|the \w+) already (?:do|does) (?:this|so)\b")),
        (ReadPosition.Noted, Pattern.AnyCase($@"^{Us} ?notes? {It}|\b(?:recommendation|request) is noted\b")),
        (ReadPosition.NotForUs, Pattern.AnyCase(@"\b(?:this|it|that)(?: recommendation| request)? (?:is|would be|falls to be) (?:a matter |one )?for (?<whom>[\w'’ &-]{2,60})|\boutside (?:of )?(?:our|the \w+'s|the \w+’s) (?:remit|powers|control|responsibility)\b|\b(?:not|nor) (?:a matter for us|something for us|within our (?:remit|powers)|our responsibility)\b|\b(?:is|are) the responsibility of (?<whom>[\w'’ &-]{2,60})")),
        (ReadPosition.Accepted, Pattern.AnyCase($@"\b(?:accepts?|agrees? (?:with|to)) {It}|\b(?:(?:recommendations?|requests?)(?: [0-9][0-9, and&]{{0,20}})?|this|they|both|it) (?:is|are|has been|have been|was|were) (?:fully )?(?:accepted|agreed)\b|^{Us} ?(?:fully )?(?:accepts?|agrees?)[.,;]")),
    ];

    private static readonly Regex Doubt = Pattern.AnyCase(@"\b(?:subject to|not (?:fully|entirely|wholly)|broadly|largely|would accept|could accept|if |unless|except|whether)\b");
    private static readonly Regex Ourselves = Pattern.AnyCase(@"^(?:us|me|ourselves|we|discussion|debate|another|concern|regret|future|further)\b");

    /// <summary>The position of an answer and the words that say it.</summary>
    /// <param name="answer">The answer's words, the position first.</param>
    /// <param name="sender">Who answers: what is a matter for the sender is for "us".</param>
    public static (ReadPosition Position, string Words)? Of(string answer, string? sender)
    {
        var text = answer.TrimStart(' ', '*', '_', '"', '“', '\n');
        var start = text.Length > LongestWords ? text[..LongestWords] : text;
        foreach (var (position, pattern) in Openings)
        {
            if (pattern.Match(start) is { Success: true } opening)
            {
                return Doubt.IsMatch(FirstSentence(start)) ? null : (position, opening.Groups["words"].Value);
            }
        }

        return Said(FirstSentence(start), sender);
    }

    private static (ReadPosition Position, string Words)? Said(string sentence, string? sender)
    {
        var found = Doubt.IsMatch(sentence) ? [] : Saying.Select(saying => (saying.Position, Match: saying.Pattern.Match(sentence))).Where(each => each.Match.Success && !IsOwn(each.Match, sender)).ToList();
        var own = found.FindAll(each => !found.Exists(other => other.Position != each.Position && Holds(other.Match, each.Match)));
        return own is [var only] ? (only.Position, sentence.TrimEnd()) : null;
    }

    /// <summary>"accept this recommendation" in "do not accept this recommendation".</summary>
    private static bool Holds(Match other, Match match) => other.Index <= match.Index && match.Index + match.Length <= other.Index + other.Length && other.Length > match.Length;

    private static bool IsOwn(Match match, string? sender)
    {
        var whom = match.Groups["whom"].Value;
        return whom.Length > 0 && (Ourselves.IsMatch(whom) || sender is not null && Overlap(RepeatedWords.Of(whom), RepeatedWords.Of(sender)));
    }

    /// <summary>"the council" may be Northmere Council: then nobody knows who is meant.</summary>
    private static bool Overlap(List<string> whom, List<string> sender) => whom.Exists(word => word.Length > 3 && sender.Contains(word));

    private static string FirstSentence(string text)
    {
        var line = text.Split('\n', 2)[0];
        return Sentences.Around(line, 0, 0).After + ".";
    }

    private static Regex Opening(string words) => Pattern.AnyCase($@"^(?<words>{words})\s?[*_]{{0,3}}(?:[.:;,–—\n(-]|$| and\b)");
}
