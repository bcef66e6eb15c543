using System.Globalization;

namespace Tracker.Documents.Writing.Letters;

/// <summary>The words that a letter adds to its record, the same in every form of the letter.</summary>
internal static class LetterWording
{
    public const string To = "To";
    public const string CopiesTo = "Copies to";
    public const string For = "For:";
    public const string Draft = "Draft";

    public static string Title(LetterDocument letter) => letter.IsDraft ? $"{Draft}: {letter.Subject}" : letter.Subject;

    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string RespondBy(DateOnly dueOn) => $"Please respond by {dueOn.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)}.";

    /// <summary>"Yours sincerely" to a named person; "Yours faithfully" to Sir or Madam, or when nobody is greeted.</summary>
    public static string Closing(string? salutation) => IsToNobodyByName(salutation) ? "Yours faithfully" : "Yours sincerely";

    public static string RecommendationLabel(string number) => number.All(char.IsAsciiDigit) ? number + "." : number;

    public static string PartLabel(string label) => label + ")";

    public static string NamesOf(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];

    public static string OnOneLine(LetterPerson person) => string.Join(", ", new[] { person.Name, person.Role, person.Organisation }.Where(IsGiven));

    /// <summary>Role and organisation; empty when neither is given.</summary>
    public static string Position(LetterPerson person) => string.Join(", ", new[] { person.Role, person.Organisation }.Where(IsGiven));

    /// <summary>The reference lines and the date, in order.</summary>
    public static IEnumerable<string> References(LetterDocument letter)
    {
        if (IsGiven(letter.OurRef))
        {
            yield return "Our ref: " + letter.OurRef;
        }

        if (IsGiven(letter.YourRef))
        {
            yield return "Your ref: " + letter.YourRef;
        }

        yield return Date(letter.Date);
    }

    public static bool IsGiven(string? words) => !string.IsNullOrWhiteSpace(words);

    private static bool IsToNobodyByName(string? salutation) =>
        !IsGiven(salutation) || salutation!.Trim().TrimEnd(',').ToUpperInvariant() is "DEAR SIR" or "DEAR MADAM" or "DEAR SIR OR MADAM" or "DEAR SIR/MADAM" or "DEAR SIRS";
}
