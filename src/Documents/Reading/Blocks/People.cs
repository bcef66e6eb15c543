using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Reads "Name, role, organisation" in its forms: on one line, line by line, with the organisation in brackets.</summary>
internal static class People
{
    private const int LongestAcronym = 5; // a town in capitals is longer
    private static readonly Regex Email = Pattern.AnyCase(@"[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}");
    private static readonly Regex InBrackets = Pattern.Exact(@"\s?\((?<body>[^()]+)\)\.?$");
    private static readonly Regex Dash = Pattern.Exact(@"\s[-–—|]\s");
    private static readonly Regex PostCode = Pattern.Exact(@"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s[0-9][A-Z]{2}\b");

    public static string? EmailIn(string text) => Email.Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>The part of a line that would be a name: up to a comma, a dash, a bracket or an e-mail address.</summary>
    public static string NamePart(string text)
    {
        var end = text.AsSpan().IndexOfAny(",(;:<");
        var name = end < 0 ? text : text[..end];
        name = Email.Match(name) is { Success: true } email ? name[..email.Index] : name;
        return (Dash.Match(name) is { Success: true } dash ? name[..dash.Index] : name).Trim();
    }

    /// <summary>One person from the lines of an entry.</summary>
    public static Found<Addressee> Read(IReadOnlyList<Line> lines)
    {
        var words = lines.Select(line => line.Words.Trim(' ', ',', ';')).ToList();
        var email = words.Select(EmailIn).FirstOrDefault(found => found is not null);
        var parts = words.SelectMany(Parts).Where(part => part.Length > 0).ToList();
        var name = parts is [var first, ..] && (Names.IsName(first) || lines.Count == 1 && parts.Count > 1 && !Bodies.OpensWithRole(first) && !Bodies.IsOrganisation(first)) ? first : null;
        var rest = name is null ? parts : parts[1..];
        var organisation = Organisation(rest);
        var role = string.Join(", ", rest.Take(organisation.At));
        return new(new(name, role.Length > 0 ? role : null, organisation.Body, email), lines[0].Where.Through(lines[^1].Where), name is null ? 0.5 : 0.8);
    }

    /// <summary>The last part that is an organisation; what comes after it is an address.</summary>
    private static (string? Body, int At) Organisation(List<string> parts)
    {
        var bare = parts.ConvertAll(part => part.Trim('(', ')'));
        var body = bare.FindLastIndex(Bodies.IsOrganisation);
        body = body < 0 ? bare.FindLastIndex(part => part.Length <= LongestAcronym && Bodies.IsAcronym(part)) : body;
        if (body >= 0)
        {
            return (bare[body], body);
        }

        var address = parts.FindIndex(part => Bodies.IsPlace(part) && !Bodies.HasRole(part));
        return (null, address < 0 ? parts.Count : address);
    }

    private static IEnumerable<string> Parts(string line)
    {
        var text = Email.Replace(line, "").Replace("mailto:", "", StringComparison.Ordinal).Trim(' ', '<', '>', '(');
        if (PostCode.IsMatch(text))
        {
            return [];
        }

        var name = NamePart(text);
        var rest = Dash.Match(text) is { Success: true } dash && dash.Index == name.Length ? text[(dash.Index + dash.Length)..] : text[name.Length..].TrimStart(',', ' ', ':');
        var body = InBrackets.Match(rest);
        var role = body.Success ? rest[..body.Index] : rest;
        return [name, .. role.Split(", ").Select(part => part.Trim()), .. body.Success ? [body.Groups["body"].Value] : Array.Empty<string>()];
    }
}
