namespace Tracker.Documents.Writing.Layout;

/// <summary>Divides strips into pages: as many on each as fit, ended at the last place where a break is allowed.</summary>
internal static class Paginator
{
    /// <summary>Asks <paramref name="heightOf"/> for the height in points that the page of an index (from 0) has for content.</summary>
    /// <exception cref="InvalidOperationException">One strip is higher than a page.</exception>
    public static List<IReadOnlyList<Strip>> Divide(IReadOnlyList<Strip> strips, Func<int, double> heightOf)
    {
        var pages = new List<IReadOnlyList<Strip>>();
        for (var start = 0; start < strips.Count;)
        {
            var end = EndOfPage(strips, start, heightOf(pages.Count));
            pages.Add([.. strips.Skip(start).Take(end - start)]);
            start = end;
        }

        return pages;
    }

    private static int EndOfPage(IReadOnlyList<Strip> strips, int start, double height)
    {
        var (used, lastAllowed) = (strips[start].Head?.Height ?? 0, start);
        for (var at = start; at < strips.Count; at++)
        {
            used += strips[at].Height + (at == start ? 0 : strips[at].SpaceBefore);
            if (used > height)
            {
                return lastAllowed > start ? lastAllowed : Forced(strips, start, at);
            }

            if (!strips[at].KeepWithNext)
            {
                lastAllowed = at + 1;
            }
        }

        return strips.Count;
    }

    // What must stay together is longer than a page, so it is cut where the page ends, but not between the head of a table and its first row.
    private static int Forced(IReadOnlyList<Strip> strips, int start, int end) =>
        end > start + 1 && strips[end].Head is not null && strips[end - 1].Head is null ? end - 1
        : end > start ? end : throw new InvalidOperationException("A part of the document is higher than a page and cannot be divided.");
}
