using System.Text.RegularExpressions;

namespace Tracker.Documents.Writing.Text;

/// <summary>Keeps together what a reader takes in at one glance: dates, references, a title and its name, an amount and its unit.</summary>
internal static partial class NoBreak
{
    public const char Space = '\u00A0';

    public static string Protect(string text) => Together().Replace(text, match => match.Value.Replace(' ', Space));

    [GeneratedRegex(
        """
        \b\d{1,2}[ ](?:January|February|March|April|May|June|July|August|September|October|November|December)(?:[ ]\d{4})?\b
        | \b(?:January|February|March|April|May|June|July|August|September|October|November|December)[ ]\d{4}\b
        | \b[A-Z]{2,5}[ ]\(\d{2}/\d{2}\)(?:[ ]\d{1,3}\b)?
        | \b(?:[Ss]ection|[Rr]ecommendations?|[Pp]aragraph|[Pp]age|[Pp]art|[Aa]ppendix|[Cc]hapter|[Tt]able|[Ff]igure|No\.)[ ]\d+
        | \b(?:Mrs?|Ms|Mx|Miss|Dr|Cllr|Sir|Dame|Lord|Lady|Prof\.?)[ ](?=\p{Lu})
        | £?\d[\d,.]*[ ](?:million|billion|thousand|per[ ]cent|am|pm|days?|weeks?|months?|years?)\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Together();
}
