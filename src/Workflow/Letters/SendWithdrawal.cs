using Tracker.Engine;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Letters;

/// <summary>Tells every organisation, and those in cc, that the letter is withdrawn, unless nobody is to be written to about it. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.SendWithdrawal", "Done")]
internal sealed class SendWithdrawal(LetterMail mail) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var post = await mail.PostOfAsync(context.SubjectId, cancellationToken);
        foreach (var request in post.Letter.InOrder.Where(r => !r.RemindsNobody).DistinctBy(r => r.OrganisationId))
        {
            mail.SendWithdrawal(post, request);
        }

        foreach (var person in post.Letter.Cc.Where(p => p.Email is not null && post.Letter.Origin == LetterOrigin.Issued))
        {
            mail.SendWithdrawalCopy(post, person);
        }

        return ActivityResult.Done();
    }
}
