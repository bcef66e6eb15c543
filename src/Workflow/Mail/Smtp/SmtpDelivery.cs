using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>One parcel over one session, and what is known so far of each recipient.</summary>
internal sealed class SmtpDelivery(SmtpSettings settings, TimeProvider clock, Parcel parcel)
{
    private const int LongestEnvelopeId = 100; // RFC 3461, section 4.4
    private static readonly TimeSpan LongestData = TimeSpan.FromMinutes(4); // with the steps before and after it less than the lease of ten minutes
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5); // for an answer on its way while the product stops
    private readonly Dictionary<EmailAddress, RecipientFate> fates = [];

    /// <summary>Runs to the end, or to whatever ends it.</summary>
    public async Task<Carried> RunAsync(Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        var closesLane = true;
        try
        {
            await using var session = await SmtpSession.OpenAsync(settings, clock, cancellationToken);
            closesLane = false;
            closesLane = await SendAsync(session, begin, cancellationToken);
            await session.QuitAsync();
        }
        catch (SmtpFault fault)
        {
            closesLane |= fault.ClosesLane;
            SettleRest(Fate.Later, fault.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            closesLane = false;
            SettleRest(Fate.Later, "The product was stopped before it had sent the message.");
        }

        return new([.. parcel.To.Select(to => fates[to])]) { ClosesLane = closesLane };
    }

    /// <returns>Whether the relay should be left alone for a while.</returns>
    private async Task<bool> SendAsync(SmtpSession session, Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        await NameSenderAsync(session, cancellationToken);
        foreach (var to in Unsettled())
        {
            await NameRecipientAsync(session, to, cancellationToken);
        }

        if (Unsettled().Count == 0)
        {
            return false;
        }

        await begin(cancellationToken);
        var go = Checked("DATA", await session.Connection.AskAsync("DATA", "DATA", cancellationToken));
        if (go.Code != SmtpReply.StartInput)
        {
            SettleRest(go.Fate is Fate.Later or Fate.Refused ? go.Fate.Value : throw OutOfPlace("DATA", go), go.ToString());
            return false;
        }

        await session.Connection.WriteAsync(SmtpText.DotStuffed(parcel.Content.Span), LongestData, cancellationToken);
        return await EndAsync(session, cancellationToken);
    }

    private async Task NameSenderAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        var command = new StringBuilder().Append("MAIL FROM:<").Append(parcel.Sender).Append('>');
        if (session.Offers("SIZE"))
        {
            command.Append(" SIZE=").Append(parcel.Content.Length);
        }

        if (session.Offers("8BITMIME"))
        {
            command.Append(Ascii.IsValid(parcel.Content.Span) ? " BODY=7BIT" : " BODY=8BITMIME");
        }

        if (session.Offers("DSN"))
        {
            command.Append(" RET=HDRS").Append(parcel.Id.Value.Length <= LongestEnvelopeId ? $" ENVID={SmtpText.Xtext(parcel.Id.Value)}" : "");
        }

        var reply = Checked("MAIL", await session.Connection.AskAsync("MAIL", command.ToString(), cancellationToken));
        if (!reply.IsPositive)
        {
            SettleRest(reply.Fate ?? throw OutOfPlace("MAIL", reply), reply.ToString());
        }
    }

    private async Task NameRecipientAsync(SmtpSession session, EmailAddress to, CancellationToken cancellationToken)
    {
        var notify = session.Offers("DSN") ? $" NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;{SmtpText.Xtext(to.ToString())}" : "";
        var reply = Checked("RCPT", await session.Connection.AskAsync("RCPT", $"RCPT TO:<{to}>{notify}", cancellationToken));
        if (!reply.IsPositive)
        {
            Settle(to, reply.Fate ?? throw OutOfPlace("RCPT", reply), reply.ToString());
        }
    }

    /// <summary>From the first byte of the final dot only a reply says what became of the message.</summary>
    private async Task<bool> EndAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = cancellationToken.Register(() => patience.CancelAfter(Grace));
        try
        {
            var reply = await session.Connection.AskAsync("the end of the data", ".", settings.EndTimeout, patience.Token);
            SettleRest(reply.Fate ?? Fate.Unsure, reply.ToString());
            return reply.IsAboutRelay;
        }
        catch (SmtpFault fault)
        {
            SettleRest(Fate.Unsure, fault.Message);
            return true; // the next message would be left in the same doubt
        }
        catch (OperationCanceledException)
        {
            SettleRest(Fate.Unsure, "The product was stopped before the relay had answered for the message.");
            return false;
        }
    }

    private SmtpReply Checked(string step, SmtpReply reply) =>
        reply.IsAboutRelay ? throw new SmtpFault($"The relay {settings} refused {step}: {reply}", closesLane: true) : reply;

    private SmtpFault OutOfPlace(string step, SmtpReply reply) => new($"The relay {settings} gave an answer that is out of place at {step}: {reply}");

    private List<EmailAddress> Unsettled() => [.. parcel.To.Distinct().Where(to => !fates.ContainsKey(to))];

    private void SettleRest(Fate fate, string said) => Unsettled().ForEach(to => Settle(to, fate, said));

    private void Settle(EmailAddress to, Fate fate, string said) => fates.Add(to, new(to, fate, SmtpText.Said(said)));
}
