using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Proposes what a reply is.</summary>
internal static class ReplyKinds
{
    private static readonly Regex Interim = Pattern.AnyCase(@"\b(?:(?:interim|initial|first|preliminary|partial) (?:response|reply|answers?)|(?:full|fuller|further|final|complete|second) (?:response|reply|answers?) (?:will|is to) follow|rest of (?:our|the|my) (?:response|reply|answers?))\b");
    private static readonly Regex Holding = Pattern.AnyCase(@"\b(?:holding (?:response|reply|letter)|(?:not|un)(?: yet| currently)?\s?(?:been )?able to (?:respond|reply|answer|provide)|need (?:more|further|additional|some more) time|(?:will|shall|expects? to|hopes? to|aims? to) (?:\w+ ){0,3}?(?:respond|reply|write to you|provide (?:you with )?(?:a|our|my) (?:\w+ ){0,2}(?:response|reply)|send (?:you )?(?:a|our|my) (?:\w+ ){0,2}(?:response|reply)))\b");
    private static readonly Regex Acknowledgement = Pattern.AnyCase(@"\b(?:acknowledg(?:e|es|ing) (?:safe )?(?:receipt|your)|confirm(?:ing)? (?:safe )?receipt|(?:letter|e-?mail|correspondence) (?:has been|was) (?:received|passed|forwarded)|(?:have|has) (?:passed|forwarded) (?:your|it|this)|receipt of your)\b");

    /// <summary>With its words; <see langword="null"/> when they do not say.</summary>
    /// <param name="told">What stands under no recommendation.</param>
    /// <param name="answers">Where answers were found.</param>
    /// <param name="isWhole">Whether every recommendation has one.</param>
    public static Found<string>? Of(IReadOnlyList<Passage> told, IReadOnlyList<Extent> answers, bool isWhole)
    {
        if (answers.Count > 0)
        {
            return Where(told, Interim) is { } part ? new(nameof(ReplyKind.Interim), part, 0.8)
                : isWhole ? new(nameof(ReplyKind.Substantive), answers[0], 0.8)
                : null;
        }

        return Where(told, Acknowledgement) is { } receipt && Where(told, Holding) is var later
            ? new(nameof(ReplyKind.Acknowledgement), later is null ? receipt : receipt.Through(later), later is null ? 0.9 : 0.6)
            : Where(told, Holding) is { } promise ? new(nameof(ReplyKind.Holding), promise, 0.8)
            : null;
    }

    private static Extent? Where(IReadOnlyList<Passage> told, Regex wanted) =>
        told.Where(passage => passage.Kind != PassageKind.Table).Select(passage => wanted.Match(passage.Text) is { Success: true } match ? passage.Locate(match.Index, match.Length) : null).FirstOrDefault(found => found is not null);
}
