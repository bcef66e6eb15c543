using System.Globalization;
using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>The words that a summary adds to its record.</summary>
internal static class SummaryWording
{
    public const string NoView = "The commission has not recorded its view yet.";
    public const string NoRecommendations = "The letter makes no recommendations.";
    public const string NoAnswers = "Nobody has been asked to answer this recommendation.";
    public const string FullAnswerBelow = "The full answer is below.";

    public static string Title(SummaryDocument summary) => "Response summary: " + summary.Subject;

    public static IEnumerable<string> References(SummaryDocument summary)
    {
        yield return $"Letter {summary.Reference} of {LetterWording.Date(summary.LetterDate)}";
        if (LetterWording.IsGiven(summary.CaseReference))
        {
            yield return "Case " + summary.CaseReference;
        }

        yield return "As things stood on " + LetterWording.Date(summary.AsOf);
    }

    /// <summary>Answers that have not come; below 0 when the counts contradict each other.</summary>
    public static int Awaited(SummaryCounts counts) => counts.Asked - counts.Answered - counts.Partly - counts.NotAddressed;

    public static string Counted(SummaryCounts counts)
    {
        IEnumerable<string?> shares =
        [
            Some(counts.Answered, "is complete", "are complete"),
            Some(counts.Partly, "is partial", "are partial"),
            Some(counts.NotAddressed, "does not address the recommendation", "do not address the recommendation"),
            Some(Awaited(counts), "has not been received", "have not been received"),
        ];
        var asked = Some(counts.Asked, "answer was asked for", "answers were asked for, one from each organisation to each recommendation put to it");
        return asked is null ? "No answers were asked for." : $"{asked}: {LetterWording.NamesOf([.. shares.OfType<string>()])}.";
    }

    /// <summary>In the order of the bars.</summary>
    public static IReadOnlyList<SummaryCount> Coverage(SummaryCounts counts) =>
    [
        new("Answered", counts.Answered),
        new("Partly answered", counts.Partly),
        new("Not addressed", counts.NotAddressed),
        new("Not yet received", Awaited(counts)),
    ];

    public static string Bar(SummaryCount count) => $"{count.Label}: {Digits(count.Count)}";

    public static string Received(SummaryRespondent respondent) => respondent switch
    {
        { AnsweredOn: { } day } => LetterWording.Date(day),
        { PromisedOn: { } day } => "Not yet; promised for " + LetterWording.Date(day),
        _ => "Not yet",
    };

    public static string Due(SummaryRespondent respondent) => respondent.DueOn is { } day ? LetterWording.Date(day) : "No date set";

    public static string Recommendation(string label) => "Recommendation " + label;

    public static string FullAnswer(SummaryAnswer answer, string label) => $"{answer.Organisation}: full answer to recommendation {label}";

    /// <summary>With a capital, as the first word of a cell.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string? Some(int count, string one, string many) => count == 0 ? null : $"{Digits(count)}{NoBreak.Space}{(count == 1 ? one : many)}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
