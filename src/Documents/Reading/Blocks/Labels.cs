using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Recognises the lines that name their own purpose.</summary>
internal static class Labels
{
    private static readonly Regex ToLine = Pattern.AnyCase(@"^(?:to|at|fao|for the attention of|addressees?)\s*:\s*(?<rest>.*)$");
    private static readonly Regex FromLine = Pattern.AnyCase(@"^from\s*:\s*(?<rest>.*)$");
    private static readonly Regex SubjectLine = Pattern.AnyCase(@"^(?:re|subject|title|pwnc)\s*:\s*(?<rest>.+)$");
    private static readonly Regex Contact = Pattern.AnyCase(
        @"^(?:reply to|please reply to|replies to|contact|e-?mail|enquiries(?: to)?|please ask for|tel|telephone|phone|direct line|direct dial|fax|web|website|by e-?mail|via e-?mail|by post|dx)\b.{0,3}[:.\s]");

    private static readonly Regex References = Pattern.AnyCase(
        @"(?:\b(?<whose>our|your|ein|eich|my)[\s/]{1,3})?\b(?:ref(?:erence)?|cyf(?:eirnod)?)(?:\s?(?:no|number))?\s?[.:]{1,2}\s{0,12}(?<ref>[^\s,;]{2,60})");

    private static readonly Regex Salutation = Pattern.AnyCase(@"^(?:dear|annwyl)\s.{1,120}$");
    private static readonly Regex SignOff = Pattern.AnyCase(
        @"^(?:yours\s(?:sincerely|faithfully|truly|ever|aye)|(?:with\s)?(?:kind|best|warm|kindest|warmest)\s(?:regards|wishes)|regards|many thanks|yn gywir|yr eiddoch yn gywir)\s?[,.]?$");

    private static readonly Regex Copies = Pattern.Exact(
        @"^(?:(?i:cc|c\.c\.?|bcc|copies to|copy to|copied to|copi i)\s?(?::|-|–)\s?|(?:CC|Cc|cc|c\.c\.|C\.c\.|C\.C\.)\s+)(?<rest>.*)$");

    private static readonly Regex Enclosure = Pattern.AnyCase(@"^(?:encl?s?|enclosures?|attachments?|amg)\b\.?\s?(?::.*|\(.*)?$");

    public static string? To(Line line) => Rest(ToLine, line);

    public static string? From(Line line) => Rest(FromLine, line);

    public static string? Subject(Line line) => Rest(SubjectLine, line);

    public static bool IsContact(Line line) => line.Text.Length <= 200 && Contact.IsMatch(line.Words + " ");

    public static bool IsSalutation(Line line) => line.Text.Length <= 160 && Salutation.IsMatch(line.Words);

    public static bool IsSignOff(Line line) => line.Text.Length <= 60 && SignOff.IsMatch(line.Words);

    public static bool IsEnclosure(Line line) => line.Text.Length <= 200 && Enclosure.IsMatch(line.Words);

    /// <summary>What follows "cc"; empty when the names come on the next lines.</summary>
    public static string? Copy(Line line)
    {
        var words = line.Text.Length <= 2_000 ? line.Words : "";
        return words is "cc" or "CC" or "Cc" or "c.c." or "Copies to" ? "" : Copies.Match(words) is { Success: true } match ? match.Groups["rest"].Value : null;
    }

    public static IEnumerable<(bool IsOurs, Found<string> Reference)> ReferencesIn(Line line) =>
        line.Text.Length > 300 ? [] : References.Matches(line.Plain).Where(match => match.Groups["ref"].Value.Any(char.IsDigit) || match.Groups["ref"].Value.Contains('/', StringComparison.Ordinal))
            .Select(match => (
                match.Groups["whose"].Value.ToLowerInvariant() is not ("your" or "eich"),
                new Found<string>(match.Groups["ref"].Value.TrimEnd('.', ')'), line.Locate(match.Groups["ref"].Value.TrimEnd('.', ')')), 0.95)));

    private static string? Rest(Regex label, Line line) =>
        line.Text.Length <= 600 && label.Match(line.Words) is { Success: true } match ? match.Groups["rest"].Value.Trim() : null;
}
