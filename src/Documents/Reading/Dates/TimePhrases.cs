using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Dates;

/// <summary>Finds the times to come that a text names: days, months, years, lengths of time, and words that are no date.</summary>
internal static class TimePhrases
{
    private const string Leads =
        "on or before|by|before|no later than|not later than|in|within|during|throughout|until|till|with effect from|from|to|between|since";

    private const string Part =
        @"(?:(?<rough>around|about|towards|approximately)\s)?(?:the\s)?(?:(?<end>end)(?:\sof)?\s"
        + @"|(?<part>(?:start|beginning|middle|latter part|(?:first|second|third|last)\s(?:week|half|fortnight))\sof\s|(?:early|late|later|mid)(?:\sin)?[\s-]))?(?:the\s)?";

    private const string Season = "spring|summer|autumn|winter|christmas|easter|new year";

    private static readonly Regex Named = Pattern.AnyCase(
        $@"\b(?:(?<lead>{Leads}|at)\s)?{Part}(?:"
        + $@"(?:this\s)?(?<odd>(?:next|coming|following|[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\sof)?)\s)?(?:(?:{Calendar.Months})(?:\s?[/–-]\s?|\s(?:or|and|to)\s))?(?<month>{Calendar.Months})\b"
        + @"(?:(?:\sof)?\s(?<year>20[0-9]{2})\b|(?:\sof)?\s(?<which>this|next|last)\syear\b|(?<odd>\s['’]?[0-9]{1,2}(?:st|nd|rd|th)?\b))?"
        + @"|(?<which>this|next)\s(?<unit>month|year)\b"
        + @"|(?<year>20[0-9]{2})\b(?<odd>\s?[/–-]\s?[0-9]{2,4}\b)?"
        + $@"|(?<vague>(?:(?:this|next|coming|following)\s)?(?:{Season}|q[1-4]|(?:[a-z]{{3,9}}\s)?(?:quarter|week|month|term|year))(?:\s?[/–-]\s?(?:{Season}))?\b"
        + @"(?:(?:\sof)?\s20[0-9]{2}\b(?:\s?[/–-]\s?[0-9]{2,4}\b)?)?)"
        + @"|(?<vague>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)");

    private static readonly Regex LeadOfDay = Pattern.AnyCase($@"\b(?<lead>{Leads}|on)\s(?:the\s)?$");
    private static readonly Regex OnlyAUnit = Pattern.AnyCase(@"^(?:quarter|week|month|term|year)\b");
    private static readonly Regex FromNow = Pattern.AnyCase(@"^(?:the\sdate\sof\s)?(?:this|today|now)\b");
    private static readonly Regex Repeated = Pattern.AnyCase(@"\b(?:every|each|all|any)\b");

    private static readonly Regex Vague = Pattern.AnyCase(
        @"\b(?:in due course|in the (?:near|foreseeable) future|as soon as (?:possible|practicable)|at the earliest opportunity|shortly|soon|immediately"
        + @"|(?:with)?in (?:the (?:next|coming) )?(?:a |the )?(?:(?:few|couple of|coming|next|several|some) )?(?:days|weeks|months|years|week|month|year)\b|over the (?:next|coming) [a-z ]{0,20}(?:days|weeks|months|years))\b");

    private static readonly Regex Frequency = Pattern.AnyCase(
        @"\b(?:annually|yearly|quarterly|monthly|weekly|daily|termly|twice (?:a|each|every|per) year|(?:each|every|per) (?:year|quarter|month|week|term|spring|summer|autumn|winter)|on an (?:annual|ongoing) basis)\b");

    /// <summary>In the order of the text; none of them lies before the day on which it was said.</summary>
    public static IReadOnlyList<TimePhrase> In(string text, DateOnly madeOn)
    {
        var found = new List<TimePhrase>();
        var all = Days(text, madeOn).Concat(Periods(text, madeOn)).Concat(Words(Frequency, text).Select(phrase => phrase with { IsFrequency = true }))
            .Concat(Words(Vague, text)).Concat(Named.Matches(text).Select(match => Read(text, match, madeOn)).OfType<TimePhrase>());
        foreach (var phrase in all)
        {
            if (!found.Exists(phrase.Overlaps))
            {
                found.Add(phrase);
            }
        }

        return [.. found.Where(phrase => phrase.Lead != "since" && !(phrase.LastOn < madeOn)).OrderBy(phrase => phrase.Start)];
    }

    private static IEnumerable<TimePhrase> Days(string text, DateOnly madeOn)
    {
        foreach (var date in DateFinder.In(new Line(text, 0)))
        {
            var lead = LeadOfDay.Match(text[..date.Start]);
            var day = date.OnOrAfter(madeOn);
            yield return new(lead.Success ? lead.Index : date.Start, date.End, LeadOf(lead))
            {
                LastOn = LeadOf(lead) == "before" ? day?.AddDays(-1) : day,
                Precision = day is null ? PromisePrecision.Words : PromisePrecision.Day,
                IsYearAssumed = date.Year is null,
            };
        }
    }

    /// <summary>"Within six months" ends on a day when it runs from the promise; "in six months" and "within 28 days of each complaint" do not.</summary>
    private static IEnumerable<TimePhrase> Periods(string text, DateOnly madeOn)
    {
        foreach (var (period, start, end) in Period.In(new(PassageKind.Prose, [new(text, 0)])))
        {
            var isClear = !period.IsWorkingDays && (period.From.Length == 0 || FromNow.IsMatch(period.From))
                && !text[start..end].StartsWith("in ", StringComparison.OrdinalIgnoreCase) && !Repeated.IsMatch(Sentences.Around(text, start, end).Before);
            yield return new(start, end, "within")
            {
                LastOn = isClear ? period.After(madeOn) : null,
                Precision = isClear ? PromisePrecision.Day : PromisePrecision.Words,
            };
        }
    }

    private static IEnumerable<TimePhrase> Words(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => new TimePhrase(match.Index, match.Index + match.Length, ""));

    private static TimePhrase? Read(string text, Match match, DateOnly madeOn)
    {
        var parts = match.Groups;
        var phrase = new TimePhrase(match.Index, match.Index + match.Length, LeadOf(match));
        if (parts["which"].Value is "last" || !NamesATime(text, match))
        {
            return null;
        }

        if (parts["vague"].Success || parts["odd"].Success)
        {
            return phrase;
        }

        var isBefore = phrase.Lead == "before" && !parts["end"].Success;
        var isMonth = parts["month"].Success || parts["unit"].Value is "month";
        return phrase with
        {
            LastOn = isMonth ? EndOfMonth(parts, madeOn, isBefore) : new(YearOf(parts, madeOn)!.Value - (isBefore ? 1 : 0), 12, 31),
            Precision = parts["end"].Success && !parts["rough"].Success ? PromisePrecision.Day : isMonth ? PromisePrecision.Month : PromisePrecision.Year,
            IsYearAssumed = parts["month"].Success && YearOf(parts, madeOn) is null,
        };
    }

    // May and March are verbs too, and "the May meeting" is not a promise for May.
    private static bool NamesATime(string text, Match match)
    {
        var parts = match.Groups;
        var isLed = parts["lead"].Success || parts["end"].Success || parts["part"].Success || match.Length == text.TrimEnd('.').Length;
        return (parts["month"], parts["vague"]) switch
        {
            ({ Success: true } month, _) => (isLed || parts["odd"].Success) && (parts["year"].Success || LeadOf(match) != "to") && char.IsUpper(month.Value[0]),
            (_, { Success: true } vague) => (isLed && (parts["end"].Success || !OnlyAUnit.IsMatch(vague.Value))) || vague.Value.StartsWith("next ", StringComparison.OrdinalIgnoreCase),
            _ => isLed || parts["unit"].Success,
        };
    }

    private static DateOnly EndOfMonth(GroupCollection parts, DateOnly madeOn, bool isBefore)
    {
        if (!parts["month"].Success)
        {
            var first = new DateOnly(madeOn.Year, madeOn.Month, 1).AddMonths(Ahead(parts));
            return (isBefore ? first : first.AddMonths(1)).AddDays(-1);
        }

        var month = Calendar.Month(parts["month"].Value);
        return YearOf(parts, madeOn) is { } year ? Last(year) : Enumerable.Range(madeOn.Year, 3).Select(Last).First(day => day >= madeOn);

        DateOnly Last(int of) => (isBefore ? new DateOnly(of, month, 1) : new DateOnly(of, month, 1).AddMonths(1)).AddDays(-1);
    }

    private static int? YearOf(GroupCollection parts, DateOnly madeOn) =>
        parts["year"].Success ? int.Parse(parts["year"].ValueSpan, CultureInfo.InvariantCulture)
        : parts["which"].Success ? madeOn.Year + Ahead(parts)
        : null;

    private static int Ahead(GroupCollection parts) => parts["which"].Value.Equals("next", StringComparison.OrdinalIgnoreCase) ? 1 : 0;

    private static string LeadOf(Match match) => match.Groups["lead"].Value.ToLowerInvariant();
}
