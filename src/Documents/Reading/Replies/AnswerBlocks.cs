using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Goes through a reply once and sorts its passages under the recommendations that their headings name.</summary>
internal sealed class AnswerBlocks
{
    private static readonly Regex Introduces = Pattern.AnyCase(@"\b(?:recommendations?|requests?|respon(?:se|ses|d)|questions?|repl(?:y|ies)|answers?|points? (?:that )?you)\b");
    private static readonly Regex Ends = Pattern.AnyCase(@"^(?:conclusions?|next steps|other matters|annex\b.*|appendix\b.*|closing remarks|contact.*|further information)$");

    private readonly Asked asked;
    private readonly bool isLabelled;
    private readonly List<AnswerDraft> drafts = [];
    private readonly List<Passage> told = [];
    private readonly List<string> notes = [];
    private AnswerDraft? open;
    private string? theme;

    private AnswerBlocks(Asked asked, IReadOnlyList<Passage> passages)
    {
        this.asked = asked;
        isLabelled = passages.Any(passage => AnswerHeading.Of(passage) is not null);
    }

    public IReadOnlyList<AnswerDraft> Drafts => drafts;

    /// <summary>What stands under no recommendation.</summary>
    public IReadOnlyList<Passage> Told => told;

    public IReadOnlyList<string> Notes => notes;

    public static AnswerBlocks Of(IReadOnlyList<Passage> passages, Asked asked)
    {
        var blocks = new AnswerBlocks(asked, passages);
        var counts = blocks.isLabelled || IsAnsweredByNumber(passages, asked);
        foreach (var passage in passages)
        {
            blocks.Read(passage, counts && !blocks.isLabelled);
        }

        blocks.drafts.ForEach(draft => draft.DropClosing());
        return blocks;
    }

    private void Read(Passage passage, bool readsBareNumbers)
    {
        if (passage.Kind == PassageKind.Table && AnswerTable.Of(passage, asked) is { Count: > 0 } rows)
        {
            drafts.AddRange(rows);
            open = null;
        }
        else if ((AnswerHeading.Of(passage) ?? (readsBareNumbers ? Bare(passage) : null)) is { } heading)
        {
            Open(asked.Find(heading.Numbers, theme) is { Count: > 0 } found ? found : asked.Single(heading.Numbers, theme) is { } one ? [one] : [], passage, heading.Rest);
            NoteUnknown(heading.Numbers);
        }
        else if (passage.Kind == PassageKind.Heading && (asked.IsTheme(passage.Plain) || Ends.IsMatch(passage.Plain)))
        {
            theme = asked.IsTheme(passage.Plain) ? passage.Plain : theme;
            open = null;
            told.Add(passage);
        }
        else if (asked.Repeated(passage) is { } repeated && open?.Targets.Any(target => target.Item == repeated.Item) != true)
        {
            Open([repeated], passage, passage.Lines);
        }
        else if (open is not null)
        {
            Continue(passage);
        }
        else
        {
            told.Add(passage);
        }
    }

    /// <summary>A sub-part's letter inside the answer to its recommendation; anything else goes on.</summary>
    private void Continue(Passage passage)
    {
        if (open!.Targets is [var target] && passage is { Kind: PassageKind.Item, Marker: { Style: MarkerStyle.Letter or MarkerStyle.Roman, Number: { } label } }
            && target.Item.Parts.FirstOrDefault(part => part.Label.Equals(label, StringComparison.OrdinalIgnoreCase)) is { } found && found != target.Part)
        {
            Open([new(target.Item, found)], passage, passage.Lines);
            return;
        }

        if (open.Targets is [{ Part: not null, Item: var item }] && !AnswerDraft.IsClosing(passage) && RepeatsAllParts(item))
        {
            drafts.RemoveRange(drafts.Count - item.Parts.Count, item.Parts.Count);
            Open([new(item, null)], passage, passage.Lines);
            return;
        }

        open.Content.Add(passage);
    }

    /// <summary>All sub-parts were only repeated, one after the other: what follows answers the whole.</summary>
    private bool RepeatsAllParts(AskedItem item) =>
        item.Parts.Count > 1 && drafts.Count >= item.Parts.Count
        && drafts.TakeLast(item.Parts.Count).Zip(item.Parts).All(pair => pair.First.Targets is [var target] && target.Item == item && target.Part == pair.Second && pair.First.OnlyRepeats);

    private void Open(IReadOnlyList<Target> targets, Passage passage, IReadOnlyList<Line> rest)
    {
        open = new(targets) { Where = passage.Where };
        open.Content.Add(new(PassageKind.Prose, rest));
        drafts.Add(open);
    }

    private AnswerHeading? Bare(Passage passage) =>
        AnswerHeading.Bare(passage) is { } heading && (open?.Targets is not [{ } target] || !target.Item.Parts.Any(part => part.Label.Equals(heading.Numbers, StringComparison.OrdinalIgnoreCase)))
        && asked.Single(heading.Numbers, theme) is not null ? heading : null;

    private void NoteUnknown(string numbers)
    {
        if (open!.Targets.Count == 0 && notes.Count < 20)
        {
            notes.Add($"The reply speaks of {(numbers.Length > 40 ? numbers[..40] : numbers)}, which is none, or more than one, of what was asked.");
        }
    }

    /// <summary>
    /// Numbers alone are answers only when they are ours, each once and in order, and one of them repeats what was asked, takes a position,
    /// or follows words about recommendations; else they are somebody's list.
    /// </summary>
    private static bool IsAnsweredByNumber(IReadOnlyList<Passage> passages, Asked asked)
    {
        var (isTold, last, lead, seen) = (false, 0m, false, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var passage in passages)
        {
            if (AnswerHeading.Bare(passage) is not { } heading || passage.Marker is { Style: MarkerStyle.Letter or MarkerStyle.Roman } && !asked.HasNumber(heading.Numbers))
            {
                lead = seen.Count == 0 && Introduces.IsMatch(passage.Plain.Length > 600 ? passage.Plain[^600..] : passage.Plain);
                seen = passage.Kind == PassageKind.Heading && asked.IsTheme(passage.Plain) ? [] : seen;
                continue;
            }

            var isNext = !decimal.TryParse(heading.Numbers, System.Globalization.CultureInfo.InvariantCulture, out var number) || number > last || seen.Count == 0;
            if (!asked.HasNumber(heading.Numbers) || !isNext || !seen.Add(heading.Numbers))
            {
                return false;
            }

            last = number;
            isTold |= lead || asked.Repeated(new(PassageKind.Prose, heading.Rest)) is not null || Positions.Of(new Passage(PassageKind.Prose, heading.Rest).Plain, sender: null) is not null;
        }

        return isTold;
    }
}
