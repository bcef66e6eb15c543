namespace Tracker.Documents.Reading.Lines;

/// <summary>Puts lines together into passages, and sentences that a page's end or a blank line cut in two together again.</summary>
internal sealed class Passages
{
    private readonly List<Passage> passages = [];
    private readonly List<Line> open = [];
    private Marker? marker;
    private Marker? previous;
    private PassageKind kind;
    private bool gap = true;

    public static List<Passage> Of(IEnumerable<Line> lines)
    {
        var reader = new Passages();
        foreach (var line in lines)
        {
            reader.Add(line);
        }

        reader.Close();
        return [.. Titles.Mark(reader.passages).SelectMany(RunTogether.Apart)];
    }

    private void Add(Line line)
    {
        if (line.IsBlank)
        {
            gap = true;
            return;
        }

        line = WithoutHashes(line);
        if (StartsNew(line) is { } start)
        {
            Close();
            (kind, marker) = start;
        }

        open.Add(marker is not null && open.Count == 0 ? line.Cut(marker.Length, line.Text.Length) : line);
        gap = false;
    }

    /// <summary>"### Recommendation 1" is an item, not a heading.</summary>
    private static Line WithoutHashes(Line line) =>
        line.IsHeading && line.Cut(line.HeadingLevel + 1, line.Text.Length) is var bare && Marker.Of(bare.Text) is { Style: MarkerStyle.Label } ? bare with { HardBreak = true } : line;

    private (PassageKind Kind, Marker? Marker)? StartsNew(Line line)
    {
        if (line.IsHeading)
        {
            return (PassageKind.Heading, null);
        }

        if (line.Text[0] == '|')
        {
            return open.Count > 0 && kind == PassageKind.Table && !gap ? null : (PassageKind.Table, null);
        }

        if (Marker.Of(line.Text)?.After(previous) is { } found && (gap || MayFollow(found, line)))
        {
            return (PassageKind.Item, found);
        }

        return open.Count > 0 && kind is PassageKind.Prose or PassageKind.Item && (!gap || GoesOn(line)) ? null : (PassageKind.Prose, null);
    }

    /// <summary>A line of prose may start with "12." or a dash without being an item.</summary>
    private bool MayFollow(Marker found, Line line) =>
        open.Count == 0 || kind != PassageKind.Prose || found.Style == MarkerStyle.Label || open[^1].Text.EndsWith(':')
        || found.Opens && (Sentences.IsFinished(open[^1].Text) || line.Text[0] is '-' or '*' or '•');

    private bool GoesOn(Line line) =>
        !Sentences.IsFinished(open[^1].Text)
        && (Sentences.StartsSmall(line.Text) || line.AfterCut && open[^1].Text.Length >= 40 && !Markdown.IsBoldOnly(line.Text));

    private void Close()
    {
        if (open.Count > 0)
        {
            var level = kind == PassageKind.Heading ? open[0].HeadingLevel : 0;
            Line[] lines = level > 0 ? [open[0].Cut(level, open[0].Text.Length)] : [.. open];
            passages.Add(new(kind, lines, marker) { Level = level });
            previous = marker ?? (kind == PassageKind.Heading ? null : previous);
            open.Clear();
        }

        marker = null;
        kind = PassageKind.Prose;
    }
}
