using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Lines;

/// <summary>Finds headings that only their looks show: a bold line of its own, or a short line without a full stop.</summary>
internal static class Titles
{
    private static readonly Regex OpensSentence = Pattern.AnyCase(@"^(?:i|we|thank|thanks|please|yours|with|kind|dear)\b");

    public static IEnumerable<Passage> Mark(IReadOnlyList<Passage> passages) =>
        passages.Select((passage, i) => i + 1 < passages.Count && IsTitle(passage) ? new(PassageKind.Heading, passage.Lines) { Level = Passage.UnmarkedLevel } : passage);

    public static bool IsTitle(Passage passage) =>
        passage.Kind == PassageKind.Prose && passage.Lines is [var line] && (Markdown.IsBoldOnly(line.Text) || IsShort(line.Plain));

    private static bool IsShort(string text) =>
        text.Length is > 2 and <= 80 && char.IsUpper(text[0]) && (char.IsLetterOrDigit(text[^1]) || text[^1] == ')')
        && text.Count(c => c == ' ') <= 11 && !text.Contains('@', StringComparison.Ordinal) && !OpensSentence.IsMatch(text);
}
