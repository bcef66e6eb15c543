using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Reads a stored message in a transaction after the one that stored it, finds out what it is and which letter it is about. Outcomes:
/// <c>Waiting</c> for an officer; <c>SetAside</c>.</summary>
/// <remarks>Nothing that it says reaches the record: at most it holds chases, and a report of delivery that knows the message's secret address marks that message.</remarks>
[Activity("Tracker.ReadMail", "Waiting", "SetAside")]
internal sealed class ReadIncomingMail(TrackerDb db, Matcher matcher, DeliveryReports reports, IncomingMailSettings settings) : IActivity
{
    /// <summary>The definition that reads what came in.</summary>
    public const string Workflow = "incoming-message";

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.Until(context.Now, "stored")));

    public async Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        var message = await db.IncomingMessages.SingleAsync(m => m.Id == context.SubjectId, cancellationToken);
        var raw = await db.Set<RawMail>().Where(r => r.Id == message.Id).Select(r => r.Content).SingleAsync(cancellationToken);
        var mail = MimeReader.Read(raw);
        message.IsReadAs(mail, AuthenticationVerdict.Of(mail, settings.AuthenticationServer).Sentence, await matcher.MatchAsync(mail, message.ReceivedAt, cancellationToken));
        await SortAsync(message, mail, cancellationToken);
        await db.HoldAsync(message, context.Now, cancellationToken);
        context.Write($"{message.Kind}: {message.State}");
        return ActivityResult.Done(message.State == CorrespondenceState.Waiting ? "Waiting" : "SetAside");
    }

    private async Task SortAsync(IncomingMessage message, ReadMail mail, CancellationToken cancellationToken)
    {
        if (mail.MessageId is { } own && await db.Dispatches.AnyAsync(d => d.MessageId == $"<{own}>", cancellationToken))
        {
            message.SetAside(CorrespondenceKind.OwnMessage, "This installation wrote it; it came back.");
        }
        else if (DeliveryReport.Of(mail) is { } report)
        {
            await reports.TakeInAsync(report, message, mail, cancellationToken);
        }
        else if (AutomaticMail.WhyOf(mail) is { } why)
        {
            message.SetAside(CorrespondenceKind.AutomaticReply, why);
        }
        else if (await db.Set<BlockedSender>().AnyAsync(b => b.Address == message.FromAddress && b.UnblockedAt == null && (b.CommissionId == null || b.CommissionId == message.CommissionId), cancellationToken))
        {
            message.SetAside(CorrespondenceKind.BlockedSender, "Its sender is blocked.");
        }
    }
}

/// <summary>How mail comes in.</summary>
/// <param name="AuthenticationServer">The name by which the council's mail server signs its <c>Authentication-Results</c>; without it nothing is known of a sender.</param>
public sealed record IncomingMailSettings(string? AuthenticationServer = null);
