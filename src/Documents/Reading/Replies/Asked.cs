using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>A recommendation, or one sub-part of it.</summary>
internal sealed record Target(AskedItem Item, AskedPart? Part)
{
    public (string Key, string? Part) Id => (Item.Key, Part?.Label);
}

/// <summary>Finds the recommendations that a reply means by their numbers, their themes and their words.</summary>
internal sealed class Asked
{
    private const int LongestRange = 100;
    private const int OpeningWords = 6;

    private static readonly Regex Numbers = Pattern.AnyCase(@"(?<number>[0-9]{1,3}(?:\.[0-9]{1,2})?|[ivx]{1,5}\b)(?:\s?\(?(?<part>[a-z])\b\)?)?(?<range>\s?(?:to|-|–)\s?)?");

    private readonly ILookup<string, AskedItem> byNumber;
    private readonly ILookup<string, AskedItem> byOpening;
    private readonly HashSet<string> themes;

    public Asked(IReadOnlyList<AskedItem> items)
    {
        Items = items;
        byNumber = items.SelectMany(item => NumbersOf(item.Number ?? "").Select(number => (Number: number, Item: item))).ToLookup(pair => pair.Number, pair => pair.Item, StringComparer.OrdinalIgnoreCase);
        byOpening = items.ToLookup(item => Opening(RepeatedWords.Of(item.Text)), StringComparer.Ordinal);
        themes = items.Select(item => item.Theme).OfType<string>().Select(Key).ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<AskedItem> Items { get; }

    public bool IsTheme(string heading) => themes.Contains(Key(heading));

    public bool HasNumber(string number) => byNumber.Contains(number);

    /// <summary>The recommendation with this number, letter or sign and no other.</summary>
    public Target? Single(string number, string? theme) => One(number, "", theme).FirstOrDefault();

    /// <summary>The recommendations of "3", "4 and 5", "2 to 4" or "1a"; what fits none, or several themes, is left out.</summary>
    public List<Target> Find(string numbers, string? theme)
    {
        var found = new List<Target>();
        string? from = null;
        foreach (Match match in Numbers.Matches(numbers))
        {
            var (number, part) = (match.Groups["number"].Value, match.Groups["part"].Value);
            found.AddRange(Between(from, number).SelectMany(each => One(each, part, theme)));
            from = match.Groups["range"].Success ? number : null;
        }

        return [.. found.DistinctBy(target => target.Id)];
    }

    /// <summary>The recommendation whose words a passage begins with.</summary>
    public Target? Repeated(Passage passage)
    {
        var words = RepeatedWords.Of(passage.Text.Length > 400 ? passage.Text[..400] : passage.Text);
        var whole = words.Count < OpeningWords ? [] : byOpening[Opening(words)].Where(item => RepeatedWords.After(passage.Lines, RepeatedWords.Of(item.Text)) is not null).Take(2).ToList();
        return whole is [var item] ? new(item, null) : null;
    }

    private IEnumerable<Target> One(string number, string part, string? theme)
    {
        var (items, label) = part.Length > 0 && byNumber.Contains(number + part) ? (byNumber[number + part].ToList(), "") : (byNumber[number].ToList(), part);
        var own = items.Count > 1 && theme is not null ? items.FindAll(item => item.Theme is not null && Key(item.Theme) == Key(theme)) : items;
        if (own is not [var item])
        {
            return [];
        }

        return label.Length == 0 ? [new(item, null)]
            : item.Parts.FirstOrDefault(p => p.Label.Equals(label, StringComparison.OrdinalIgnoreCase)) is { } found ? [new(item, found)]
            : [];
    }

    private static IEnumerable<string> NumbersOf(string number)
    {
        if (number.Length > 0)
        {
            yield return number;
        }

        string? from = null;
        foreach (Match match in Numbers.Matches(number).Where(match => match.Length < number.Length))
        {
            foreach (var each in Between(from, match.Groups["number"].Value))
            {
                yield return each;
            }

            from = match.Groups["range"].Success ? match.Groups["number"].Value : null;
        }
    }

    /// <summary>The numbers after the first of a range up to its last; the last alone where it is none.</summary>
    private static IEnumerable<string> Between(string? from, string to) =>
        int.TryParse(from, CultureInfo.InvariantCulture, out var first) && int.TryParse(to, CultureInfo.InvariantCulture, out var last) && last > first && last - first <= LongestRange
            ? Enumerable.Range(first + 1, last - first).Select(number => number.ToString(CultureInfo.InvariantCulture))
            : [to];

    private static string Opening(List<string> words) => string.Join(' ', words.Take(OpeningWords));

    private static string Key(string theme) => string.Join(' ', RepeatedWords.Of(theme));
}
