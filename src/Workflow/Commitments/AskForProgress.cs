using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Commitments;

/// <summary>Queues the question that is due. Outcomes: <c>Queued</c>, <c>NotSent</c> (there is nobody to ask), <c>NotNeeded</c>.</summary>
/// <remarks>The question's key is commitment, rule, occurrence and date version, so neither a retry nor a second node asks it twice.</remarks>
[Activity("Tracker.AskForProgress", "Queued", "NotSent", "NotNeeded")]
internal sealed class AskForProgress(TrackerDb db, DueDates dueDates, CommitmentMail mail) : IActivity
{
    private const string Unreachable = "Nobody of this organisation has an address to ask at.";

    /// <summary>The rule of the question: <c>before-date</c>, <c>on-date</c>, <c>after-date</c> or <c>review</c>.</summary>
    public required Input<string> Rule { get; init; }

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var (commitment, followUp) = await CommitmentClock.OfAsync(db, dueDates, context.SubjectId, cancellationToken);
        if (commitment.NextQuestion(followUp, context.Now)?.Rule.StartsWith(context.Get(Rule), StringComparison.Ordinal) != true)
        {
            return ActivityResult.Done("NotNeeded"); // closed, claimed completed, or the date has moved
        }

        var post = await mail.PostOfAsync(commitment, cancellationToken);
        var unreachable = post.People.Count == 0 ? Unreachable : null;
        if (commitment.Ask(followUp, unreachable, context.Now) is not { } step)
        {
            return ActivityResult.Done("NotNeeded");
        }

        db.Add(Event.ByTracker(context.Now, new(nameof(AskForProgress), commitment.Said(Words(post, step, unreachable)) with { Reason = unreachable })));
        context.Write($"{step.Rule} {step.Occurrence} {(unreachable is null ? "queued" : "not sent: there is nobody to ask")}.");
        if (unreachable is not null)
        {
            return ActivityResult.Done("NotSent");
        }

        mail.SendQuestion(post, step);
        return ActivityResult.Done("Queued");
    }

    private static string Words(CommitmentPost post, ReminderStep step, string? unreachable)
    {
        var asked = unreachable is null ? "was asked" : "could not be asked";
        var promise = step.Rule.StartsWith(FollowUp.Review, StringComparison.Ordinal)
            ? $"of {post.Commitment.MadeOn:d MMMM yyyy}, {step.Rule[FollowUp.Review.Length..]} months on"
            : $"due {post.Commitment.Due.Phrase}";
        return $"{post.Organisation.Name} {asked} how far its promise {promise} is: {Excerpt.Of(post.Commitment.Text, 200)}";
    }
}
