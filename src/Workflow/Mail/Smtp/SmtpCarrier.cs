namespace Tracker.Workflow.Mail;

/// <summary>Hands messages to one relay by SMTP (RFC 5321), one connection and one command at a time.</summary>
/// <remarks>
/// <para>What becomes of a recipient, by the step that fails and by how. "Later" is tried again; * closes the lane.</para>
/// <code>
/// step                           4xx      5xx      drop     stall    garbage
/// connecting (no route, refused) -        -        Later*   Later*   -
/// greeting                       Later*   Later*   Later*   Later*   Later*
/// EHLO                           Later*   Later*   Later*   Later*   Later*
/// STARTTLS, its handshake        Later*   Later*   Later*   Later*   Later*
/// AUTH                           Later*   Later*   Later*   Later*   Later*
/// MAIL                           Later    Refused  Later    Later    Later
/// RCPT, of that recipient        Later    Refused  Later    Later    Later
/// -- begin --
/// DATA and the lines             Later    Refused  Later    Later    Later
/// from the final dot on          Later    Refused  Unsure*  Unsure*  Unsure*
/// </code>
/// <para>
/// 5xx before MAIL is the relay's or our configuration and no recipient's fault; so is 530, "sign in first", at MAIL, RCPT or DATA, and 421, "shutting down",
/// anywhere: Later*. Before the final dot nothing is in doubt, because a server must not deliver what it has not seen the end of (RFC 5321, 3.8 and 4.1.1.10).
/// A drop or stall at RCPT leaves what the relay had refused before refused. Those who were accepted get the message when others were not.
/// A certificate that is not trusted, has expired or names another host, STARTTLS that is not offered, or anything said before TLS out of turn: Later*.
/// </para>
/// <para>
/// Cancelled before the final dot: Later, the connection is cut. After it the answer is awaited for 5 seconds more, then Unsure.
/// A parcel that was begun is Unsure at once: SMTP cannot ask what became of it.
/// </para>
/// </remarks>
/// <param name="settings">The relay.</param>
/// <param name="clock">The clock of its time-outs: the system's, also where the product's own is simulated.</param>
public sealed class SmtpCarrier(SmtpSettings settings, TimeProvider? clock = null) : ICarrier
{
    public Task<Carried> CarryAsync(Parcel parcel, Func<CancellationToken, Task> begin, CancellationToken cancellationToken) =>
        parcel.WasBegun ? Task.FromResult(Carried.All(parcel, Fate.Unsure, "It was being sent when the product stopped, and SMTP cannot tell whether it arrived."))
        : !SmtpText.IsLines(parcel.Content.Span) ? Task.FromResult(Carried.All(parcel, Fate.Refused, "The message is not made of lines that end in CRLF; it was not sent."))
        : new SmtpDelivery(settings, clock ?? TimeProvider.System, parcel).RunAsync(begin, cancellationToken);
}
