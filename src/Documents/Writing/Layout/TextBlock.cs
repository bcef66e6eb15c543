using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Layout;

/// <summary>A paragraph, heading, label or caption. One that is kept with what follows is not divided either.</summary>
internal sealed class TextBlock(StructureRole role, bool keepWithNext) : Element
{
    public List<SpanDescriptor> Spans { get; } = [];

    public Func<TextStyle, TextStyle> Style { get; set; } = style => style;

    public bool AlignRight { get; set; }

    public double NaturalWidth(Frame frame) => TextLine.Lay(Runs(frame), double.MaxValue).Sum(line => line.Width);

    public override IReadOnlyList<Strip> Arrange(Frame frame)
    {
        var runs = Runs(frame);
        if (runs.All(run => run.Text.Length == 0))
        {
            return [];
        }

        var slots = frame.Parent is null ? [] : Slots(frame.Parent, runs);
        var lines = TextLine.Lay(runs, frame.Width).ToList();
        return [.. lines.Select((line, i) => new Strip(line.Height, Marks(line, AlignRight ? frame.Width - line.Width : 0, slots))
        {
            KeepWithNext = keepWithNext || (i < lines.Count - 1 && !MayBreakAfter(i, lines.Count)),
        })];
    }

    // Two lines at least on either side of a page break.
    private static bool MayBreakAfter(int line, int count) => line > 0 && line < count - 2;

    private StyledRun[] Runs(Frame frame)
    {
        var style = Style(frame.Style);
        return [.. Spans.Select(span => new StyledRun(span.Words(frame.Pages), span.Apply(style)))];
    }

    private ContentSlot[] Slots(StructureElement parent, StyledRun[] runs)
    {
        var element = parent.Add(new StructureElement(role, parent) { Words = string.Concat(runs.Select(run => run.Text)) });
        var slots = new ContentSlot[runs.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            slots[i] = Spans[i].Target is { } target
                ? element.Add(new StructureElement(StructureRole.Link, element) { Target = target, Words = runs[i].Text }).AddContent()
                : i > 0 && slots[i - 1].Owner == element ? slots[i - 1] : element.AddContent();
        }

        return slots;
    }

    private static List<Mark> Marks(TextLine line, double left, ContentSlot[] slots)
    {
        var marks = new List<Mark>();
        foreach (var fragment in line.Fragments)
        {
            var (x, slot) = (left + fragment.X, slots.Length == 0 ? null : slots[fragment.Index]);
            marks.Add(new TextMark(x, line.Baseline, fragment, slot));
            if (fragment.Run.Style.Underline && fragment.Width > 0)
            {
                marks.Add(new RuleMark(x, line.Baseline + 1.6, fragment.Width, new(0.6, fragment.Run.Style.Color)));
            }

            if (slot?.Owner is { Role: StructureRole.Link } link)
            {
                marks.Add(new LinkMark(x, 0, fragment.Width, line.Height) { Link = link });
            }
        }

        return marks;
    }
}
