namespace Tracker.Workflow.Mail;

/// <summary>The ids in a header such as <c>References</c>, without brackets.</summary>
internal static class MessageIds
{
    public static string? FirstIn(string value) => In(value) is [var first, ..] ? first : null;

    /// <summary>In order, each once. Words around them are skipped; without any brackets, whatever has an at sign is taken.</summary>
    public static IReadOnlyList<string> In(string value)
    {
        var ids = new List<string>();
        var open = value.IndexOf('<', StringComparison.Ordinal);
        while (open >= 0 && value.IndexOf('>', open) is > 0 and var close)
        {
            ids.Add(value[(value.LastIndexOf('<', close) + 1)..close]);
            open = value.IndexOf('<', close);
        }

        IEnumerable<string> found = ids.Count > 0 ? ids : value.Split([' ', '\t', ',', ';', '<', '>']);
        return [.. found.Select(Clean).Where(id => id.Contains('@', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MailLimits.MessageIds)];
    }

    /// <summary>Some programs fold inside an id.</summary>
    private static string Clean(string id) => string.Concat(SafeText.Line(id).Split(' '));
}
