using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading;

/// <summary>Makes expressions that take time in proportion to the text, whatever the text: letters come from outside.</summary>
internal static class Pattern
{
    public static Regex AnyCase(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static Regex Exact(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
