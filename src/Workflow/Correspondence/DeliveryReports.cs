using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Marks the message that a delivery report is about as delivered or failed.</summary>
/// <remarks>A report counts when it came to the very address that the message was sent from, which only the mail systems on its way and its recipients have
/// seen; any other waits for an officer as correspondence, so that a stranger cannot stop chasing. A failure opens a task, so nobody stops it unseen.</remarks>
internal sealed class DeliveryReports(TrackerDb db, Undeliverable undeliverable, TimeProvider clock)
{
    public async Task TakeInAsync(DeliveryReport report, IncomingMessage message, ReadMail mail, CancellationToken cancellationToken)
    {
        var ids = new[] { report.MessageId, report.EnvelopeId }.OfType<string>().Select(id => $"<{id.Trim('<', '>')}>").ToList();
        var dispatch = await db.Dispatches.FirstOrDefaultAsync(d => ids.Contains(d.MessageId), cancellationToken);
        if (dispatch is null || !Addressees.Of(mail).Contains(dispatch.Sender, StringComparer.OrdinalIgnoreCase))
        {
            message.NeedsCare("It looks like a delivery report, but it is not about a message of ours or did not come to the address that it was sent from. Nothing was changed.");
            return;
        }

        var (now, wasUncertain) = (clock.GetUtcNow(), dispatch.State == DispatchState.Uncertain);
        foreach (var recipient in report.Recipients.Where(r => r.Action is DeliveryAction.Failed or DeliveryAction.Delivered))
        {
            dispatch.Report(recipient.Address, recipient.Action == DeliveryAction.Failed, SafeText.Line($"{recipient.Status} {recipient.Diagnostic}"), now);
        }

        if (wasUncertain && dispatch.State != DispatchState.Uncertain)
        {
            await (dispatch.Outstanding.Count > 0 // the doubt is over
                ? db.ReleaseAsync(dispatch.Id, now, cancellationToken)
                : db.SettleAsync(dispatch.Id, dispatch.State == DispatchState.Failed ? null : now, cancellationToken));
        }

        message.IsAbout(new(dispatch.LetterId, dispatch.OrganisationId, dispatch.CommissionId), $"It is a delivery report about the message \"{dispatch.Subject}\".");
        message.SetAside(CorrespondenceKind.DeliveryReport, PlainWords.List([.. report.Recipients.Select(r => PlainWords.Of(r.Action)).Distinct()]) is { Length: > 0 } words ? $"Delivery report: {words}." : "Delivery report.");
        await undeliverable.RaiseAsync(dispatch, cancellationToken);
    }
}
