using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Items;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading;

/// <summary>Tells letters, replies, bare lists and everything else apart.</summary>
internal static class Kinds
{
    private const int OpeningPassages = 3;

    private static readonly Regex Replies = Pattern.AnyCase(
        @"\b(?:thank(?:s| you) (?:\w+ ){0,2}for (?:your|the \w+(?:'s|’s)?) (?:\w+ )?(?:letter|email|e-mail|correspondence|report|recommendations?)|(?:reply|response|responding|replying|respond) to (?:your|the (?:\w+ ){0,5}(?:commission|committee|panel|board|recommendations?))|further to your (?:letter|recommendations)|your (?:letter|recommendations|report) (?:of|dated)|diolch am eich llythyr)\b");

    private static readonly Regex Answers = Pattern.AnyCase(@"^(?:response:?|answer:?|accepted|agreed|rejected|partially (?:accepted|agreed)|accepted in (?:part|principle)|noted|(?:we|i) (?:accept|agree|reject|note))\b");

    public static string Of(bool isLetter, Composition composition, bool hasDeadline)
    {
        if (!isLetter)
        {
            return composition.Items.Count > 0 && composition.Items.All(item => item.Confidence > 0.8) ? LetterKinds.List : LetterKinds.Other;
        }

        var answersItems = composition.Items.Count == 0 || composition.Items.Any(item => Answers.IsMatch(item.Text)) || composition.Told.Any(passage => Answers.IsMatch(passage.Plain));
        return !hasDeadline && answersItems && OpensAsReply(composition.Told) ? LetterKinds.Reply : LetterKinds.Letter;
    }

    private static bool OpensAsReply(IEnumerable<Passage> told) =>
        told.Where(passage => passage.Kind == PassageKind.Prose).Take(OpeningPassages).Any(passage => Replies.IsMatch(passage.Plain));
}
