using System.Text;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>Writes a letter's narrative as Markdown, section by section.</summary>
internal sealed class SectionDraft
{
    private readonly List<(string? Heading, StringBuilder Text)> sections = [];
    private bool listedLast;

    public bool IsEmpty => sections.Count == 0;

    public IReadOnlyList<LetterSection> Finished =>
        [.. sections.Select(section => new LetterSection(section.Heading, section.Text.ToString().Trim())).Where(section => section.Heading is not null || section.Narrative.Length > 0)];

    public void Open(string? heading)
    {
        sections.Add((heading, new()));
        listedLast = false;
    }

    public void Add(string markdown, bool isListed)
    {
        sections[^1].Text.Append(isListed && listedLast ? "\n" : "\n\n").Append(markdown);
        listedLast = isListed;
    }

    public static string Listed(Passage item) =>
        (item.Marker switch
        {
            { Style: MarkerStyle.Number, Number: var number } => number + ". ",
            { Style: MarkerStyle.Letter or MarkerStyle.Roman, Number: var letter } => $"- {letter}) ",
            _ => "- ",
        }) + item.Narrative();
}
