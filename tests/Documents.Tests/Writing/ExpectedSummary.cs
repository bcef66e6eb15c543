using System.Globalization;
using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing.Summaries;

namespace Tracker.Documents.Tests.Writing;

/// <summary>A summary as a list of "cell role text", once written from the record and once read from the tree of the file.</summary>
internal static class ExpectedSummary
{
    private const int LongestInTable = 700;

    public static List<string> Read(AccessibilityCheck check) =>
    [
        .. check.Document.All
            .Where(element => ExpectedText.Leaves.Contains(element.Role) || element is { Role: "TD", Kids.Count: 0 })
            .Select(element => $"{CellOf(element)}{element.Role} {check.TextOf(element)}"),
    ];

    public static List<string> Of(SummaryDocument summary) =>
    [
        .. ExpectedText.Head(summary.Letterhead),
        "H1 Response summary: " + summary.Subject,
        $"P Letter {summary.Reference} of {Day(summary.LetterDate)}",
        .. Given("P Case ", summary.CaseReference),
        $"P As things stood on {Day(summary.AsOf)}",
        "H2 In short",
        "P " + Counted(summary.Counts),
        .. summary.Counts.Asked == 0 ? [] : Bars(summary.Counts),
        .. summary.Respondents.Count == 0 ? [] : new[] { "H2 Who was asked" }.Concat(Head("Organisation", "Answer due", "Answer received", "Where it stands")),
        .. summary.Respondents.SelectMany(Respondent),
        .. summary.Recommendations.Count == 0 ? new[] { "P The letter makes no recommendations." } : [],
        .. summary.Recommendations.SelectMany((recommendation, i) => Theme(summary, i).Concat(Recommendation(recommendation))),
    ];

    // The samples' own sentences, so that the writer's way of making them is not repeated here.
    private static string Counted(SummaryCounts counts) => counts.Asked switch
    {
        0 => "No answers were asked for.",
        1 => "1 answer was asked for: 1 has not been received.",
        7 => "7 answers were asked for, one from each organisation to each recommendation put to it: 3 are complete, 1 is partial, 1 does not address the recommendation and 2 have not been received.",
        _ => "320 answers were asked for, one from each organisation to each recommendation put to it: 100 are complete, 60 are partial, 40 do not address the recommendation and 120 have not been received.",
    };

    private static IEnumerable<string> Bars(SummaryCounts counts) =>
    [
        "Caption What was answered",
        $"P Answered: {counts.Answered}",
        $"P Partly answered: {counts.Partly}",
        $"P Not addressed: {counts.NotAddressed}",
        $"P Not yet received: {counts.Asked - counts.Answered - counts.Partly - counts.NotAddressed}",
        .. counts.Positions.Count == 0 ? [] : new[] { "Caption Where those who answered stand" },
        .. counts.Positions.Select(position => $"P {position.Label}: {position.Count}"),
    ];

    private static IEnumerable<string> Respondent(SummaryRespondent respondent) =>
    [
        "TH P " + respondent.Organisation,
        "TD P " + (respondent.DueOn is { } due ? Day(due) : "No date set"),
        .. Given("TD P ", respondent.DueNote),
        "TD P " + (respondent.AnsweredOn is { } answered ? Day(answered) : respondent.PromisedOn is { } promised ? "Not yet; promised for " + Day(promised) : "Not yet"),
        "TD P " + Capital(respondent.State),
    ];

    private static IEnumerable<string> Theme(SummaryDocument summary, int at)
    {
        var theme = summary.Recommendations[at].Theme;
        return at > 0 && summary.Recommendations[at - 1].Theme == theme ? [] : ["H2 " + (theme ?? (at == 0 ? "Recommendations" : "Other recommendations"))];
    }

    private static IEnumerable<string> Recommendation(SummaryRecommendation recommendation) =>
    [
        "H3 Recommendation " + recommendation.Label,
        "P " + recommendation.Text,
        .. recommendation.Parts.SelectMany(part => new[] { $"Lbl {part.Label})", "P " + part.Text }),
        .. recommendation.Answers.Count == 0 ? ["P Nobody has been asked to answer this recommendation."] : Head("Organisation", "Answer", "What it said"),
        .. recommendation.Answers.SelectMany(Answer),
        .. recommendation.Commitments.Count == 0 ? [] : Head("Organisation", "What it promised", "For when", "Status"),
        .. recommendation.Commitments.SelectMany(Commitment),
        "P " + (recommendation.View is null ? "The commission has not recorded its view yet." : "The commission’s view: " + recommendation.View),
        .. recommendation.Answers.Where(answer => answer.Text?.Length > LongestInTable).SelectMany(answer =>
            ExpectedText.Narrative(answer.Text!).Prepend($"P {answer.Organisation}: full answer to recommendation {recommendation.Label}")),
    ];

    private static IEnumerable<string> Answer(SummaryAnswer answer)
    {
        var text = answer.Text?.Length > LongestInTable ? "The full answer is below." : answer.Text ?? "";
        return
        [
            "TH P " + answer.Organisation,
            "TD P " + Capital(answer.Coverage),
            .. Given("TD P Position: ", answer.Position),
            .. answer.OwnWords is null ? [] : new[] { $"TD P In its words: “{answer.OwnWords}”" },
            .. answer.ReceivedOn is { } day ? new[] { "TD P Received " + Day(day) } : [],
            .. text.Length == 0 ? ["TD "] : ExpectedText.Narrative(text).Select(line => "TD " + line),
        ];
    }

    private static IEnumerable<string> Commitment(SummaryCommitment commitment) =>
    [
        "TH P " + commitment.Organisation,
        "TD P " + commitment.Text,
        .. Given("TD P Owner: ", commitment.Owner),
        "TD P " + Capital(commitment.Promised),
        "TD P " + Capital(commitment.Status),
    ];

    private static IEnumerable<string> Head(params string[] titles) => titles.Select(title => "TH P " + title);

    private static IEnumerable<string> Given(string before, string? words) => words is null ? [] : [before + words];

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string CellOf(ScannedElement element)
    {
        for (var around = element.Parent; around is not null; around = around.Parent)
        {
            if (around.Role is "TH" or "TD")
            {
                return around.Role + " ";
            }
        }

        return "";
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
