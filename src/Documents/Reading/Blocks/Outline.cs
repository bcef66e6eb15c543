using Tracker.Documents.Reading.Items;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>A letter cut into its blocks: head, salutation, own words, signature, copies, and what comes after.</summary>
internal sealed record Outline(IReadOnlyList<Line> Head, Line? Salutation, IReadOnlyList<Passage> Body, IReadOnlyList<Passage> After)
{
    public IReadOnlyList<Found<Signatory>> Signatories { get; private init; } = [];
    public IReadOnlyList<Found<Addressee>> Copies { get; private init; } = [];
    public bool HasSignOff { get; private init; }

    public static Outline Of(IReadOnlyList<Line> lines)
    {
        var salutation = Find(lines, Labels.IsSalutation, 0, lines.Count);
        var signOff = Find(lines, Labels.IsSignOff, Math.Max(salutation, 0), lines.Count);
        var (start, end) = (salutation >= 0 ? salutation : HeadEnd(lines), signOff >= 0 ? signOff : lines.Count);
        start = Math.Min(start, end);
        var (copies, kept) = TakeCopies(lines, start, end);
        var (signatories, signatureEnd) = signOff >= 0 ? SignatureBlock.At(kept, end + 1) : ([], lines.Count);
        return new(
            Slice(kept, 0, start),
            salutation >= 0 ? lines[salutation] : null,
            Passages.Of(Slice(kept, salutation >= 0 ? start + 1 : start, end)),
            AfterMatter(Passages.Of(Slice(kept, signatureEnd, kept.Length))))
        {
            Signatories = signatories,
            Copies = copies,
            HasSignOff = signOff >= 0,
        };
    }

    /// <summary>Without a salutation the head lasts until the first paragraph that is a sentence, or a list.</summary>
    private static int HeadEnd(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var first = i;
            while (i + 1 < lines.Count && !lines[i].IsBlank && !lines[i + 1].IsBlank)
            {
                i++;
            }

            var inList = Marker.Of(lines[first].Text) is { Style: not MarkerStyle.Bullet };
            if (!lines[first].IsBlank && (inList || AskCues.IsHeading(lines[first].Words) || Sentences.IsSentence(lines[i].Text) || i > first && Sentences.IsFinished(lines[i].Text) && lines[first].Text.Length >= 60))
            {
                return first;
            }
        }

        return lines.Count;
    }

    /// <summary>Copies stand outside the letter's own words; their lines become blank so that all others keep their places.</summary>
    private static (List<Found<Addressee>> Copies, Line[] Kept) TakeCopies(IReadOnlyList<Line> lines, int start, int end)
    {
        var kept = lines.ToArray();
        var copies = new List<Found<Addressee>>();
        for (var i = 0; i < lines.Count; i++)
        {
            if ((i < start || i > end || end == lines.Count) && Labels.Copy(lines[i]) is not null)
            {
                var (found, next) = CopyList.At(lines, i);
                copies.AddRange(found);
                Array.ForEach([.. Enumerable.Range(i, next - i)], taken => kept[taken] = lines[taken].Cut(0, 0));
                i = next - 1;
            }
        }

        return (copies, kept);
    }

    /// <summary>Addresses and the like that follow a signature are no part of the text.</summary>
    private static IReadOnlyList<Passage> AfterMatter(List<Passage> passages) =>
        [.. passages.SkipWhile(passage => passage.Kind == PassageKind.Prose && !Sentences.IsSentence(passage.Text))];

    private static int Find(IReadOnlyList<Line> lines, Func<Line, bool> wanted, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (wanted(lines[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static IReadOnlyList<Line> Slice(IReadOnlyList<Line> lines, int start, int end) => [.. lines.Take(end).Skip(start)];
}
