using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Correspondence;

/// <summary>When a message came to the mail system that received it: it may be collected, or handed in, days later.</summary>
internal static class Arrival
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The date of the topmost <c>Received</c>, which the receiving server wrote; where it is missing, in the future or more than a year ago, the moment of receipt here.</summary>
    public static DateTimeOffset Of(ReadMail mail, DateTimeOffset receivedAt) =>
        mail.ValuesOf("Received").FirstOrDefault() is { } topmost && topmost.LastIndexOf(';') is >= 0 and var at
        && MailDate.Read(topmost[(at + 1)..].Trim()) is { } date && date <= receivedAt && receivedAt - date < Longest
            ? date.ToUniversalTime() : receivedAt;
}
