namespace Tracker.Workflow.Mail;

/// <summary>Tells what may have reached the other side from what did not.</summary>
internal static class SendingFault
{
    /// <summary>Whether the connection was never made, so that nothing was written.</summary>
    public static bool IsBeforeWriting(Exception fault) =>
        fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };

    /// <summary>Whether the other side is to blame, and not the one who stops us.</summary>
    public static bool IsTheirs(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException or System.Text.Json.JsonException || fault is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    /// <summary>One line of what somebody said, at most 300 characters.</summary>
    public static string Words(string said)
    {
        var line = SafeText.Line(said);
        return line.Length > 300 ? line[..300] + "…" : line;
    }
}
