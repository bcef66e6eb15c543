using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Where a letter stands; derived, never typed in.</summary>
public enum LetterState
{
    Draft,
    Approved,
    Issued,
    Answered,
    Withdrawn,
    Closed,
}

/// <summary>A letter of a commission with its recommendations. Once issued its text never changes.</summary>
public sealed class ScrutinyLetter : IVersioned
{
    private readonly List<Recommendation> recommendations = [];
    private readonly List<ResponseRequest> responseRequests = [];

    private ScrutinyLetter()
    {
    }

    public Guid Id { get; private init; }

    public Guid CommissionId { get; private init; }

    public Guid CaseId { get; private init; }

    /// <summary>Our reference, such as <c>LIH/2023-24/07/1</c>.</summary>
    public string Reference { get; private init; } = "";

    public string Subject { get; private init; } = "";

    /// <summary>The date on the letter.</summary>
    public DateOnly Date { get; private init; }

    public string? Salutation { get; private init; }

    /// <summary>Their reference, when this letter takes up one of theirs.</summary>
    public string? YourRef { get; private init; }

    /// <summary>The meeting it arose from.</summary>
    public DateOnly? MeetingOn { get; private init; }

    public DateOnly? FollowUpMeetingOn { get; private init; }

    public DueRule ResponseRule { get; private init; } = null!;

    public IReadOnlyList<Recipient> To { get; private init; } = [];

    public IReadOnlyList<CopyRecipient> Cc { get; private init; } = [];

    public IReadOnlyList<Signatory> Signatories { get; private init; } = [];

    public IReadOnlyList<LetterSection> Sections { get; private init; } = [];

    public IReadOnlyList<AppliedDuty> Duties { get; private init; } = [];

    public IReadOnlyList<StruckReminder> Struck { get; private set; } = [];

    public DateTimeOffset? ApprovedAt { get; private set; }

    public string? ApprovedBy { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public string? PdfSha256 { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Why it was withdrawn or closed.</summary>
    public string? EndReason { get; private set; }

    /// <summary>
    /// How many responses were recorded. Each changes the letter's version: nobody decides without having seen it, and of two recorded
    /// at the same moment the second sees the first, so that one of them is the last answer.
    /// </summary>
    public int ResponseCount { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<Recommendation> Recommendations => recommendations;

    public IReadOnlyList<ResponseRequest> ResponseRequests => responseRequests;

    /// <summary>The response requests in the order of To.</summary>
    internal IEnumerable<ResponseRequest> InOrder => RespondentIds.Join(responseRequests, id => id, r => r.OrganisationId, (_, r) => r);

    public LetterState State => this switch
    {
        { ClosedAt: not null } => LetterState.Closed,
        { WithdrawnAt: not null } => LetterState.Withdrawn,
        { IssuedAt: not null } => responseRequests.TrueForAll(r => r.AnsweredOn is not null) ? LetterState.Answered : LetterState.Issued,
        { ApprovedAt: not null } => LetterState.Approved,
        _ => LetterState.Draft,
    };

    internal static ScrutinyLetter Draft(LetterDraft draft, IEnumerable<RecommendationDraft> recommendations, DateTimeOffset now)
    {
        var letter = new ScrutinyLetter
        {
            Id = Guid.CreateVersion7(now),
            CommissionId = draft.Case.CommissionId,
            CaseId = draft.Case.Id,
            Reference = draft.Reference,
            Subject = draft.Subject,
            Date = draft.Date,
            Salutation = draft.Salutation,
            YourRef = draft.YourRef,
            MeetingOn = draft.MeetingOn,
            FollowUpMeetingOn = draft.FollowUpMeetingOn,
            ResponseRule = draft.ResponseRule,
            To = draft.To,
            Cc = draft.Cc,
            Signatories = draft.Signatories,
            Sections = draft.Sections,
            Duties = draft.Duties,
        };
        letter.recommendations.AddRange(recommendations.Select((r, i) => Recommendation.Of(letter.Id, i + 1, r, now)));
        return letter;
    }

    /// <summary>The organisations in To, each once, in the letter's order.</summary>
    public IEnumerable<Guid> RespondentIds => To.Select(r => r.OrganisationId).Distinct();

    /// <summary>The first day on which it can be issued: today, or its own date if that is still to come.</summary>
    internal DateOnly IssuableOn(DateOnly today) => Date > today ? Date : today;

    /// <summary>The recommendations that an organisation must answer, in order.</summary>
    public IReadOnlyList<Recommendation> AskedOf(Guid organisationId) =>
        [.. recommendations.Where(r => r.Asks(organisationId)).OrderBy(r => r.Order)];

    /// <exception cref="RefusedException"><c>letter.already-approved</c>, <c>letter.already-issued</c>, <c>letter.withdrawn</c>.</exception>
    public void Approve(Actor chair, DateTimeOffset now)
    {
        RefuseAfterIssue();
        RefusedException.When(ApprovedAt is not null, "letter.already-approved", "This letter has been approved already. An officer can issue it.");
        (ApprovedAt, ApprovedBy) = (now, chair.Name);
    }

    /// <summary>Leaves one planned reminder out.</summary>
    /// <exception cref="RefusedException"><c>letter.already-issued</c>, <c>letter.not-a-respondent</c>.</exception>
    public void StrikeReminder(StruckReminder reminder)
    {
        RefuseAfterIssue();
        RefusedException.Unless(
            RespondentIds.Contains(reminder.OrganisationId), "letter.not-a-respondent", "This letter does not ask that organisation for a response.");
        Struck = [.. Struck.Where(s => s != reminder), reminder];
    }

    /// <summary>Fixes the text and opens a response request for each organisation in To.</summary>
    /// <exception cref="RefusedException"><c>letter.not-approved</c>, <c>letter.already-issued</c>, <c>letter.withdrawn</c>,
    /// <c>letter.date-in-future</c>, <c>letter.due-date-passed</c>, <c>letter.recipient-without-address</c>.</exception>
    public IReadOnlyList<ResponseRequest> Issue(string pdfSha256, DueDates dueDates, DateTimeOffset now)
    {
        RefuseAfterIssue();
        var today = LondonDay.Of(now);
        RefusedException.When(ApprovedAt is null, "letter.not-approved", "The chair has not approved this letter yet.");
        RefusedException.When(Date > today, "letter.date-in-future", $"The letter is dated {Date:d MMMM yyyy}, which is still to come. Issue it then, or date it today.");
        RefuseUnreachable();
        var requests = RespondentIds.Select(id => ResponseRequest.Open(this, id, today, (dueDates, now))).ToList();
        RefusedException.When(
            requests.Exists(r => r.DueOn < today), "letter.due-date-passed", "The response date has passed already. Agree a later one before you issue the letter.");

        responseRequests.AddRange(requests);
        (IssuedAt, IssuedOn, PdfSha256) = (now, today, pdfSha256);
        return requests;
    }

    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.answered</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>.</exception>
    public void Withdraw(string reason, DateTimeOffset now)
    {
        RefuseUnlessOpen();
        RefusedException.When(State == LetterState.Answered, "letter.answered", "Everybody has answered this letter. Close it instead.");
        (WithdrawnAt, EndReason) = (now, reason);
        responseRequests.ForEach(r => r.Withdraw(now));
    }

    /// <summary>Ends the follow-up of the whole letter.</summary>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>.</exception>
    public void Close(string reason, DateTimeOffset now)
    {
        RefuseUnlessOpen();
        (ClosedAt, EndReason) = (now, reason);
        responseRequests.ForEach(r => r.Close(now));
    }

    /// <summary>Files what an organisation sent with the requests that it bears on.</summary>
    /// <param name="response">What came in.</param>
    /// <param name="earlier">All responses to this letter so far.</param>
    /// <param name="now">The moment of recording.</param>
    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c> and those of <see cref="ResponseRequest.Receive"/>.</exception>
    public void Receive(Response response, IReadOnlyList<Response> earlier, DateTimeOffset now)
    {
        RefuseUnlessOpen();
        RefusedException.When(response.ReceivedOn < IssuedOn, "response.before-issue", $"The letter was issued on {IssuedOn:d MMMM yyyy}; a response cannot have come before.");
        RefusedException.When(response.ReceivedOn > LondonDay.Of(now), "response.in-future", "The day of receipt is still to come.");
        foreach (var request in responseRequests.Where(r => response.SpeaksFor.Contains(r.OrganisationId)))
        {
            request.Receive(response, [.. earlier, response], AskedOf(request.OrganisationId));
        }

        ResponseCount++;
    }

    private void RefuseUnlessOpen()
    {
        RefusedException.When(IssuedAt is null, "letter.not-issued", "This letter has not been issued yet.");
        RefusedException.When(WithdrawnAt is not null, "letter.withdrawn", "This letter has been withdrawn.");
        RefusedException.When(ClosedAt is not null, "letter.closed", "This letter has been closed.");
    }

    private void RefuseAfterIssue()
    {
        RefusedException.When(WithdrawnAt is not null, "letter.withdrawn", "This letter has been withdrawn.");
        RefusedException.When(IssuedAt is not null, "letter.already-issued", "This letter has been issued; its text and its plan are fixed.");
    }

    private void RefuseUnreachable()
    {
        var unreachable = To.GroupBy(r => r.Organisation).FirstOrDefault(g => g.All(r => r.Email is null));
        RefusedException.When(
            unreachable is not null, "letter.recipient-without-address", $"Nobody at {unreachable?.Key} has an e-mail address. Give one to {unreachable?.First().Name}.");
    }
}
