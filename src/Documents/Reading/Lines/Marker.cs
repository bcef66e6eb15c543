using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Lines;

internal enum MarkerStyle
{
    /// <summary>Says what it is: <c>Recommendation 1:</c>, <c>R1</c>.</summary>
    Label,
    Number,
    Letter,
    Roman,
    Bullet,
}

/// <summary>What stands before a list item; its length counts the characters of the line up to the item's own words.</summary>
internal sealed record Marker(MarkerStyle Style, string? Number, int Length)
{
    private const int Longest = 60;
    private const string Bold = "[*_]{0,3}";
    private const string LabelWords = "(?:[Rr]ecommendations?|RECOMMENDATIONS?|[Rr]equests?|REQUESTS?|[Aa]rgymhelliad)";
    private const string Numbers = @"[0-9]{1,3}[a-z]?(?:(?:\s?,\s?|\s(?:and|to|&)\s)[0-9]{1,3})*|[IVX]{1,5}";

    private static readonly Regex Labelled = Pattern.Exact(
        $@"^(?:[-*•]\s+)?{Bold}{LabelWords}\s+(?:[Nn]o\.?\s?)?(?<number>{Numbers}){Bold}(?:\s*[:.)–—-]+{Bold}(?:\s+|$)|\s*$)");

    private static readonly Regex Short = Pattern.Exact(
        $@"^(?:[-*•]\s+)?{Bold}R\s?(?<number>[0-9]{{1,3}}){Bold}(?:\s*(?<mark>[:.)–—-]+){Bold}\s+|\s+)");

    private static readonly Regex Listed = Pattern.Exact(
        $@"^(?:[-*+•‣▪●◦·–—]\s+)?{Bold}\(?(?:(?<number>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)|(?<letter>[a-z])|(?<roman>[ivx]{{2,5}}|[IVX]{{1,5}}))[.)]{Bold}\s+");

    private static readonly Regex Clause = Pattern.Exact(@"^(?<number>[0-9]{1,2}\.[0-9]{1,2})\s+\p{Lu}");
    private static readonly Regex Bulleted = Pattern.Exact(@"^[-*+•‣▪●◦·–—]\s+");

    public static Marker? Of(string line)
    {
        var start = line.Length > Longest ? line[..Longest] : line;
        return Label(start) ?? Item(start);
    }

    private static Marker? Label(string start)
    {
        if (Labelled.Match(start) is { Success: true } label)
        {
            return new(MarkerStyle.Label, label.Groups["number"].Value, label.Length);
        }

        return Short.Match(start) is { Success: true } brief && (brief.Groups["mark"].Success || StartsGreat(start, brief.Length))
            ? new(MarkerStyle.Label, brief.Groups["number"].Value, brief.Length)
            : null;
    }

    private static Marker? Item(string start)
    {
        if (Listed.Match(start) is { Success: true } listed)
        {
            return listed.Groups["number"] is { Success: true } number ? new(MarkerStyle.Number, number.Value, listed.Length)
                : listed.Groups["letter"] is { Success: true } letter ? new(MarkerStyle.Letter, letter.Value, listed.Length)
                : new(MarkerStyle.Roman, listed.Groups["roman"].Value, listed.Length);
        }

        if (Clause.Match(start) is { Success: true } clause)
        {
            return new(MarkerStyle.Number, clause.Groups["number"].Value, clause.Length - 1);
        }

        return Bulleted.Match(start) is { Success: true } bullet ? new(MarkerStyle.Bullet, null, bullet.Length) : null;
    }

    /// <summary>The letter i, v or x counts as Roman unless it follows h, u or w.</summary>
    public Marker After(Marker? previous) =>
        Style == MarkerStyle.Letter && Number is "i" or "v" or "x" && !(previous is { Style: MarkerStyle.Letter, Number: [var letter] } && letter + 1 == Number[0])
            ? this with { Style = MarkerStyle.Roman }
            : this;

    /// <summary>Whether this number may open a list, or go on after the one before.</summary>
    public bool Opens => Number is null or "1" or "a" or "i" or "I" or "1.1";

    private static bool StartsGreat(string text, int at) => at < text.Length && char.IsUpper(text[at]);
}
