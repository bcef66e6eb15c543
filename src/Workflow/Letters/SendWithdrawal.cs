using Tracker.Engine;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Letters;

/// <summary>Tells every organisation that the letter is withdrawn. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.SendWithdrawal", "Done")]
internal sealed class SendWithdrawal(LetterMail mail) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var post = await mail.PostOfAsync(context.SubjectId, cancellationToken);
        foreach (var request in post.Letter.InOrder)
        {
            mail.SendWithdrawal(post, request);
        }

        return ActivityResult.Done();
    }
}
