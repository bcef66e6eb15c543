using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Correspondence;

/// <summary>Where a message went.</summary>
internal static class Addressees
{
    /// <summary>Every address in To, Cc and what the receiving server noted; each once.</summary>
    public static IReadOnlyList<string> Of(ReadMail mail) =>
        [.. mail.DeliveredTo.Concat(mail.To).Concat(mail.Cc).Select(m => m.Address).Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The tag of an address such as <c>scrutiny+TAG@council.example</c>.</summary>
    public static string? TagOf(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = at < 0 ? -1 : address.LastIndexOf('+', at);
        return plus > 0 && plus + 1 < at ? address[(plus + 1)..at].ToLowerInvariant() : null;
    }

    /// <summary>The address without its tag.</summary>
    public static string WithoutTag(string address) => TagOf(address) is { } tag ? address.Remove(address.LastIndexOf('+', address.LastIndexOf('@')), tag.Length + 1) : address;
}
