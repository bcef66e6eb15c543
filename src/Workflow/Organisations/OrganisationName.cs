namespace Tracker.Workflow.Organisations;

/// <summary>When two names mean the same body.</summary>
public static class OrganisationName
{
    private static readonly string[] SmallWords = ["a", "and", "for", "in", "of", "on", "the", "to"];

    /// <summary>The same words, whatever their case and punctuation, or one is the acronym of the other ("MOPAC" of "Mayor's Office for Police and Crime").</summary>
    public static bool Same(string one, string other)
    {
        var (first, second) = (Words(one), Words(other));
        return first.SequenceEqual(second, StringComparer.Ordinal) || IsAcronym(one.Trim(), second) || IsAcronym(other.Trim(), first);
    }

    /// <summary>A word that acronyms leave out.</summary>
    internal static bool IsSmall(string word) => SmallWords.Contains(word.ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>All significant words' initials in order; those of small words may stand in between.</summary>
    private static bool IsAcronym(string acronym, string[] words)
    {
        if (acronym.Length < 2 || words.Length < 2 || !acronym.All(char.IsUpper))
        {
            return false;
        }

        var next = 0;
        foreach (var word in words)
        {
            if (next < acronym.Length && char.ToUpperInvariant(word[0]) == acronym[next])
            {
                next++;
            }
            else if (!IsSmall(word))
            {
                return false;
            }
        }

        return next == acronym.Length;
    }

    private static string[] Words(string name)
    {
        var plain = new string([.. name.ToLowerInvariant().Replace("&", " and ", StringComparison.Ordinal)
            .Where(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c) || c == '-').Select(c => c == '-' ? ' ' : c)]);
        var words = plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words[0] == "the" ? words[1..] : words;
    }
}
