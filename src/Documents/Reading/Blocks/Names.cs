using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Tells whether words are the name of a person.</summary>
internal static class Names
{
    private static readonly FrozenSet<string> Titles = Set(
        "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron cllr cllr. councillor rt hon hon. right honourable rev reverend "
        + "commander superintendent inspector sergeant constable chief deputy assistant detective borough alderman judge the cynghorydd");

    private static readonly FrozenSet<string> Particles = Set("de van der den la le ap ab ferch bin al von da di el o'");

    private static readonly FrozenSet<string> NotNames = Set(
        "dear our your ref reference date subject overview scrutiny response recommendations request requests room town city county "
        + "policy private confidential services democratic public copy page health safety crime review report home agenda council "
        + "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday");

    private static readonly Regex NameWord = Pattern.Exact(@"^\p{Lu}[\p{L}'’.-]*$");
    private static readonly Regex PostNominal = Pattern.Exact(@"^(?:AM|MP|MS|MBE|OBE|CBE|KBE|DBE|QPM|KC|QC|CPM|PhD|JP|DL|MSP|MLA|FRS|BEM)$");

    public static bool IsName(string text)
    {
        if (text.Length is < 4 or > 70)
        {
            return false;
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(',', '(', ')')).Where(word => !PostNominal.IsMatch(word)).ToList();
        var own = words.SkipWhile(word => Titles.Contains(word)).ToList();
        return own.Count is >= 1 and <= 5 && (own.Count > 1 || words.Count > 1) && own.TrueForAll(IsNameWord) && NameWord.IsMatch(own[0]);
    }

    public static bool HasTitle(string text) => text.Split(' ') is [var first, ..] && Titles.Contains(first);

    /// <summary>The words by which two mentions of one person can be matched.</summary>
    public static IEnumerable<string> Own(string name) =>
        name.Split([' ', ',', '&'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1 && !Titles.Contains(word) && !PostNominal.IsMatch(word));

    private static bool IsNameWord(string word) =>
        Particles.Contains(word) || NameWord.IsMatch(word) && !NotNames.Contains(word) && !Bodies.IsNoun(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
