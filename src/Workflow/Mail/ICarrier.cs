namespace Tracker.Workflow.Mail;

/// <summary>One way for messages to leave the house: spool, SMTP, a provider. Knows no database.</summary>
public interface ICarrier
{
    /// <summary>Carries one message to those who have not got it yet.</summary>
    /// <param name="parcel">What, and to whom.</param>
    /// <param name="begin">Awaited exactly once, right before the step after which a crash leaves doubt: it commits that transmission has begun.
    /// A carrier whose hand-over is idempotent need not call it.</param>
    /// <param name="cancellationToken">Gives up, unless doubt would remain.</param>
    /// <returns>One fate for each address.</returns>
    /// <exception cref="Exception">Never for what the other side does, only for a fault of ours: before <paramref name="begin"/> the attempt is
    /// repeated, after it the message is uncertain.</exception>
    Task<Carried> CarryAsync(Parcel parcel, Func<CancellationToken, Task> begin, CancellationToken cancellationToken);
}

/// <summary>A message on its way to some of its recipients.</summary>
/// <param name="Id">Its Message-ID, the same at every attempt.</param>
/// <param name="Sender">The envelope's sender, to whom delivery reports go.</param>
/// <param name="To">Who has not got it yet.</param>
/// <param name="Content">The outbox's bytes.</param>
public sealed record Parcel(MessageId Id, EmailAddress Sender, IReadOnlyList<EmailAddress> To, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether an earlier attempt began and its end is not known. Only a carrier that can find out goes on; the others say <see cref="Fate.Unsure"/> at once.</summary>
    public bool WasBegun { get; init; }
}

/// <summary>What became of a message for one recipient.</summary>
public enum Fate
{
    /// <summary>The other side has taken it over.</summary>
    Taken,

    /// <summary>Not taken; worth another try.</summary>
    Later,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>Nobody can tell whether it was taken.</summary>
    Unsure,
}

/// <param name="Address">The recipient.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Said">The other side's words, or ours: one line of at most 500 characters.</param>
public sealed record RecipientFate(EmailAddress Address, Fate Fate, string Said);

/// <param name="Recipients">One fate for each address of the parcel.</param>
public sealed record Carried(IReadOnlyList<RecipientFate> Recipients)
{
    /// <summary>Whether the trouble is with the whole destination and not with this message: others to it wait too.</summary>
    public bool ClosesLane { get; init; }

    /// <summary>Whether those that are <see cref="Fate.Later"/> may have it already; the next attempt finds out and is told that one was begun.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>When the other side said to come back.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The same fate for everybody.</summary>
    public static Carried All(Parcel parcel, Fate fate, string said) => new([.. parcel.To.Select(address => new RecipientFate(address, fate, said))]);
}
