using Tracker.Engine;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Letters;

/// <summary>Queues the issued letter for each organisation, and a copy for everybody in cc who has an address. Outcome: <c>Done</c>.</summary>
/// <remarks>A letter is issued once, in the transaction that starts its workflow; a retry of that transaction queues anew what the failed one undid.</remarks>
[Activity("Tracker.SendLetter", "Done")]
internal sealed class SendLetter(LetterMail mail) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var post = await mail.PostOfAsync(context.SubjectId, cancellationToken);
        foreach (var request in post.Letter.InOrder)
        {
            mail.SendLetter(post, request);
        }

        foreach (var person in post.Letter.Cc.Where(p => p.Email is not null))
        {
            mail.SendCopy(post, person);
        }

        return ActivityResult.Done();
    }
}
