using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>One attempt of a carrier, and what is written down about it.</summary>
internal sealed class Transmission
{
    public static Parcel Parcel { get; } = Of(Sample.Reminder);

    /// <summary>How often "transmission begun" was committed.</summary>
    public int Begun { get; private set; }

    public Func<Task> OnBegin { get; init; } = () => Task.CompletedTask;

    public static Parcel Of(MailMessage message) => new(message.MessageId, message.From.Address, [.. message.To.Select(mailbox => mailbox.Address)], MimeWriter.Write(message));

    public Task<Carried> CarryAsync(ICarrier carrier, Parcel? parcel = null, CancellationToken cancellationToken = default) =>
        carrier.CarryAsync(parcel ?? Parcel, async _ =>
        {
            Begun++;
            await OnBegin();
        }, cancellationToken);

    /// <summary>The fates in the order of the recipients.</summary>
    public static string Fates(Carried carried) => string.Join(' ', carried.Recipients.Select(recipient => recipient.Fate)) + (carried.ClosesLane ? " closes" : "");
}
