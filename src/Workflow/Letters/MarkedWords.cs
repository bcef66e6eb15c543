namespace Tracker.Workflow.Letters;

/// <summary>Words that an officer marked in a letter's prose as a request.</summary>
internal static class MarkedWords
{
    public const string Missing = "These words stand in no section of the letter. Mark them as they stand, or list the request by itself.";

    /// <summary>Whether they stand in one of the texts; line ends and emphasis do not count.</summary>
    public static bool StandIn(IEnumerable<string?> texts, string marked) => texts.Any(t => Plain(t).Contains(Plain(marked), StringComparison.Ordinal));

    private static string Plain(string? text) =>
        string.Join(' ', (text ?? "").Replace("*", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
