using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>One item of a list with the sub-items below it.</summary>
internal sealed record ListedItem(Passage Own, List<Passage> Parts)
{
    public bool IsLabelled => Own.Is(MarkerStyle.Label);

    public AskedItem Asked(double confidence) => new(Number(Own), Own.Plain, [.. Parts.Select(part => part.Plain)])
    {
        Where = Parts.Count > 0 ? Own.Where.Through(Parts[^1].Where) : Own.Where,
        Confidence = confidence,
    };

    public IEnumerable<AskedItem> PartsAsked(double confidence) => Parts.Select(part => new ListedItem(part, []).Asked(confidence));

    private static string? Number(Passage passage) => passage.Marker?.Number;
}

/// <summary>List items without anything between them, sorted into items and sub-items.</summary>
internal static class ItemRun
{
    public static List<ListedItem> Of(IEnumerable<Passage> passages)
    {
        var items = new List<ListedItem>();
        foreach (var passage in passages)
        {
            if (items.Count > 0 && IsPartOf(items[^1].Own, passage, items[0].Own))
            {
                items[^1].Parts.Add(passage);
            }
            else
            {
                items.Add(new(passage, []));
            }
        }

        return items;
    }

    private static bool IsPartOf(Passage item, Passage passage, Passage first)
    {
        var (top, own) = (item.Marker!, passage.Marker!);
        if (own.Style != top.Style)
        {
            return Rank(own.Style) > Rank(top.Style) || passage.Indent > first.Indent + 1;
        }

        return top.Number is not null && own.Number!.StartsWith(top.Number + ".", StringComparison.Ordinal) || passage.Indent > first.Indent + 1 && own.Style != MarkerStyle.Label;
    }

    private static int Rank(MarkerStyle style) => style switch
    {
        MarkerStyle.Label => 0,
        MarkerStyle.Number => 1,
        MarkerStyle.Letter => 2,
        MarkerStyle.Roman => 3,
        _ => 4,
    };
}
