using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Finds the body that writes: named in the letterhead, else in a signatory's role, else on the page's logo.</summary>
internal static class Senders
{
    private static readonly Regex Place = Pattern.AnyCase(@"^(?:(?:co-|vice[ -]|deputy |interim |acting )?(?:chair(?:man|woman|person)?|leader|chief executive|director|head|clerk|secretary|member|officer|convenor|president)\b[\w &-]{0,40}?)(?:,\s?|\s(?:of|for|to)\s)(?:the\s)?(?<body>.+)$");
    private static readonly Regex Logo = Pattern.AnyCase(@"^(?<body>.{3,60}?)\slogo\b");

    public static Found<string>? Of(HeadBlock head, IReadOnlyList<Found<Signatory>> signatories, string source) =>
        head.Sender ?? FromLetterhead(head.Letterhead, source) ?? FromRoles(signatories) ?? FromLogo(head.Letterhead);

    private static Found<string>? FromLetterhead(List<Line> letterhead, string source)
    {
        var lines = letterhead.Where(line => !Sentences.IsSentence(line.Plain) && (Bodies.IsOrganisation(line.Words) || Bodies.IsOfficeHolder(line.Words))).DistinctBy(line => line.Words, StringComparer.OrdinalIgnoreCase).Take(3).ToList();
        return lines.Count == 0 || lines.Exists(line => Logo.IsMatch(line.Words)) ? null
            : new(string.Join(", ", lines.Select(line => MixedCase(line.Words, source))), lines[0].Where.Through(lines[^1].Where), 0.9);
    }

    private static Found<string>? FromRoles(IEnumerable<Found<Signatory>> signatories) =>
        signatories.Where(person => person.Value.Role is not null)
            .Select(person => Body(person.Value.Role!) is { } body ? new Found<string>(body, person.Where, 0.8) : null)
            .FirstOrDefault(found => found is not null);

    private static string? Body(string role)
    {
        if (Bodies.IsOfficeHolder(role))
        {
            return role;
        }

        var body = Place.Match(role).Groups["body"].Value.Split(" at ")[0].Trim();
        var parts = body.Split(", ");
        return Bodies.IsOrganisation(body) ? body : Array.FindLast(parts, Bodies.IsOrganisation) ?? Array.FindLast(role.Split(", "), Bodies.IsOrganisation);
    }

    private static Found<string>? FromLogo(IEnumerable<Line> letterhead) =>
        letterhead.Select(line => (line, Logo.Match(line.Words))).Where(found => found.Item2.Success)
            .Select(found => new Found<string>(found.Item2.Groups["body"].Value, found.line.Locate(found.Item2.Groups["body"].Value), 0.6)).FirstOrDefault();

    /// <summary>A letterhead in capitals reads as the text writes the name elsewhere.</summary>
    private static string MixedCase(string words, string source)
    {
        if (words.Any(char.IsLower))
        {
            return words;
        }

        for (var at = source.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = source.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (source.AsSpan(at, words.Length) is var written && !written.SequenceEqual(words) && char.IsUpper(written[0]))
            {
                return written.ToString();
            }
        }

        var title = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(words.ToLowerInvariant());
        return title.Replace(" Of ", " of ", StringComparison.Ordinal).Replace(" And ", " and ", StringComparison.Ordinal).Replace(" For ", " for ", StringComparison.Ordinal).Replace(" The ", " the ", StringComparison.Ordinal);
    }
}
