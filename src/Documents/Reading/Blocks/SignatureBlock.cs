using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Reads who signed, and finds where the signature ends.</summary>
internal static class SignatureBlock
{
    private const int FarthestName = 12; // lines without a name after the sign-off
    private const int LongestRole = 6; // lines

    public static (List<Found<Signatory>> Signatories, int End) At(IReadOnlyList<Line> lines, int start)
    {
        var people = new List<(Line Name, List<Line> Role)>();
        var i = start;
        for (var idle = 0; i < lines.Count && idle < FarthestName; i++)
        {
            var line = lines[i];
            if (Ends(line, people.Count > 0))
            {
                break;
            }

            if (line.IsBlank || Markings(line))
            {
                idle++;
            }
            else if (Columns(line) is { } columns)
            {
                people.AddRange(columns.Select(column => (column, new List<Line>())));
            }
            else if (people.Count > 1 && Parts(line) is { Count: > 1 } roles)
            {
                roles.Zip(people.TakeLast(roles.Count)).ToList().ForEach(pair => pair.Second.Role.Add(pair.First));
            }
            else if (Names.IsName(People.NamePart(line.Words)))
            {
                people.Add((line, []));
                idle = 0;
            }
            else if (people.Count > 0 && people[^1].Role.Count == LongestRole)
            {
                break;
            }
            else if (people.Count > 0)
            {
                people[^1].Role.Add(line);
            }
        }

        return ([.. people.Select(Read)], i);
    }

    private static bool Ends(Line line, bool named) =>
        Labels.Copy(line) is not null || Labels.IsEnclosure(line)
        || line.IsHeading && !Names.IsName(line.Words)
        || Marker.Of(line.Text) is not null
        || named && (Sentences.IsSentence(line.Plain) && !Markings(line) || line.Text.Length > 160);

    // A description of the picture, or a line to sign on
    private static bool Markings(Line line) =>
        line.Plain.Contains("signature", StringComparison.OrdinalIgnoreCase) || line.Text.StartsWith("![", StringComparison.Ordinal) || !line.Text.Any(char.IsLetter)
        || People.EmailIn(line.Text) is not null;

    /// <summary>Two people side by side.</summary>
    private static List<Line>? Columns(Line line) =>
        Parts(line) is { Count: > 1 } parts && parts.TrueForAll(part => Names.IsName(part.Plain)) ? parts : null;

    private static List<Line> Parts(Line line) =>
        [.. line.Text.Split("   ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => line.Cut(line.Locate(part).Start - line.Start, line.Locate(part).End - line.Start))];

    private static Found<Signatory> Read((Line Name, List<Line> Role) person)
    {
        var name = People.NamePart(person.Name.Words);
        var beside = person.Name.Words[name.Length..].Trim(' ', ',', '-', '–');
        var role = person.Role.Aggregate(beside, (text, line) => text.Length == 0 ? line.Words : text + Between(text, line.Words) + line.Words).Trim(' ', ',');
        var last = person.Role.Count > 0 ? person.Role[^1] : person.Name;
        return new(new(name, role.Length > 0 ? role : null), person.Name.Where.Through(last.Where), 0.9);
    }

    /// <summary>A line that is an organisation by itself begins something new; else the role goes on.</summary>
    private static string Between(string text, string next) =>
        text.EndsWith(',') ? " " : next.Contains(' ', StringComparison.Ordinal) && Bodies.IsOrganisation(next) && !EndsOpen(text) ? ", " : " ";

    private static bool EndsOpen(string text) => text.Split(' ')[^1] is "of" or "the" or "for" or "and" or "&" or "at";
}
