using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Assessments;

/// <summary>Takes the commission's views down and, where the chair decides them, carries them out.</summary>
internal sealed class Decisions(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, FollowedCommitments followed, DueDates dueDates, TimeProvider clock)
{
    /// <summary>Working days for further information when nobody sets a date.</summary>
    private const int DaysForFurtherInformation = 10;

    /// <summary>Proposes a view; the chair's own is decided at once.</summary>
    public async Task<Assessment> ProposeAsync(ScrutinyLetter letter, AssessmentDraft draft, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await RefuseAsync(letter, draft, cancellationToken);
        var assessment = Assessment.Propose(draft, scope.Actor, now);
        db.Add(assessment);
        if (scope.Actor.Role == Role.Chair)
        {
            await DecideAsync(letter, assessment, cancellationToken);
        }

        return assessment;
    }

    /// <summary>Decides a proposal and carries it out.</summary>
    public async Task DecideAsync(ScrutinyLetter letter, Assessment assessment, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var recommendation = letter.Recommendations.Single(r => r.Id == assessment.RecommendationId);
        RefuseOutdated(letter, recommendation, assessment.View);
        assessment.Decide(scope.Actor, now, assessment.View == View.FurtherInformationWanted ? DueBy(assessment, LondonDay.Of(now)) : null);
        switch (assessment.View)
        {
            case View.Closed:
                await CloseAsync(letter, recommendation, assessment, now, cancellationToken);
                break;
            case View.Open:
                await ReopenAsync(letter, recommendation, assessment.Words, cancellationToken);
                break;
            case View.FurtherInformationWanted:
                letter.Take(assessment.View, recommendation, assessment.OrganisationId, now);
                await AskAsync(letter, recommendation, assessment, cancellationToken);
                break;
            default:
                await EndAsync(letter.Take(assessment.View, recommendation, assessment.OrganisationId, now), cancellationToken);
                break;
        }
    }

    /// <summary>What a decision or proposal says in the history, after the name of who took it.</summary>
    public string Words(ScrutinyLetter letter, Assessment assessment)
    {
        var recommendation = letter.Recommendations.Single(r => r.Id == assessment.RecommendationId);
        var whose = assessment.OrganisationId is { } organisation ? $" of {letter.NameOf(organisation)}" : "";
        var (did, wants, what) = (assessment.View, assessment.ClosingReason) switch
        {
            (View.Closed, { } reason) => ("closed", "close", $"recommendation {recommendation.Label} as {PlainWords.Of(reason)}"),
            (View.Open, _) => ("reopened", "reopen", $"recommendation {recommendation.Label}"),
            (View.FurtherInformationWanted, _) => ("asked", "ask", $"for further information on recommendation {recommendation.Label}{whose}"),
            (View.Satisfied, _) => ("found", "find", $"the answer{whose} to recommendation {recommendation.Label} satisfactory"),
            _ => ("found", "find", $"the answer{whose} to recommendation {recommendation.Label} not satisfactory"),
        };
        return assessment.State == AssessmentState.Proposed ? $"{scope.Actor.Name} proposed to {wants} {what}." : $"{scope.Actor.Name} {did} {what}.";
    }

    private async Task CloseAsync(ScrutinyLetter letter, Recommendation recommendation, Assessment assessment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = letter.ResponseRequests.Where(r => r.IsOpen).ToList();
        letter.Close(recommendation, assessment.ClosingReason!.Value, await db.CoverageOfAsync(letter, cancellationToken), now);
        await db.SaveChangesAsync(cancellationToken);
        await followed.CloseOfAsync(recommendation.Id, assessment.ClosingReason!.Value, assessment.Words, cancellationToken);
        await EndAsync([.. open.Where(r => !r.IsOpen)], cancellationToken);
        if (letter.ClosedAt is not null)
        {
            await followed.CloseOfAsync(letter.Id, ClosingReason.NoFurtherAction, letter.EndReason!, cancellationToken);
            await runtime.TellAsync(letter, "Closed", scope, cancellationToken);
        }
    }

    private async Task EndAsync(IReadOnlyList<ResponseRequest> ended, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        foreach (var request in ended)
        {
            await runtime.TellAsync(request, request.AnsweredOn is null ? "Closed" : "Answered", scope, cancellationToken);
        }
    }

    private async Task ReopenAsync(ScrutinyLetter letter, Recommendation recommendation, string reason, CancellationToken cancellationToken)
    {
        var wasClosed = letter.ClosedAt is not null;
        letter.Reopen(recommendation);
        await db.SaveChangesAsync(cancellationToken);
        await followed.ReopenOfAsync(recommendation.Id, reason, cancellationToken);
        if (wasClosed)
        {
            await runtime.StartAsync("scrutiny-letter", letter.Id.ToString(), cancellationToken);
        }
    }

    private async Task AskAsync(ScrutinyLetter letter, Recommendation recommendation, Assessment assessment, CancellationToken cancellationToken)
    {
        var at = (dueDates, clock.GetUtcNow());
        var asked = letter.WhoCanBeAskedAgain(recommendation, assessment.OrganisationId, await db.CoverageOfAsync(letter, cancellationToken));
        var rounds = asked.Select(r => letter.AskAgain(
            new(letter.PeopleOf(r), [new(recommendation.Id, assessment.Words)], assessment.DueOn!.Value) { RemindsNobody = letter.RemindsNobody }, at)).ToList();
        await db.SaveChangesAsync(cancellationToken);
        foreach (var round in rounds)
        {
            await runtime.StartAsync("response-request", round.Id.ToString(), cancellationToken);
        }
    }

    /// <summary>The date for further information, counted from the day on which the chair decides unless one was named.</summary>
    private DateOnly DueBy(Assessment assessment, DateOnly today)
    {
        RefuseIfPast(assessment.DueOn, today);
        return assessment.DueOn ?? dueDates.CalendarOf(new DueRule.NoDate()).After(today, DaysForFurtherInformation);
    }

    private static void RefuseIfPast(DateOnly? dueOn, DateOnly today) =>
        RefusedException.When(dueOn < today, "assessment.due-in-past", "The date for further information is past. Give one to come.");

    private async Task RefuseAsync(ScrutinyLetter letter, AssessmentDraft draft, CancellationToken cancellationToken)
    {
        RefuseOutdated(letter, draft.Recommendation, draft.View);
        RefusedException.When(
            draft.OrganisationId is { } organisation && !draft.Recommendation.Asks(organisation), "assessment.not-asked", "That organisation was not asked to answer this recommendation.");
        RefuseIfPast(draft.DueOn, LondonDay.Of(clock));
        RefusedException.When(
            draft.MeetingId is { } meeting && !await db.Meetings.AnyAsync(m => m.Id == meeting && m.CommissionId == letter.CommissionId, cancellationToken),
            "assessment.other-meeting", "That is no meeting of this letter's commission.");
    }

    private static void RefuseOutdated(ScrutinyLetter letter, Recommendation recommendation, View view)
    {
        RefusedException.When(letter.IssuedAt is null, "letter.not-issued", "This letter has not been issued yet.");
        RefusedException.When(letter.WithdrawnAt is not null, "letter.withdrawn", "This letter has been withdrawn.");
        RefusedException.When(view != View.Open && recommendation.IsClosed, "recommendation.closed", "This recommendation has been closed. Reopen it first.");
        RefusedException.When(view == View.Open && !recommendation.IsClosed, "recommendation.not-closed", "This recommendation is not closed.");
    }
}
