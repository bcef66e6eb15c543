using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Finds the day until which the letter asks for an answer.</summary>
internal static class Deadline
{
    private static readonly Regex By = Pattern.AnyCase(
        @"\b(?:by|before|no later than|not later than|on or before|until|deadline|due|erbyn)"
        + @"(?:\s(?:for|of|your|a|the|written|any|all|formal|responses?|replies|reply|to|this|letter|is|date|on|was)){0,8}[\s:,–-]{0,3}"
        + @"(?:[*_\s]|the|close of business|close of play|cob|cop|noon|midday|midnight|[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]\.?m\.?|on|end of the day|end of day|,){0,8}$");

    private static readonly Regex Answer = Pattern.AnyCase(
        @"\b(?:respon(?:d|se|ses|ding)|repl(?:y|ies)|answers?|ymateb|hear from you|hearing from you|write to (?:us|me)|written (?:update|evidence)|let (?:us|me) (?:know|have)|send (?:us|me)|provide (?:us|me|the (?:commission|committee|panel)))\b");

    // A date before it, or without a year in such a sentence, is another letter's deadline.
    private static readonly Regex Past = Pattern.AnyCase(
        @"\b(?:was|were|had|did not|asked you|previous(?:ly)?|originally|missed|passed|failed|overdue|expired|received|have been)\b");

    private static readonly Regex BeforeMeeting = Pattern.AnyCase(
        @"\b(?:before|ahead of|in advance of|in time for|prior to)\s(?:the|our|its|that|this)\s(?:\w+\s){0,5}(?:meeting|session|hearing)\b");

    public static IEnumerable<Found<DateOnly>> Among(IEnumerable<FoundDate> dates, DateOnly? letterDate)
    {
        foreach (var date in dates)
        {
            var (before, after) = Sentences.Around(date.Passage.Text, date.Start, date.End);
            if (!By.IsMatch(before) || !AsksForAnswer(before + " " + after) || date.Year is null && Past.IsMatch(before))
            {
                continue;
            }

            if (date.OnOrAfter(letterDate) is { } day && (letterDate is null || day >= letterDate))
            {
                yield return new(day, date.Where, letterDate is null || date.Year is null ? 0.8 : 0.95);
            }
        }
    }

    public static IEnumerable<Period> Periods(Passage passage) =>
        Period.In(passage).Where(found => Around(passage.Text, found.Start, found.End) is var sentence && AsksForAnswer(sentence) && !Past.IsMatch(sentence))
            .Select(found => found.Period);

    public static bool AsksBeforeMeeting(FoundDate date)
    {
        var (before, after) = Sentences.Around(date.Passage.Text, date.Start, date.End);
        return BeforeMeeting.IsMatch(before) && AsksForAnswer(before + after);
    }

    public static bool AsksForAnswer(string sentence) => Answer.IsMatch(sentence);

    private static string Around(string text, int start, int end)
    {
        var (before, after) = Sentences.Around(text, start, end);
        return before + text[start..end] + after;
    }
}
