using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Finds whom the letter is for: the people under "To:", else the name block that the salutation fits, else the salutation itself.</summary>
internal static class Addressees
{
    private static readonly Regex Greeting = Pattern.AnyCase(@"^(?:dear|annwyl)\s+(?<name>[^,:;0-9]{1,80})");
    private static readonly Regex General = Pattern.AnyCase(@"\b(?:sir|madam|sirs|colleagues?|all|chair|commissioner|mayor|minister|leader|chief|secretary|members?|councillors|director|friends?|whom|team)\b");

    public static List<Found<Addressee>> Of(HeadBlock head, Line? salutation)
    {
        var named = head.To.Where(entry => entry.Count > 0).Select(People.Read).ToList();
        var greeting = salutation is null ? "" : Greeting.Match(salutation.Words).Groups["name"].Value.Trim();
        if (named.Count > 0)
        {
            return named is [{ Value.Name: null } office] && Names.IsName(greeting) ? [office with { Value = office.Value with { Name = greeting } }] : named;
        }

        if (salutation is null)
        {
            return [];
        }

        var blocks = Blocks(head.Unlabelled);
        var fitting = blocks.Where(block => Fits(block[0], greeting)).ToList();
        return fitting.Count > 0 ? [.. fitting.Select(People.Read)]
            : General.IsMatch(greeting) || greeting.Length == 0 ? [.. blocks.Where(block => block.Count > 1 || Names.HasTitle(block[0].Words)).Select(People.Read)]
            : [new(new(greeting, null, null, null), salutation.Locate(greeting), 0.6)];
    }

    /// <summary>Each name with the lines that follow it.</summary>
    private static List<List<Line>> Blocks(IEnumerable<Line> lines)
    {
        var blocks = new List<List<Line>>();
        foreach (var line in lines.Where(line => !line.IsBlank))
        {
            if (Names.IsName(People.NamePart(line.Words)))
            {
                blocks.Add([]);
            }

            if (blocks.Count > 0)
            {
                blocks[^1].Add(line);
            }
        }

        return blocks;
    }

    private static bool Fits(Line name, string greeting) =>
        Names.Own(greeting).Intersect(Names.Own(People.NamePart(name.Words)), StringComparer.OrdinalIgnoreCase).Any();
}
