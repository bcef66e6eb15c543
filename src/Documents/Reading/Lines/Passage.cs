using System.Text;

namespace Tracker.Documents.Reading.Lines;

internal enum PassageKind
{
    Prose,
    Heading,
    Item,
    Table,
}

/// <summary>A paragraph, heading, list item or table: lines that belong together.</summary>
internal sealed class Passage(PassageKind kind, IReadOnlyList<Line> lines, Marker? marker = null)
{
    /// <summary>The level of a heading that no mark shows as one.</summary>
    public const int UnmarkedLevel = 7;

    public PassageKind Kind => kind;

    public IReadOnlyList<Line> Lines => lines;

    public Marker? Marker => marker;

    public int Level { get; init; }

    public int Indent => lines[0].Indent;

    /// <summary>The words with Markdown, a space at each line's end.</summary>
    public string Text => field ??= string.Join(' ', lines.Select(line => line.Text));

    public string Plain => field ??= Markdown.Plain(Text);

    public Extent Where => lines[0].Where.Through(lines[^1].Where);

    public bool Is(MarkerStyle style) => marker?.Style == style;

    /// <summary>Where a stretch of <see cref="Text"/> stands in the text as given.</summary>
    public Extent Locate(int start, int length) => new(Offset(start), Offset(start + length - 1) + 1);

    public Passage Slice(int start, int end, Marker? own)
    {
        var parts = new List<Line>();
        var at = 0;
        foreach (var line in lines)
        {
            var (from, to) = (Math.Max(start - at, 0), Math.Min(end - at, line.Text.Length));
            if (from < to)
            {
                parts.Add(line.Cut(from, to));
            }

            at += line.Text.Length + 1;
        }

        return new(own is null ? PassageKind.Prose : PassageKind.Item, parts.Count > 0 ? parts : [lines[0].Cut(0, 0)], own);
    }

    /// <summary>The passage as Markdown, without the marker of a list item.</summary>
    public string Narrative()
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.Text).Append(kind == PassageKind.Table ? "\n" : line.HardBreak ? "  \n" : " ");
        }

        return Markdown.Tidy(text.ToString()).Trim();
    }

    private int Offset(int at)
    {
        foreach (var line in lines)
        {
            if (at <= line.Text.Length)
            {
                return line.Start + at;
            }

            at -= line.Text.Length + 1;
        }

        return lines[^1].Where.End;
    }
}
