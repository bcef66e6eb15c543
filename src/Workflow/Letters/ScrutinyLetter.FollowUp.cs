using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <content>What happens to a letter after it has left: corrections, meetings, answers, decisions, its end.</content>
public sealed partial class ScrutinyLetter
{
    /// <summary>Fixes a corrected text as a new edition. The clocks run on, unless the letter is expressly issued anew.</summary>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>, <c>letter.not-ours</c>, <c>letter.words-missing</c>.</exception>
    internal void Correct(Correction correction)
    {
        RefuseUnlessOpen();
        RefusedException.Unless(Origin == LetterOrigin.Issued, "letter.not-ours", "This letter was not issued here, so it cannot be corrected here. Send the correction as the letter was sent.");
        (Subject, Sections) = (correction.Subject ?? Subject, correction.Sections ?? Sections);
        foreach (var (id, text, parts) in correction.Recommendations)
        {
            recommendations.Single(r => r.Id == id).Correct(text, parts);
        }

        RefusedException.Unless(
            recommendations.TrueForAll(r => !r.IsInProse || MarkedWords.StandIn(Sections.Select(s => s.Narrative), r.Text)), "letter.words-missing",
            "A request that was marked in the text does not stand there any more. Correct the section and the request alike.");
        Edition++;
    }

    /// <summary>Corrects the address of somebody in cc; the letter's words stay.</summary>
    /// <returns>Whether anybody had that address.</returns>
    internal bool ReachCopyAt(string former, Contact corrected)
    {
        if (!Cc.Any(c => string.Equals(c.Email, former, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        Cc = [.. Cc.Select(c => string.Equals(c.Email, former, StringComparison.OrdinalIgnoreCase) ? c with { Email = corrected.Email } : c)];
        return true;
    }

    /// <summary>The file of the present edition.</summary>
    internal void Fix(string pdfSha256) => PdfSha256 = pdfSha256;

    /// <summary>Lets every open clock start anew, by a rule of its own or the one the letter had.</summary>
    /// <returns>The requests that it concerns.</returns>
    internal IReadOnlyList<ResponseRequest> StartClocksAnew(DueRule? rule, (DueDates DueDates, DateTimeOffset Now) at)
    {
        ResponseRule = rule ?? ResponseRule;
        var (open, today) = (responseRequests.FindAll(r => r.IsOpen && r.IsOfTheLetter), LondonDay.Of(at.Now));
        open.ForEach(r => r.StartAnew(ResponseRule, at));
        RefusedException.When(
            (ResponseRule is DueRule.FixedDate { On: var on } && on < today) || open.Exists(r => r.DueOn < today), "letter.due-date-passed", "The response date has passed already. Give the new one.");
        return open;
    }

    /// <summary>Will be discussed at a meeting, or at none any more. Open replies that hang on it are due accordingly.</summary>
    /// <returns>The requests whose date has moved.</returns>
    internal IReadOnlyList<ResponseRequest> WillBeDiscussedAt(Guid? meetingId, DateOnly? on, (DueDates DueDates, DateTimeOffset Now) at)
    {
        (MeetingId, DiscussedOn) = (meetingId, on);
        return on is { } day ? responseRequests.FindAll(r => r.MeetingMoved(day, at)) : [];
    }

    internal void SummaryMade(DateTimeOffset at) => SummaryMadeAt = at;

    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.answered</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>.</exception>
    public void Withdraw(string reason, DateTimeOffset now)
    {
        RefuseUnlessOpen();
        RefusedException.When(State == LetterState.Answered, "letter.answered", "Everybody has answered this letter. Close it instead.");
        (WithdrawnAt, EndReason) = (now, reason);
        responseRequests.ForEach(r => r.Withdraw(now));
        recommendations.ForEach(r => r.StopWaiting());
    }

    /// <summary>Ends the follow-up of the whole letter: every recommendation that is still open is closed with it.</summary>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>.</exception>
    public void Close(string reason, DateTimeOffset now)
    {
        RefuseUnlessOpen();
        foreach (var open in recommendations.Where(r => !r.IsClosed))
        {
            open.Close(ClosingReason.NoFurtherAction, LondonDay.Of(now));
        }

        End(reason, now);
    }

    /// <summary>Closes one recommendation. Requests that have nothing left to ask end with it, and the letter with the last one.</summary>
    internal void Close(Recommendation recommendation, ClosingReason reason, Coverage coverage, DateTimeOffset now)
    {
        recommendation.Close(reason, LondonDay.Of(now));
        DecisionCount++;
        foreach (var request in responseRequests.Where(r => r.IsOpen && coverage.MissingOf(r).Count == 0))
        {
            EndRequest(request, coverage, now);
        }

        if (recommendations.TrueForAll(r => r.IsClosed))
        {
            End("Every recommendation is closed.", now);
        }
    }

    /// <summary>A request with nothing left to ask is answered if the organisation gave its word, else it is closed; an interim reply keeps it open.</summary>
    private void EndRequest(ResponseRequest request, Coverage coverage, DateTimeOffset now)
    {
        if (coverage.HasFinalWordIn(request))
        {
            request.Answer(coverage);
        }
        else if (AskedIn(request).All(a => a.IsClosed))
        {
            request.Close(now);
        }
    }

    /// <summary>Takes up a closed recommendation again, and the letter with it.</summary>
    internal void Reopen(Recommendation recommendation)
    {
        recommendation.Reopen();
        DecisionCount++;
        IsTakenUpAgain |= ClosedAt is not null;
        (ClosedAt, EndReason) = (null, null);
    }

    /// <summary>Notes the commission's view of one organisation's answer, or of all. Once it is satisfied, further information is not waited for.</summary>
    /// <returns>The requests that end with it.</returns>
    internal IReadOnlyList<ResponseRequest> Take(View view, Recommendation recommendation, Guid? organisationId, DateTimeOffset now)
    {
        recommendation.Take(view, organisationId);
        DecisionCount++;
        var ended = view != View.Satisfied ? [] : responseRequests.FindAll(r =>
            r.IsOpen && (organisationId is null || r.OrganisationId == organisationId) && r.Questions.Any(q => q.Words is not null) && r.Questions.All(q => q.RecommendationId == recommendation.Id));
        ended.ForEach(r => r.Close(now));
        return ended;
    }

    /// <summary>Something was promised in answer to it; whoever closes it at the same moment sees that.</summary>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>, <c>response.not-asked</c>.</exception>
    internal void Promised(Guid organisationId)
    {
        RefuseUnlessOpen();
        RefusedException.Unless(Respondents.Contains(organisationId), "response.not-asked", "This letter did not ask that organisation for a response.");
        DecisionCount++;
    }

    /// <summary>The newest request of each organisation, or of one, that can be asked for more about a recommendation.</summary>
    /// <exception cref="RefusedException"><c>assessment.still-awaited</c>: all of them still owe the answer that they were asked for.</exception>
    internal IReadOnlyList<ResponseRequest> WhoCanBeAskedAgain(Recommendation recommendation, Guid? organisationId, Coverage coverage)
    {
        var asked = responseRequests.Where(r => recommendation.Asks(r.OrganisationId) && (organisationId is null || r.OrganisationId == organisationId)).GroupBy(r => r.OrganisationId);
        var can = asked.Where(rounds => !rounds.Any(r => r.IsOpen && coverage.MissingOf(r).Any(m => m.Recommendation == recommendation))).Select(rounds => rounds.MaxBy(r => r.Round)!).ToList();
        RefusedException.When(can.Count == 0, "assessment.still-awaited", "The answer to this recommendation is still awaited, so there is nothing to ask for yet.");
        return can;
    }

    /// <summary>Asks an organisation again, or another one, with a clock of its own.</summary>
    internal ResponseRequest AskAgain(LaterRound round, (DueDates DueDates, DateTimeOffset Now) at)
    {
        var request = ResponseRequest.OpenAgain(this, round, at);
        responseRequests.Add(request);
        DecisionCount++;
        return request;
    }

    /// <summary>Asks another organisation what one says is not for it.</summary>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>, <c>recommendation.closed</c>,
    /// <c>recommendation.not-referred</c>, <c>recommendation.already-asked</c>.</exception>
    internal ResponseRequest AskInstead(Recommendation recommendation, Guid insteadOfId, LaterRound round, Coverage coverage, (DueDates DueDates, DateTimeOffset Now) at)
    {
        RefuseUnlessOpen();
        var other = round.To[0];
        RefusedException.When(recommendation.IsClosed, "recommendation.closed", "This recommendation has been closed. Reopen it first.");
        RefusedException.Unless(
            recommendation.Asks(insteadOfId) && coverage.CellOf(recommendation, insteadOfId).Answers.Any(a => a.Position == Position.NotForUs),
            "recommendation.not-referred", "That organisation has not answered that this recommendation is not for it. Record its answer first.");
        RefusedException.When(recommendation.Asks(other.OrganisationId), "recommendation.already-asked", $"{other.Organisation} has been asked for this recommendation already.");
        recommendation.AlsoAsk(other.OrganisationId, insteadOfId);
        recommendation.Touch();
        return AskAgain(round, at);
    }

    /// <summary>Files what an organisation sent with the requests that it bears on.</summary>
    /// <param name="response">What came in.</param>
    /// <param name="earlier">All responses to this letter so far.</param>
    /// <param name="now">The moment of recording.</param>
    /// <remarks>A reply that comes after the letter was withdrawn or closed is filed and starts nothing.</remarks>
    /// <exception cref="RefusedException"><c>letter.not-issued</c> and those of <see cref="ResponseRequest.Receive"/>.</exception>
    public void Receive(Response response, IReadOnlyList<Response> earlier, DateTimeOffset now)
    {
        RefuseBeforeIssue();
        RefusedException.When(response.ReceivedOn < IssuedOn, "response.before-issue", $"The letter was issued on {IssuedOn:d MMMM yyyy}; a response cannot have come before.");
        RefusedException.When(response.ReceivedOn > LondonDay.Of(now), "response.in-future", "The day of receipt is still to come.");
        var coverage = new Coverage(this, [.. earlier, response]);
        foreach (var rounds in responseRequests.Where(r => response.SpeaksFor.Contains(r.OrganisationId)).GroupBy(r => r.OrganisationId).ToList())
        {
            ReceiveIn([.. rounds], response, coverage);
        }

        foreach (var recommendation in recommendations.Where(r => WithdrawnAt is null && response.Addresses(r)))
        {
            recommendation.Answered(response.SpeaksFor, response.ReceivedOn);
        }

        ResponseCount++;
    }

    /// <summary>With the rounds of an organisation that are open, or else with the newest.</summary>
    private static void ReceiveIn(List<ResponseRequest> rounds, Response response, Coverage coverage)
    {
        var open = rounds.FindAll(r => r.IsOpen);
        foreach (var request in open.Count > 0 ? open : [rounds.MaxBy(r => r.Round)!])
        {
            request.Receive(response, coverage);
        }
    }

    private void End(string reason, DateTimeOffset now)
    {
        (ClosedAt, EndReason) = (now, reason);
        responseRequests.ForEach(r => r.Close(now));
    }
}
