namespace Tracker.Workflow.Mail;

/// <summary>When a service says to come back.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The header Retry-After, as seconds or as an instant; <see langword="null"/> without one, at most a day.</summary>
    public static TimeSpan? Of(HttpResponseMessage answer, TimeProvider clock)
    {
        var said = answer.Headers.RetryAfter;
        var wait = said?.Delta ?? (said?.Date is { } until ? until - clock.GetUtcNow() : null);
        return wait is not { } time ? null : time < TimeSpan.Zero ? TimeSpan.Zero : time > Longest ? Longest : time;
    }
}
