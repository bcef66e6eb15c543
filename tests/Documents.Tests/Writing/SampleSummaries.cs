using Tracker.Documents.Writing.Summaries;

namespace Tracker.Documents.Tests.Writing;

/// <summary>Summaries about the letters of an invented council.</summary>
internal static class SampleSummaries
{
    private const string Council = "Harrowmere Borough Council";
    private const string Police = "Estuary Police";
    private const string Partnership = "Harrowmere Lighting Partnership";

    public static SummaryDocument Full { get; } = new()
    {
        Letterhead = SampleLetters.Short.Letterhead,
        Reference = "SC/2025/014",
        Subject = "Street lighting in the east of the borough",
        LetterDate = new(2025, 6, 3),
        AsOf = new(2025, 10, 1),
        CaseReference = "2025-07",
        Respondents =
        [
            new(Council, new(2025, 8, 5), null, new(2025, 8, 29), null, 24, "answered 24 days late"),
            new(Police, new(2025, 9, 2), "extended from 5 August 2025", new(2025, 9, 1), null, 0, "answered in time"),
            new(Partnership, new(2025, 9, 19), null, null, new(2025, 10, 17), 12, "overdue by 12 days"),
        ],
        Counts = new(Asked: 7, Answered: 3, Partly: 1, NotAddressed: 1, [new("Accepted", 2), new("Partly accepted", 1), new("Rejected", 1), new("Under consideration", 0)]),
        Recommendations =
        [
            new()
            {
                Theme = "Repairs", Label = "1",
                Text = "That the Cabinet Member publishes, every quarter and for each ward, the median time from report to repair, and explains any ward whose median is more than ten days above that of the borough.",
                View = "Satisfied, as agreed at the meeting of 16 September 2025 (minute 41).",
                Answers =
                [
                    new(Council, "answered", "Accepted", "We agree, and have begun.", "The figures of every ward are on the council’s site from this quarter on. Where a ward is more than ten days slower than the borough, the page says why and what is being done about it.", new(2025, 8, 29)),
                ],
                Commitments = [new(Council, "Publish the repair times of every ward each quarter", "Head of Highways", "31 December 2025", "on track")],
            },
            new()
            {
                Theme = "Repairs", Label = "2",
                Text = "That the Borough Commander and the Cabinet Member agree a shared list of routes that are never dimmed, and that the list",
                Parts = [new("a", "names every route by its start and end, with the reason for which it was chosen;"), new("b", "is reviewed each October with the Youth Forum; and"), new("c", "is published in English, Cymraeg and Polski.")],
                Answers =
                [
                    new(Council, "partly answered: b and c are missing", "Partly accepted", "Accepted in principle", "We will agree a list with the police:\n\n- first of the walking routes to schools;\n- then of the routes to the two stations.\n\nIt will name the start and the end of each.", new(2025, 8, 29)),
                    new(Police, "answered", "Accepted", null, "The force welcomes this and has named an inspector who will walk the routes with officers of the council.", new(2025, 9, 1)),
                    new(Partnership, "no answer yet", null, null, null, null),
                ],
                Commitments =
                [
                    new(Council, "Agree the list of routes with the police", "Director of Places", "30 September 2025; slipped 2 times, +61 days", "overdue"),
                    new(Police, "Walk the routes before the clocks go back", null, "by the autumn (no date given)", "open"),
                ],
            },
            new()
            {
                Theme = "What residents are told", Label = "3",
                Text = "That each organisation says on its website whom to call about a dark street.",
                Answers =
                [
                    new(Council, "not addressed", null, null, null, new(2025, 8, 29)),
                    new(Police, "answered", "Rejected", "This is for the council.", string.Join("\n\n", Enumerable.Repeat("The force has looked at this with care. Calls about a dark street reach its control room at all hours, and each is passed on to the council’s own line within the hour; a second number on a second website would, in its view, send people to the wrong place at the wrong time. It would rather see one number, well known, and is ready to show it on its own pages and on the boards outside its stations.", 3)), new(2025, 9, 1)),
                    new(Partnership, "no answer yet", null, null, null, null),
                ],
            },
        ],
        DocumentId = new("0198a1b2-0000-7000-8000-000000000003"),
        CreatedAt = new(2025, 10, 1, 9, 0, 0, TimeSpan.FromHours(1)),
    };

    /// <summary>Its first table goes on to the next page.</summary>
    public static SummaryDocument Long { get; } = Full with { Respondents = [.. Enumerable.Repeat(Full.Respondents, 8).SelectMany(respondents => respondents)] };

    /// <summary>Asked, and nothing heard; no theme, no dates.</summary>
    public static SummaryDocument Silent { get; } = Full with
    {
        CaseReference = null,
        Respondents = [new(Partnership, null, null, null, null, 0, "no date set")],
        Counts = new(Asked: 1, Answered: 0, Partly: 0, NotAddressed: 0, []),
        Recommendations = [new() { Label = "1", Text = "That somebody answers.", Answers = [new(Partnership, "no answer yet", null, null, null, null)] }, new() { Label = "2", Text = "That is for nobody.", Answers = [] }],
    };

    public static SummaryDocument Empty { get; } = Full with { Respondents = [], Counts = new(0, 0, 0, 0, []), Recommendations = [] };

    /// <summary>40 recommendations to 8 organisations, with answers of every length up to 3,000 words, words wider than a column, and text higher than a page in a cell.</summary>
    public static SummaryDocument Large { get; } = Full with
    {
        Respondents = [.. Enumerable.Range(1, 8).Select(i => new SummaryRespondent(Organisation(i), new DateOnly(2025, 8, i), i % 2 == 0 ? "extended from 1 July 2025, at its own asking, because of the elections" : null, i % 3 == 0 ? null : new(2025, 9, i), i % 3 == 0 ? new(2025, 11, i) : null, i, i % 3 == 0 ? $"overdue by {62 - i} days" : "answered 31 days late"))],
        Counts = new(Asked: 320, Answered: 100, Partly: 60, NotAddressed: 40, [new("Accepted", 80), new("Rejected", 80)]),
        Recommendations = [.. Enumerable.Range(1, 40).Select(Recommendation)],
    };

    private static string Organisation(int number) => number == 8 ? "Donaudampfschifffahrtsgesellschaftskapitänsverwaltung" : $"Organisation {number} of the Borough and its Neighbours";

    private static SummaryRecommendation Recommendation(int number) => new()
    {
        Theme = number < 5 ? null : $"Theme {number / 10}",
        Label = number % 7 == 0 ? $"SR (25/26) {number:D2}" : $"{number}",
        Text = Words(10 + (number * 7 % 90), number),
        Parts = number == 6 ? [.. "abcdefghijklmnopqrstuvwxyz".Select(letter => new SummaryPart(letter.ToString(), Words(60, letter)))] // higher than a page
            : [.. "abcdefgh".Take(number % 5).Select(letter => new SummaryPart(letter.ToString(), Words(12, letter)))],
        View = number % 3 == 0 ? null : $"Further information wanted, as agreed on 16 September 2025 (minute {number}).",
        Answers = [.. Enumerable.Range(1, 8).Select(i => Answer(number, i))],
        Commitments = [.. Enumerable.Range(1, number % 6).Select(i => new SummaryCommitment(Organisation(i), Words(8 * i, i), i % 2 == 0 ? null : "Director of Places", "30 September 2025; slipped 2 times, +61 days", "overdue"))],
    };

    private static SummaryAnswer Answer(int recommendation, int i) => ((recommendation * 8) + i) switch
    {
        20 => new(Organisation(i), "answered", "Accepted", null, string.Join("\n\n", Enumerable.Range(1, 30).Select(paragraph => Words(100, paragraph))), new(2025, 9, i)),
        33 => new(Organisation(i), "partly answered: " + Words(900, i), "Accepted", Words(400, i + 1), Words(80, i), new(2025, 9, i)), // a row higher than a page
        var at when at % 5 == 0 => new(Organisation(i), "not addressed", null, null, null, new(2025, 9, i)),
        var at when at % 7 == 0 => new(Organisation(i), "no answer yet", null, null, null, null),
        var at => new(Organisation(i), "answered", "Accepted", null, Words(at * 13 % 160, at), new(2025, 9, i)),
    };

    private static string Words(int count, int seed)
    {
        string[] words = ["the", "lamps", "of", "every", "street", "are", "seen", "to", "within", "a", "week", "and", "that", "is", "told", "to", "residents", "by", "letter"];
        return string.Concat(Enumerable.Range(0, count).Select(i => (i == 0 ? "" : " ") + words[((i * 7) + seed) % words.Length]));
    }
}
