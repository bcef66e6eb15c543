using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>Tells a list of things asked for from a list of things heard, noted or raised.</summary>
internal static class AskCues
{
    private static readonly Regex Heading = Pattern.AnyCase(
        @"^(?:[0-9.]{1,5}\s)?(?:(?:our|the|key|formal|full|final|draft|summary of|list of|summary|commission's|committee's|panel's|scrutiny|specific|further|detailed|schedule of|conclusions and|findings and)\s){0,4}"
        + @"(?:recommendations?|requests?(?: for information)?|asks|questions|what we (?:ask|recommend|are asking)|actions (?:requested|required)|information requested|argymhellion)"
        + @"(?:\s(?:of|from|by|to|for|made|and (?:requests?|actions))\b.*)?:?$");

    private static readonly Regex Ask = Pattern.AnyCase(
        @"\b(?:recommend(?:s|ations?|ing)?|requests?|requesting|asks?|asking|(?:would|should) (?:\w+ )?(?:like|welcome|be grateful|appreciate|encourage)|calls? (?:up)?on|calling on|urges?|invites?|please|seeks?|seeking|questions?|argymell)\b");

    private static readonly Regex Background = Pattern.AnyCase(
        @"\b(?:raised|raise|heard|hear|noted|learned|learnt|emerged|themes?|concerns?|background|attended|attendees|findings|found that|such as|includ(?:es|ed|ing)|reviewed|received|previous(?:ly)?|earlier|last year|already|in place|told us|discussed|thank|witnesses|accepted|made (?:in|at|by|last))\b");

    private static readonly Regex Modal = Pattern.AnyCase(@"\b(?:should|must|recommends? that|(?:we|commission|committee|panel) (?:asks?|recommends?|requests?)|would like|is asked to|are asked to)\b");

    /// <summary>"Our request", "Recommendations of the ... Commission".</summary>
    public static bool IsHeading(string words) => words.Length <= 160 && Heading.IsMatch(words);

    /// <summary>The sentence before a list: what comes last in it decides.</summary>
    public static bool LeadsIn(string text)
    {
        var sentence = Sentences.Last(text);
        return LastOf(Ask, sentence) is >= 0 and var ask && ask > LastOf(Background, sentence);
    }

    /// <summary>Under a heading for recommendations a list is one of them, unless its own lead-in says that it is not.</summary>
    public static bool LeadsAway(string text) =>
        text.TrimEnd('*', ' ').EndsWith(':') && LastOf(Background, Sentences.Last(text)) > LastOf(Ask, Sentences.Last(text));

    public static bool IsAskedInProse(string text) => Modal.IsMatch(text.Length > 400 ? text[..400] : text);

    private static int LastOf(Regex cue, string sentence) => cue.Matches(sentence) is { Count: > 0 } found ? found[^1].Index : -1;
}
