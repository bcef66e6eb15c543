using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Items;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>What stands under one heading of a reply, before its repeated words and labels are taken off.</summary>
/// <param name="Targets">What it answers; empty for a heading that names nothing we asked.</param>
internal sealed record AnswerDraft(IReadOnlyList<Target> Targets)
{
    private const int LongestTitle = 80;

    private static readonly Regex ResponseLabel = Pattern.AnyCase(
        @"^[*_]{0,3}(?:(?:(?:the|our|my)\s)?(?:[\w'’-]+\s){0,4}(?:response|reply|answer|comments?))[*_]{0,3}\s?(?::[*_]{0,3}\s?|[–—-]\s|$)");

    private static readonly Regex PositionLabel = Pattern.AnyCase(
        @"^[*_]{0,3}(?:position|decision|status|outcome|(?<yesno>accept(?:ed)?\??|agreed?\??|accepted or rejected|accept or reject))[*_]{0,3}\s?[:?]{1,2}[*_]{0,3}\s?(?<words>[^\n]{1,80})$");

    private static readonly Regex Closing = Pattern.AnyCase(
        @"^(?:(?:i|we) (?:trust|hope)(?: that)? (?:this|the|you|these)|thank you\b|thanks again|if you (?:have|would|need|require|wish)|should you|please (?:do not|don't|don’t|contact|let)|(?:i|we) (?:am|are) grateful|(?:i|we) look forward|(?:i|we) would be (?:happy|glad|pleased) to|yours\b|kind regards)");

    public List<Passage> Content { get; } = [];

    /// <summary>The words of the heading itself, for the evidence.</summary>
    public Extent? Where { get; init; }

    /// <summary>A position that stood in a table's column of its own.</summary>
    public string? StatedPosition { get; init; }

    /// <summary>Whether the column or label asks "accepted?", so that "yes" is an answer.</summary>
    public bool AsksYesOrNo { get; init; }

    /// <summary>Whether the heading names several: an answer under a heading of its own comes before it.</summary>
    public bool IsJoint => Targets.Count > 1;

    public Extent Extent => Content.Aggregate(Where ?? Content[0].Where, (all, passage) => all.Through(passage.Where));

    /// <summary>Whether nothing stands here but what was asked.</summary>
    public bool OnlyRepeats => Content.Count == 1 && Stripped().Count == 0;

    /// <summary>Takes off what closes the letter, and headings with nothing below them.</summary>
    public void DropClosing()
    {
        while (Content.SkipLast(1).Any(passage => !passage.Lines.All(line => line.IsBlank)) && (IsClosing(Content[^1]) || IsBareHeading(Content[^1])))
        {
            Content.RemoveAt(Content.Count - 1);
        }
    }

    /// <summary>The respondent's words and the stated position.</summary>
    public (string Text, string? Position, bool YesOrNo) Read()
    {
        var (passages, position, yesOrNo) = (Stripped(), StatedPosition, AsksYesOrNo);
        var label = passages.FindIndex(passage => ResponseLabel.IsMatch(Start(passage)));
        if (label >= 0)
        {
            var before = passages[..label].LastOrDefault(passage => Positions.Of(passage.Plain, sender: null) is not null && passage.Plain.Length < LongestTitle);
            position ??= before?.Plain;
            passages = passages[label..];
            passages[0] = WithoutStart(passages[0], ResponseLabel.Match(Start(passages[0])).Length);
        }

        if (passages.FirstOrDefault() is { } first && PositionLabel.Match(first.Lines[0].Plain) is { Success: true } stated)
        {
            (position, yesOrNo) = (stated.Groups["words"].Value, stated.Groups["yesno"].Success);
            passages[0] = new(first.Kind, first.Lines.Count > 1 ? [.. first.Lines.Skip(1)] : [first.Lines[0].Cut(0, 0)], marker: null);
        }

        var kept = passages.Select(WithoutBlanks).OfType<Passage>().ToList();
        return (string.Join("\n\n", kept.Select(Words)), position, yesOrNo);
    }

    /// <summary>"I hope that this is helpful."</summary>
    public static bool IsClosing(Passage passage) => Closing.IsMatch(passage.Plain);

    /// <summary>A heading with nothing below it.</summary>
    private static bool IsBareHeading(Passage passage) => passage.Kind == PassageKind.Heading && Positions.Of(passage.Plain, sender: null) is null;

    private static string Words(Passage passage) => passage is { Kind: PassageKind.Item, Marker: not null } ? SectionDraft.Listed(passage) : passage.Narrative();

    /// <summary>The content without the recommendation's own words and title at its beginning, split where a label begins a line.</summary>
    private List<Passage> Stripped()
    {
        var passages = Content.SelectMany(SplitAtLabels).ToList();
        foreach (var target in Targets)
        {
            passages = Spellings(target).Select(words => After(passages, words)).FirstOrDefault(rest => rest is not null) ?? passages;
        }

        return WithoutTitle([.. passages.Select(WithoutBlanks).OfType<Passage>()]);
    }

    private static IEnumerable<Passage> SplitAtLabels(Passage passage)
    {
        var start = 0;
        for (var i = 1; i < passage.Lines.Count && passage.Kind is not PassageKind.Table; i++)
        {
            if (ResponseLabel.IsMatch(Beginning(passage.Lines[i])) || PositionLabel.IsMatch(passage.Lines[i].Plain) || passage.Lines[i - 1].HardBreak)
            {
                yield return new(passage.Kind, [.. passage.Lines.Skip(start).Take(i - start)], start == 0 ? passage.Marker : null);
                start = i;
            }
        }

        yield return start == 0 ? passage : new(PassageKind.Prose, [.. passage.Lines.Skip(start)]);
    }

    private static IEnumerable<IReadOnlyList<string>> Spellings(Target target)
    {
        var own = RepeatedWords.Of(target.Item.Text);
        if (target.Part is { } part)
        {
            yield return RepeatedWords.Of(part.Text);
        }
        else if (target.Item.Parts.Count > 0)
        {
            yield return [.. own, .. target.Item.Parts.SelectMany(each => RepeatedWords.Of($"{each.Label} {each.Text}"))];
            yield return [.. own, .. target.Item.Parts.SelectMany(each => RepeatedWords.Of(each.Text))];
        }

        yield return own;
    }

    private static List<Passage>? After(List<Passage> passages, IReadOnlyList<string> asked)
    {
        var (lines, count) = (new List<Line>(), 0);
        for (var words = 0; count < passages.Count && words <= asked.Count + 1; count++)
        {
            lines.AddRange(passages[count].Lines);
            words += passages[count].Lines.Sum(line => RepeatedWords.Of(line.Text).Count);
        }

        return RepeatedWords.After(lines, asked) is not { } rest ? null : [.. Rejoined(passages.Take(count), rest), .. passages.Skip(count)];
    }

    /// <summary>The lines that are left, in their passages.</summary>
    private static IEnumerable<Passage> Rejoined(IEnumerable<Passage> passages, List<Line> rest) =>
        passages.Select(passage => (Passage: passage, Lines: rest.FindAll(line => line.Start >= passage.Lines[0].Start && line.Start <= passage.Lines[^1].Where.End)))
            .Where(pair => pair.Lines.Count > 0)
            .Select(pair => pair.Lines.Count == pair.Passage.Lines.Count && pair.Lines[0] == pair.Passage.Lines[0] ? pair.Passage : new Passage(PassageKind.Prose, pair.Lines));

    /// <summary>"Recommendation 3: Lamps in the parks", with the answer below.</summary>
    private static List<Passage> WithoutTitle(List<Passage> passages)
    {
        var isTitle = passages is [{ Lines: [{ Plain: { Length: <= LongestTitle } title }] }, _, ..] && char.IsUpper(title[0])
            && !Sentences.IsFinished(title) && Positions.Of(title, sender: null) is null && !ResponseLabel.IsMatch(title) && !PositionLabel.IsMatch(title) && title.Contains(' ', StringComparison.Ordinal);
        return isTitle ? passages[1..] : passages;
    }

    private static Passage? WithoutBlanks(Passage passage) =>
        !passage.Lines[0].IsBlank ? passage
        : passage.Lines.SkipWhile(line => line.IsBlank).ToList() is { Count: > 0 } lines ? new(PassageKind.Prose, lines)
        : null;

    private static string Start(Passage passage) => Beginning(passage.Lines[0]);

    private static string Beginning(Line line) => line.Text.Length > LongestTitle ? line.Text[..LongestTitle] : line.Text;

    private static Passage WithoutStart(Passage passage, int length) =>
        new(PassageKind.Prose, [passage.Lines[0].Cut(Math.Min(length, passage.Lines[0].Text.Length), passage.Lines[0].Text.Length), .. passage.Lines.Skip(1)]);
}
