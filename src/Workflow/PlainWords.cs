using System.Text.Json;

namespace Tracker.Workflow;

/// <summary>Values of the field as plain English: <c>AcceptedInPart</c> is "accepted in part".</summary>
internal static class PlainWords
{
    public static string Of(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');

    /// <summary>With a capital: "Accepted in part".</summary>
    public static string Sentence(Enum value) => Of(value) is var words ? char.ToUpperInvariant(words[0]) + words[1..] : "";

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
