using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Takes the people who get a copy out of the lines, wherever they stand.</summary>
internal static class CopyList
{
    public static (List<Found<Addressee>> Copies, int End) At(IReadOnlyList<Line> lines, int label)
    {
        var entries = new List<List<Line>>();
        var rest = Labels.Copy(lines[label])!;
        if (rest.Length > 0)
        {
            entries.AddRange(OnOneLine(lines[label], rest).Select(entry => new List<Line> { entry }));
        }

        var i = label + 1;
        for (var blank = false; i < lines.Count; i++)
        {
            if (lines[i].IsBlank)
            {
                blank = true;
            }
            else if (GoesOn(lines[i], entries, blank))
            {
                Take(lines[i], entries);
                blank = false;
            }
            else
            {
                break;
            }
        }

        return ([.. entries.Select(Read)], i);
    }

    private static bool GoesOn(Line line, List<List<Line>> entries, bool afterBlank)
    {
        if (line.IsHeading || Labels.IsSalutation(line) || Labels.To(line) is not null || Labels.IsEnclosure(line) || Dates.LetterDate.IsDateLine(line)
            || Labels.Copy(line) is not null || Labels.Subject(line) is not null || Labels.ReferencesIn(line).Any() || Labels.IsContact(line))
        {
            return false;
        }

        return !afterBlank || entries.Count == 0 || IsBullet(line) || line.AfterCut && IsPerson(line);
    }

    private static void Take(Line line, List<List<Line>> entries)
    {
        if (entries.Count > 0 && !IsBullet(line) && !line.Text.Contains(';', StringComparison.Ordinal) && IsWrapped(entries[^1][^1], line))
        {
            entries[^1].Add(line);
            return;
        }

        entries.AddRange(OnOneLine(line, WithoutBullet(line).Words).Select(entry => new List<Line> { entry }));
    }

    /// <summary>A wrapped entry reads as one line.</summary>
    private static Found<Addressee> Read(List<Line> entry) =>
        People.Read([new(string.Join(Names.IsName(entry[0].Words) && entry[0].Text[^1] != ',' ? ", " : " ", entry.Select(line => line.Text)), entry[0].Start)]) with { Where = entry[0].Where.Through(entry[^1].Where) };

    private static bool IsWrapped(Line before, Line line) =>
        !before.HardBreak && (line.Indent > 0 && !IsPerson(line) || before.Text.EndsWith(',') || before.Text.EndsWith('&') || before.Text.EndsWith(" and", StringComparison.Ordinal) || Sentences.StartsSmall(line.Text) || Names.IsName(before.Words) && Bodies.OpensWithRole(line.Words));

    private static IEnumerable<Line> OnOneLine(Line line, string words)
    {
        var people = words.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (people is [var only] && only.Split(", ") is { Length: > 1 } names && Array.TrueForAll(names, Names.IsName))
        {
            people = names;
        }

        return people.Select(person => new Line(person, line.Locate(person).Start) { HardBreak = line.HardBreak || people.Length > 1 });
    }

    private static Line WithoutBullet(Line line) => Marker.Of(line.Text) is { } marker ? line.Cut(marker.Length, line.Text.Length) : line;

    private static bool IsBullet(Line line) => Marker.Of(line.Text) is { Style: not MarkerStyle.Label };

    private static bool IsPerson(Line line) => Names.IsName(People.NamePart(line.Words));
}
