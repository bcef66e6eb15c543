using Tracker.Engine;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Letters;

/// <summary>
/// Queues the issued letter for each organisation, and a copy for everybody in cc who has an address. Outcomes: <c>Sent</c>;
/// <c>SentOutside</c> for a letter that left otherwise; <c>TakenUpAgain</c> for one that was followed to its end before.
/// </summary>
/// <remarks>A letter is issued once, in the transaction that starts its workflow; a retry of that transaction queues anew what the failed one undid.</remarks>
[Activity("Tracker.SendLetter", "Sent", "SentOutside", "TakenUpAgain")]
internal sealed class SendLetter(LetterMail mail) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var post = await mail.PostOfAsync(context.SubjectId, cancellationToken);
        if (post.Letter is { IsTakenUpAgain: true } or { Origin: not LetterOrigin.Issued })
        {
            return ActivityResult.Done(post.Letter.IsTakenUpAgain ? "TakenUpAgain" : "SentOutside");
        }

        foreach (var request in post.Letter.InOrder)
        {
            mail.SendLetter(post, request);
        }

        foreach (var person in post.Letter.Cc.Where(p => p.Email is not null))
        {
            mail.SendCopy(post, person);
        }

        return ActivityResult.Done("Sent");
    }
}
