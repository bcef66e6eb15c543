using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Documents.Writing.Letters;

internal abstract record NarrativeBlock;

internal sealed record NarrativeParagraph(IReadOnlyList<NarrativeSpan> Spans) : NarrativeBlock;

/// <summary>A bullet list, or a numbered one that starts at <paramref name="FirstNumber"/>.</summary>
internal sealed record NarrativeList(int? FirstNumber, IReadOnlyList<IReadOnlyList<NarrativeSpan>> Items) : NarrativeBlock
{
    public string LabelOf(int index) => FirstNumber is { } first ? string.Create(CultureInfo.InvariantCulture, $"{first + index}.") : "•";
}

internal sealed record NarrativeSpan(string Text, bool Bold = false, bool Italic = false, string? Target = null);

/// <summary>Reads the Markdown that a narrative may hold into blocks.</summary>
internal static partial class Narrative
{
    public static IReadOnlyList<NarrativeBlock> Parse(string markdown)
    {
        var groups = new List<Group>();
        var afterBlank = true;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            if (line.Length > 0)
            {
                Place(line, groups, afterBlank);
            }

            afterBlank = line.Length == 0;
        }

        return [.. groups.Select(group => group.ToBlock())];
    }

    private static void Place(string line, List<Group> groups, bool afterBlank)
    {
        var last = groups.LastOrDefault();
        var item = Item().Match(line);
        if (item.Success && !IsWrappedText(item, last, afterBlank))
        {
            int? number = item.Groups["number"].Success ? int.Parse(item.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;
            if (last is not { IsList: true } || last.FirstNumber is null != number is null)
            {
                groups.Add(last = new(isList: true, number));
            }

            last.Texts.Add(item.Groups["text"].Value);
        }
        else if (last is null || afterBlank)
        {
            groups.Add(new(isList: false, firstNumber: null) { Texts = { line } });
        }
        else
        {
            last.Texts[^1] += " " + line;
        }
    }

    // A sentence that wraps before "2023." must not become a list: only 1 may interrupt a paragraph.
    private static bool IsWrappedText(Match item, Group? last, bool afterBlank) =>
        !afterBlank && last is { IsList: false } && item.Groups["number"] is { Success: true, Value: not "1" };

    [GeneratedRegex(@"^(?:[-*+•]|(?<number>\d{1,6})[.)])\s+(?<text>\S.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    private sealed class Group(bool isList, int? firstNumber)
    {
        public bool IsList => isList;

        public int? FirstNumber => firstNumber;

        public List<string> Texts { get; } = [];

        public NarrativeBlock ToBlock() => isList
            ? new NarrativeList(firstNumber, [.. Texts.Select(NarrativeText.Parse)])
            : new NarrativeParagraph(NarrativeText.Parse(Texts[0]));
    }
}
