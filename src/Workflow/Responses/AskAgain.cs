using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Writes to the organisation of a later round. Outcomes: <c>Asked</c>; <c>ByTheLetter</c> in the first round, which the letter
/// itself asks; <c>NotMailed</c> where nobody is to be written to.</summary>
[Activity("Tracker.AskAgain", "Asked", "ByTheLetter", "NotMailed")]
internal sealed class AskAgain(TrackerDb db, LetterMail mail) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var letterId = await db.ResponseRequests.Where(r => r.Id == context.SubjectId).Select(r => r.LetterId).SingleAsync(cancellationToken);
        var post = await mail.PostOfAsync(letterId, cancellationToken);
        var request = post.Letter.ResponseRequests.Single(r => r.Id == context.SubjectId);
        if (request.IsOfTheLetter || request.RemindsNobody)
        {
            return ActivityResult.Done(request.IsOfTheLetter ? "ByTheLetter" : "NotMailed");
        }

        mail.SendQuestion(post, request, Opening(post, request));
        return ActivityResult.Done("Asked");
    }

    private static string Opening(LetterPost post, ResponseRequest request)
    {
        var passedOn = request.Questions.Any(q => q.Words is null);
        return passedOn
            ? $"{post.Commission.Name} asked another organisation, which said that you are the one to answer."
            : $"{post.Commission.Name} has looked at your reply and would like to know more.";
    }
}
