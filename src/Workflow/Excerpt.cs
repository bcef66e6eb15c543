namespace Tracker.Workflow;

/// <summary>The beginning of a text, for sentences and subjects.</summary>
internal static class Excerpt
{
    /// <returns>At most <paramref name="length"/> characters on one line, cut at a word.</returns>
    public static string Of(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', length - 1);
        return line[..(cut > 0 ? cut : char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1)] + "…";
    }
}
