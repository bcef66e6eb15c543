using System.Globalization;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>Goes through a letter's own words once and parts them into sections and the things asked for.</summary>
internal sealed class Composition
{
    private readonly List<AskedItem> items = [];
    private readonly List<Passage> told = [];
    private readonly SectionDraft sections = new();
    private readonly IReadOnlyList<Passage> passages;
    private readonly bool manyAskHeadings;
    private Passage? askHeading; // the heading for recommendations that we are below
    private bool askHeadingWaits; // it becomes a section when text follows
    private bool hasList; // below the present heading
    private string? theme;
    private int themeLevel;
    private bool itemsCameLast;
    private ListedItem? lastItem;

    private Composition(IReadOnlyList<Passage> passages)
    {
        this.passages = passages;
        manyAskHeadings = passages.Count(IsAskHeading) > 1;
    }

    public IReadOnlyList<AskedItem> Items => items;

    /// <summary>The passages that are not items: where a letter speaks of its dates.</summary>
    public IReadOnlyList<Passage> Told => told;

    public IReadOnlyList<LetterSection> Sections => sections.Finished;

    public static Composition Of(IReadOnlyList<Passage> passages)
    {
        var composition = new Composition(passages);
        for (var i = 0; i < passages.Count;)
        {
            i = composition.Read(i);
        }

        return composition;
    }

    private int Read(int i)
    {
        var passage = passages[i];
        switch (passage.Kind)
        {
            case PassageKind.Heading:
                Head(passage, i);
                return i + 1;
            case PassageKind.Item:
                var end = i;
                while (end < passages.Count && passages[end].Kind == PassageKind.Item)
                {
                    end++;
                }

                return List(i, end);
            case PassageKind.Table when RecommendationTable.Of(passage) is { Count: > 0 } rows:
                rows.ForEach(Take);
                return i + 1;
            default:
                Prose(passage);
                return i + 1;
        }
    }

    private void Head(Passage heading, int i)
    {
        hasList = HasList(i);
        if (IsAskHeading(heading))
        {
            var isBelowTheme = theme is not null && (manyAskHeadings || heading.Level > themeLevel);
            (askHeading, askHeadingWaits) = (heading, !isBelowTheme);
            theme = isBelowTheme ? theme : null;
            return;
        }

        var isWithin = askHeading is not null && (heading.Level > askHeading.Level || i > 0 && passages[i - 1] == askHeading);
        if (isWithin && askHeadingWaits)
        {
            Open(askHeading!.Plain);
        }

        askHeading = isWithin ? askHeading : null;
        askHeadingWaits = false;
        (theme, themeLevel) = (heading.Plain, heading.Level);
        Open(theme);
    }

    private int List(int start, int end)
    {
        var run = ItemRun.Of(passages.Skip(start).Take(end - start));
        var isAsked = IsAsked(run, start);
        foreach (var item in run)
        {
            if (item == run[^1] && IsTitleOnly(item) && end < passages.Count && passages[end].Kind == PassageKind.Prose)
            {
                Take(new ListedItem(new Passage(PassageKind.Item, passages[end].Lines, item.Own.Marker), []), 0.9);
                return end + 1;
            }

            if (isAsked || item.IsLabelled)
            {
                Take(item, item.IsLabelled || askHeading is not null ? 0.95 : 0.8);
            }
            else
            {
                Leave(item);
            }
        }

        return end;
    }

    /// <summary>"Recommendation 1" or "### Recommendation 1: Lamps" with the recommendation itself below.</summary>
    private static bool IsTitleOnly(ListedItem item) =>
        item.IsLabelled && item.Parts.Count == 0 && (item.Own.Plain.Length == 0 || item.Own.Lines is [{ HardBreak: true }] && item.Own.Plain.Length < 60 && !Sentences.IsFinished(item.Own.Plain));

    private bool IsAsked(List<ListedItem> run, int start)
    {
        var lead = start > 0 && passages[start - 1].Kind == PassageKind.Prose ? passages[start - 1].Plain : "";
        return askHeading is not null ? !AskCues.LeadsAway(lead)
            : lead.Length > 0 && AskCues.LeadsIn(lead) || GoesOn(run[0]) && !AskCues.LeadsAway(lead);
    }

    /// <summary>3. after 2., with text between.</summary>
    private bool GoesOn(ListedItem item) =>
        lastItem?.Own.Marker is { Style: not MarkerStyle.Bullet } last && item.Own.Marker is { } own && own.Style == last.Style
        && int.TryParse(last.Number, CultureInfo.InvariantCulture, out var before) && int.TryParse(own.Number, CultureInfo.InvariantCulture, out var number) && number == before + 1;

    /// <summary>A numbered paragraph that is no item itself may still ask for its own a), b), c).</summary>
    private void Leave(ListedItem item)
    {
        Tell(item.Own, SectionDraft.Listed(item.Own), isListed: true);
        if (item.Parts.Count > 0 && item.Own.Plain.EndsWith(':') && AskCues.LeadsIn(item.Own.Plain))
        {
            item.PartsAsked(0.8).ToList().ForEach(Take);
            return;
        }

        item.Parts.ForEach(part => Tell(part, "   " + SectionDraft.Listed(part), isListed: true));
    }

    private void Prose(Passage passage)
    {
        if (askHeading is not null && !hasList && AskCues.IsAskedInProse(passage.Plain) && !passage.Plain.EndsWith(':') && !Dates.Deadline.AsksForAnswer(passage.Plain))
        {
            Take(new AskedItem(null, passage.Plain, []) { Where = passage.Where, Confidence = 0.5 });
            return;
        }

        Tell(passage, passage.Narrative(), isListed: false);
    }

    private bool HasList(int heading)
    {
        for (var i = heading + 1; i < passages.Count && passages[i].Kind != PassageKind.Heading; i++)
        {
            if (passages[i].Kind is PassageKind.Item or PassageKind.Table)
            {
                return true;
            }
        }

        return false;
    }

    private void Take(ListedItem item, double confidence)
    {
        lastItem = item;
        Take(item.Asked(confidence));
    }

    private void Take(AskedItem item)
    {
        if (item.Text.Length > 0 || item.Parts.Count > 0)
        {
            items.Add(item with { Theme = theme });
            (itemsCameLast, askHeadingWaits) = (true, false);
        }
    }

    private void Tell(Passage passage, string markdown, bool isListed)
    {
        told.Add(passage);
        if (askHeadingWaits || itemsCameLast || sections.IsEmpty)
        {
            Open(askHeadingWaits ? askHeading!.Plain : null);
            askHeadingWaits = false;
        }

        sections.Add(markdown, isListed);
    }

    private void Open(string? heading)
    {
        sections.Open(heading);
        itemsCameLast = false;
    }

    private static bool IsAskHeading(Passage passage) => passage.Kind == PassageKind.Heading && AskCues.IsHeading(passage.Plain);
}
