using System.Globalization;
using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Tests.Writing;

/// <summary>A letter as a list of "role text", once written from the record and once read from the tree of the file.</summary>
internal static class ExpectedText
{
    public static readonly string[] Leaves = ["P", "H1", "H2", "H3", "Lbl", "Caption"];

    public static List<string> Read(AccessibilityCheck check) =>
        [.. check.Document.All.Where(element => Leaves.Contains(element.Role)).Select(element => $"{element.Role} {check.TextOf(element)}")];

    public static List<string> Of(LetterDocument letter) =>
    [
        .. Head(letter.Letterhead),
        .. letter.OurRef is null ? [] : new[] { "P Our ref: " + letter.OurRef },
        .. letter.YourRef is null ? [] : new[] { "P Your ref: " + letter.YourRef },
        "P " + Day(letter.Date),
        .. letter.To.Count == 0 ? [] : new[] { "Caption To" },
        .. letter.To.SelectMany(person => new[] { "P " + person.Name, "P " + Joined(person.Role, person.Organisation) }).Where(line => line.Length > 2),
        .. letter.Salutation is null ? [] : new[] { "P " + letter.Salutation },
        "H1 " + letter.Subject,
        .. letter.Sections.SelectMany(Section),
        .. letter.ResponseDueOn is { } due ? new[] { $"P Please respond by {due.DayOfWeek} {Day(due)}." } : [],
        .. new[] { letter.HowToRespond, letter.FollowUp }.Where(line => line is not null).Select(line => "P " + line),
        letter.Salutation is null ? "P Yours faithfully" : "P Yours sincerely",
        .. letter.Signatories.SelectMany(signatory => new[] { signatory.Name, signatory.Role }).Where(line => line is not null).Select(line => "P " + line),
        .. letter.Cc.Count == 0 ? [] : new[] { "Caption Copies to" },
        .. letter.Cc.Select(person => "P " + Joined(person.Name, person.Role, person.Organisation)),
    ];

    public static IEnumerable<string> Head(Letterhead head) =>
    [
        "P " + head.Commission,
        "P " + head.Council,
        .. head.AddressLines.Select(line => "P " + line),
        .. head.Email is null ? [] : new[] { "P " + head.Email },
    ];

    public static IEnumerable<string> Narrative(string narrative) => narrative.Split("\n\n").Where(block => block.Length > 0).SelectMany(Block);

    private static IEnumerable<string> Section(LetterSection section) =>
    [
        .. section.Heading is null ? [] : new[] { "H2 " + section.Heading },
        .. Narrative(section.Narrative),
        .. section.Recommendations.SelectMany(Recommendation),
    ];

    // The samples use only what this turns back into words: links, bold, italic, "- " and "1. " at the start of a line.
    private static IEnumerable<string> Block(string block)
    {
        var plain = System.Text.RegularExpressions.Regex.Replace(block, @"\[(?<words>[^]]*)\]\([^)]*\)", "${words}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Replace("*", "", StringComparison.Ordinal);
        return plain.Split('\n') switch
        {
            [['-', ' ', ..], ..] lines => lines.SelectMany(line => new[] { "Lbl •", "P " + line[2..] }),
            [['1', '.', ' ', ..], ..] lines => lines.SelectMany(line => new[] { "Lbl " + line[..2], "P " + line[3..] }),
            var lines => ["P " + string.Join(' ', lines.Select(line => line.Trim()))],
        };
    }

    private static IEnumerable<string> Recommendation(LetterRecommendation recommendation) =>
    [
        .. recommendation.Number is not { } number ? [] : new[] { number.All(char.IsAsciiDigit) ? $"Lbl {number}." : $"Lbl {number}" },
        "P " + recommendation.Text,
        .. recommendation.Parts.SelectMany(part => new[] { $"Lbl {part.Label})", "P " + part.Text }),
        .. recommendation.AddressedTo switch
        {
            [] => [],
            [var only] => new[] { "P For: " + only },
            var names => ["P For: " + string.Join(", ", names.SkipLast(1)) + " and " + names[^1]],
        },
    ];

    private static string Joined(params string?[] parts) => string.Join(", ", parts.Where(part => part is not null));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
