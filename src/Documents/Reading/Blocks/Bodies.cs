using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>Tells organisations and offices from people and places by the nouns they are called by.</summary>
internal static class Bodies
{
    private static readonly FrozenSet<string> Nouns = Set(
        "council commission committee board panel assembly parliament senedd authority trust police constabulary service office partnership "
        + "agency department ministry nhs borough university ltd plc limited llp association foundation company corporation network society "
        + "federation government cabinet executive inspectorate ombudsman regulator forum force hospital college school group cyngor taskforce "
        + "tribunal court union charity consortium institute union alliance bureau fund healthwatch");

    private static readonly FrozenSet<string> Places = Set(
        "hall house street road lane square floor room building buildings offices avenue way close park place centre st rd");

    private static readonly FrozenSet<string> Roles = Set(
        "chair chairman chairwoman chairperson co-chair vice-chair vice deputy director head mayor commissioner officer member leader chief secretary "
        + "minister lead manager cabinet president clerk commander strategic interim acting executive ceo monitoring governor superintendent "
        + "inspector spokesperson coordinator adviser advisor portfolio permanent");

    private static readonly Regex OfficeHolder = Pattern.AnyCase(@"^(?:the\s)?(?:mayor|police and crime commissioner|lord mayor|secretary of state|minister|commissioner)\b(?:\s(?:of|for)\s[\w' -]+)?$");
    private static readonly Regex Acronym = Pattern.Exact(@"^[A-Z][A-Z&]{1,9}$");
    private static readonly Regex Word = Pattern.Exact(@"[\p{L}&][\p{L}\p{Nd}'’&-]*");

    public static bool IsOrganisation(string text)
    {
        var words = Words(text);
        return words.Count is > 0 and <= 14 && !Roles.Contains(words[0]) && !words.Take(3).Any(word => word is "director" or "head" or "lead" or "manager" or "leader" or "chair")
            && !Places.Contains(words[^1]) && words.Exists(Nouns.Contains);
    }

    public static bool IsAcronym(string text) => Acronym.IsMatch(text);

    /// <summary>An office that sends and receives letters in its own name, such as a mayor.</summary>
    public static bool IsOfficeHolder(string text) => OfficeHolder.IsMatch(text);

    public static bool OpensWithRole(string text) => Words(text) is [var first, ..] && Roles.Contains(first);

    public static bool HasRole(string text) => Words(text).Exists(Roles.Contains);

    public static bool IsPlace(string text) => Words(text).Exists(Places.Contains) || text.Any(char.IsDigit);

    public static bool IsNoun(string word) => Nouns.Contains(word) || Places.Contains(word) || Roles.Contains(word);

    private static List<string> Words(string text) =>
        text.Length > 300 ? [] : [.. Word.Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
