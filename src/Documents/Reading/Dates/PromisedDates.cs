using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Reads until when something is promised.</summary>
public static class PromisedDates
{
    private static readonly Regex Cue = Pattern.AnyCase(
        @"\b(?:(?<completes>finali[sz]\w*|complet\w*|finish\w*|publish\w*|conclud\w*|deliver\w*|in place)|(?<starts>begin\w*|begun|start\w*|commenc\w*))\b");

    private static readonly Regex Past = Pattern.AnyCase(@"\b(?:was|were|had|did|has been|have been|began|last|previously|originally)\b");
    private static readonly Regex ToCome = Pattern.AnyCase(@"\b(?:will|shall|should|would|to be|to|aims?|plans?|planned|expect\w*|intend\w*|hopes?|due|commit\w*)\b");

    /// <summary>The time for which something is promised: of several, the last one that a thing is to be complete by, before those at which it begins.</summary>
    /// <param name="words">The promise, one or more sentences.</param>
    /// <param name="madeOn">The day on which it was made; a month without a year is the first such month that ends on or after it.</param>
    /// <returns><see langword="null"/> when the words name no time to come. What is not clear keeps its words and has no date:
    /// seasons, quarters (of the calendar or the financial year?), financial years, working days, "within 28 days of each complaint".</returns>
    public static PromisedDate? Read(string words, DateOnly madeOn)
    {
        var text = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var phrases = TimePhrases.In(text, madeOn);
        var promised = phrases.Select((phrase, i) => Weighed(text, phrase, i == 0 ? 0 : phrases[i - 1].End)).OfType<(TimePhrase Phrase, int Weight)>()
            .OrderByDescending(found => found.Weight).ThenByDescending(found => found.Phrase.LastOn ?? DateOnly.MaxValue)
            .Select(found => found.Phrase).FirstOrDefault();
        return promised is null ? null : new(promised.LastOn, promised.Precision, text[promised.Start..promised.End]);
    }

    private static (TimePhrase Phrase, int Weight)? Weighed(string text, TimePhrase phrase, int from)
    {
        var sentence = Sentences.Around(text, phrase.Start, phrase.End).Before;
        var before = text[Math.Max(from, phrase.Start - sentence.Length)..phrase.Start];
        var isTold = phrase.IsYearAssumed && Past.IsMatch(before) && !ToCome.IsMatch(before);
        if (isTold && !phrase.IsDeadline)
        {
            return null; // "the survey was completed in November"
        }

        return (isTold ? phrase with { LastOn = null, Precision = PromisePrecision.Words } : phrase, WeightOf(phrase, Cue.Matches(before).LastOrDefault()));
    }

    private static int WeightOf(TimePhrase phrase, Match? cue) => (phrase, cue) switch
    {
        ({ IsFrequency: true }, _) => 0,
        (_, { } nearest) => nearest.Groups["completes"].Success ? 3 : 1,
        ({ IsDeadline: true }, _) => 3,
        ({ IsStart: true }, _) => 1,
        _ => 2,
    };
}
