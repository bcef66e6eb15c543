using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Tests.Writing;

/// <summary>Letters of an invented council.</summary>
internal static class SampleLetters
{
    private const string Evidence = """
        The panel heard from the service, from **two residents’ groups** and from the *Harrowmere Youth Forum*. Witnesses agreed that the picture has changed
        since the review of 14 March 2024, and that what was promised then (see reference SR (23/24) 07) has only in part been done. We are grateful to
        everyone who gave their time; the written evidence is on [the commission’s evidence page](https://scrutiny.harrowmere.example/evidence/street-lighting?session=2024-05).
        """;

    public static LetterDocument Short { get; } = new()
    {
        Letterhead = new("Scrutiny Commission", "Harrowmere Borough Council", ["Market House, 2 Quay Street", "Harrowmere HX9 4ZZ"], "scrutiny@harrowmere.example"),
        OurRef = "SC/2025/014",
        Date = new(2025, 6, 3),
        To = [new("Councillor Wyn Ashdown", "Cabinet Member for Places", "Harrowmere Borough Council")],
        Salutation = "Dear Councillor Ashdown",
        Subject = "Street lighting in the east of the borough",
        Sections = [new() { Narrative = "Thank you for your evidence on 20 May 2025.", Recommendations = [new("Publish the repair times of every ward.") { Number = "1" }] }],
        ResponseDueOn = new(2025, 8, 5),
        Signatories = [new("Councillor Łucja Żak", "Chair")],
        DocumentId = new("0198a1b2-0000-7000-8000-000000000001"),
        CreatedAt = new(2025, 6, 3, 10, 15, 0, TimeSpan.FromHours(1)),
    };

    public static LetterDocument Full { get; } = Short with
    {
        YourRef = "PL/77-b",
        To =
        [
            new("Councillor Wyn Ashdown", "Cabinet Member for Places", "Harrowmere Borough Council"),
            new("Chief Superintendent Ffion Tŷ-Wŷn", "Borough Commander", "Estuary Police"),
            new("Dana Petrov", Organisation: "Harrowmere Lighting Partnership"),
        ],
        Cc = [new("Ayo Marsh", "Head of Democratic Services"), new("Priya Lund", "Director of Places", "Harrowmere Borough Council")],
        Salutation = "Dear all",
        Sections =
        [
            new() { Narrative = "We write after our meeting of 20 May 2025, at which the commission examined how street lights are repaired, who decides which are dimmed, and what people who walk home at night are told. It cost the borough €1.2 million – “a fair sum”, as one witness said.\n\n" + Evidence },
            new()
            {
                Heading = "What we found",
                Narrative = "Three things stood out:\n\n- repair times in the two eastern wards are **twice** those of the west, and the gap has grown in each of the last three years for which the service holds figures;\n- nobody is told before a light is dimmed;\n- the map on [the council’s site](https://www.harrowmere.example/lights) is out of date.\n\nIn the order in which they happened:\n\n1. the contract was let on 1 April 2022;\n2. the first survey was put off;\n3. the second survey was *never* begun.\n\n" + Evidence + "\n\nQuestions may be sent to [the clerk](mailto:clerk@harrowmere.example) or raised at any meeting.",
                Recommendations =
                [
                    new("That the Cabinet Member publishes, every quarter and for each ward, the median time from report to repair, and explains any ward whose median is more than ten days above that of the borough.")
                    {
                        Number = "1", AddressedTo = ["Cabinet Member for Places"],
                    },
                    new("That the Borough Commander and the Cabinet Member agree a shared list of routes that are never dimmed, and that the list")
                    {
                        Number = "2",
                        Parts = [new("a", "names every route by its start and end, with the reason for which it was chosen;"), new("b", "is reviewed each October with the Youth Forum and with residents of the streets concerned, before the clocks go back; and"), new("c", "is published in English, Cymraeg and Polski (ŵ, ŷ, ą, ę, ł, ż).")],
                        AddressedTo = ["Cabinet Member for Places", "Estuary Police"],
                    },
                ],
            },
            new()
            {
                Heading = "What should happen next",
                Narrative = Evidence + "\n\n" + Evidence + "\n\n" + Evidence,
                Recommendations =
                [
                    new("That the Lighting Partnership writes to every household at least 28 days before a light in its street is dimmed.") { Number = "3", AddressedTo = ["Harrowmere Lighting Partnership"] },
                    new("That the three organisations report together to the commission in January 2026.") { Number = "4", AddressedTo = ["Cabinet Member for Places", "Estuary Police", "Harrowmere Lighting Partnership"] },
                ],
            },
            new() { Heading = "Closing remarks", Narrative = Evidence },
        ],
        HowToRespond = "Please answer each recommendation that is addressed to you, saying whether you accept it, what you will do and by when. You may reply by e-mail to the address at the head of this letter.",
        FollowUp = "We will consider the responses at our meeting on 16 September 2025.",
        Signatories = [new("Councillor Łucja Żak", "Chair, Scrutiny Commission"), new("Councillor Tom Brackley", "Vice-Chair, Scrutiny Commission")],
    };

    /// <summary>Only what a letter must have.</summary>
    public static LetterDocument Bare { get; } = new()
    {
        Letterhead = new("Scrutiny Commission", "Harrowmere Borough Council", []),
        Date = new(2025, 1, 2),
        Subject = "A note (with a \\ in it)",
        DocumentId = new("0198a1b2-0000-7000-8000-000000000002"),
        CreatedAt = new(2025, 1, 2, 9, 0, 0, TimeSpan.Zero),
    };

    /// <summary>More of everything than a letter should have.</summary>
    public static LetterDocument Large { get; } = Full with
    {
        Subject = "An examination of everything that the borough does at night, with Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselverwaltung",
        To = [.. Enumerable.Range(1, 10).Select(i => new LetterPerson($"Person Number {i}", "Director of a Service with a Long Name", "An Organisation Whose Name Is Long Too"))],
        Cc = [.. Enumerable.Range(1, 30).Select(i => new LetterPerson($"Reader {i}", "Officer", "Harrowmere Borough Council"))],
        Sections =
        [
            .. Enumerable.Range(0, 8).Select(section => new LetterSection
            {
                Heading = $"Part {section + 1}: {new string('x', 10)} and what we found there on our visits, told at some length so that the heading wraps",
                Narrative = string.Join(' ', Enumerable.Repeat(Evidence.ReplaceLineEndings(" "), 12)) + "\n\nhttps://www.harrowmere.example/" + string.Join('/', Enumerable.Repeat("a-very-long-path", 20)) + "\n\n" + new string('w', 400),
                Recommendations = [.. Enumerable.Range(1, 5).Select(i => Recommendation((5 * section) + i))],
            }),
        ],
        Signatories = [.. Full.Signatories, .. Full.Signatories, new("A Fifth Member", "Member")],
        IsDraft = true,
    };

    private static LetterRecommendation Recommendation(int number) => new("That the council looks again at " + string.Join(", ", Enumerable.Repeat("what it does at night and why", 1 + (number % 7))) + ".")
    {
        Number = number % 3 == 0 ? $"SR (25/26) {number:D2}" : $"{number}",
        Parts = [.. "abcdefgh".Take(number % 9).Select(letter => new LetterRecommendationPart(letter.ToString(), string.Join(' ', Enumerable.Repeat("and that it says so in public before 31 October 2025", 1 + (number % 4))) + ";"))],
        AddressedTo = [.. Enumerable.Range(1, number % 5).Select(i => $"Organisation {i}")],
    };
}
