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

/// <summary>How a letter left.</summary>
public enum LetterOrigin
{
    /// <summary>Issued here.</summary>
    Issued,

    /// <summary>Sent on paper or by somebody's own mail, and tracked here.</summary>
    SentOutside,

    /// <summary>Known only from the reply to it.</summary>
    KnownFromReply,
}

/// <summary>A letter of a commission with its recommendations. Once issued its text never changes.</summary>
public sealed partial class ScrutinyLetter : IVersioned
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

    public string Subject { get; private set; } = "";

    /// <summary>The date on the letter.</summary>
    public DateOnly Date { get; private init; }

    public string? Salutation { get; private init; }

    /// <summary>Their reference, when this letter takes up one of theirs.</summary>
    public string? YourRef { get; private init; }

    /// <summary>The meeting it arose from.</summary>
    public DateOnly? MeetingOn { get; private init; }

    /// <summary>The follow-up meeting as the letter states it; <see cref="MeetingId"/> knows when it really is.</summary>
    public DateOnly? FollowUpMeetingOn { get; private init; }

    /// <summary>The meeting that will look at the responses.</summary>
    public Guid? MeetingId { get; private set; }

    /// <summary>The day of that meeting as planned now; replies that hang on the meeting are counted from it.</summary>
    public DateOnly? DiscussedOn { get; private set; }

    public DueRule ResponseRule { get; private set; } = null!;

    /// <summary>What the letter says about its publication.</summary>
    public string? PublicationStatement { get; private init; }

    public IReadOnlyList<Recipient> To { get; private init; } = [];

    public IReadOnlyList<CopyRecipient> Cc { get; private set; } = [];

    public IReadOnlyList<Signatory> Signatories { get; private init; } = [];

    public IReadOnlyList<LetterSection> Sections { get; private set; } = [];

    public IReadOnlyList<AppliedDuty> Duties { get; private init; } = [];

    public IReadOnlyList<StruckReminder> Struck { get; private set; } = [];

    public DateTimeOffset? ApprovedAt { get; private set; }

    public string? ApprovedBy { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public string? PdfSha256 { get; private set; }

    /// <summary>1 for the letter as issued; each correction is a new edition.</summary>
    public int Edition { get; private set; } = 1;

    /// <summary>How the letter left, or that it is only known from its reply.</summary>
    public LetterOrigin Origin { get; private set; }

    /// <summary>Whether an officer wants no reminders for a letter that was sent outside the product.</summary>
    public bool RemindsNobody { get; private set; }

    /// <summary>What its dates were inferred from, such as the reference of the reply to it.</summary>
    public string? InferredFrom { get; private init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Why it was withdrawn or closed.</summary>
    public string? EndReason { get; private set; }

    /// <summary>When the summary of responses was made for the commission.</summary>
    public DateTimeOffset? SummaryMadeAt { get; private set; }

    /// <summary>Whether it was closed once and then reopened.</summary>
    public bool IsTakenUpAgain { get; private set; }

    /// <summary>How many decisions the commission took about its recommendations; each changes the version, so that of two taken at once the second sees the first.</summary>
    public int DecisionCount { get; private set; }

    /// <summary>
    /// How many responses were recorded. Each changes the letter's version: nobody decides without having seen it, and of two recorded
    /// at the same moment the second sees the first, so that one of them is the last answer.
    /// </summary>
    public int ResponseCount { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<Recommendation> Recommendations => recommendations;

    public IReadOnlyList<ResponseRequest> ResponseRequests => responseRequests;

    /// <summary>The response requests in the order of To.</summary>
    internal IEnumerable<ResponseRequest> InOrder => Respondents.GroupJoin(responseRequests, id => id, r => r.OrganisationId, (_, rounds) => rounds.OrderBy(r => r.Round)).SelectMany(rounds => rounds);

    /// <summary>The organisations in To, then those that were asked later.</summary>
    internal IEnumerable<Guid> Respondents => RespondentIds.Union(responseRequests.OrderBy(r => r.Id).Select(r => r.OrganisationId));

    /// <summary>The recommendations that a request is about, in order.</summary>
    internal IReadOnlyList<Recommendation> AskedIn(ResponseRequest request) => [.. recommendations.OrderBy(r => r.Order).Where(r =>
        request.IsOfTheLetter ? r.AskedFromTheStart(request.OrganisationId) : request.Questions.Any(q => q.RecommendationId == r.Id))];

    /// <summary>The number of the last response that came before an organisation was asked about a recommendation.</summary>
    internal int AskedAfter(Recommendation recommendation, Guid organisationId) => recommendation.AskedFromTheStart(organisationId) ? 0
        : responseRequests.Where(r => r.OrganisationId == organisationId && r.Questions.Any(q => q.RecommendationId == recommendation.Id)).Select(r => r.AfterResponse).DefaultIfEmpty(0).Min();

    /// <summary>What the letter calls an organisation that it, or a later round, asks.</summary>
    internal string NameOf(Guid organisationId) =>
        To.FirstOrDefault(r => r.OrganisationId == organisationId)?.Organisation ?? responseRequests.First(r => r.OrganisationId == organisationId).To[0].Organisation;

    /// <summary>The people that a request is written to.</summary>
    internal IReadOnlyList<Recipient> PeopleOf(ResponseRequest request) => request.To.Count > 0 ? request.To : [.. To.Where(r => r.OrganisationId == request.OrganisationId)];

    public LetterState State => this switch
    {
        { ClosedAt: not null } => LetterState.Closed,
        { WithdrawnAt: not null } => LetterState.Withdrawn,
        { IssuedAt: not null } => IsAnswered ? LetterState.Answered : LetterState.Issued,
        { ApprovedAt: not null } => LetterState.Approved,
        _ => LetterState.Draft,
    };

    /// <summary>Nobody is waited for any more, and somebody has answered.</summary>
    internal bool IsAnswered => responseRequests.TrueForAll(r => !r.IsOpen) && responseRequests.Exists(r => r.AnsweredOn is not null);

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
            PublicationStatement = draft.PublicationStatement,
            InferredFrom = draft.InferredFrom,
            ResponseRule = draft.ResponseRule,
            To = draft.To,
            Cc = draft.Cc,
            Signatories = draft.Signatories,
            Sections = draft.Sections,
            Duties = draft.Duties,
        };
        letter.recommendations.AddRange(recommendations.Select((r, i) => Recommendation.Of(letter, i + 1, r, now)));
        return letter;
    }

    /// <summary>The organisations in To, each once, in the letter's order.</summary>
    public IEnumerable<Guid> RespondentIds => To.Select(r => r.OrganisationId).Distinct();

    /// <summary>The first day on which it can be issued: today, or its own date if that is still to come.</summary>
    internal DateOnly IssuableOn(DateOnly today) => Date > today ? Date : today;

    /// <summary>The recommendations that the letter asks an organisation to answer, in order.</summary>
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

    /// <summary>Takes up a letter that left on paper or by somebody's own mail: nothing is mailed for it, its clocks run from the day it was sent.</summary>
    /// <exception cref="RefusedException"><c>letter.already-issued</c>, <c>letter.withdrawn</c>, <c>letter.sent-in-future</c>, <c>letter.sent-before-date</c>,
    /// <c>letter.recipient-without-address</c> unless nobody is to be reminded.</exception>
    internal IReadOnlyList<ResponseRequest> Track(DateOnly sentOn, bool remind, DueDates dueDates, DateTimeOffset now)
    {
        RefuseAfterIssue();
        RefusedException.When(sentOn > LondonDay.Of(now), "letter.sent-in-future", "The day on which it was sent is still to come. Issue the letter instead.");
        RefusedException.When(sentOn < Date, "letter.sent-before-date", $"The letter is dated {Date:d MMMM yyyy}; it cannot have been sent before.");
        if (remind)
        {
            RefuseUnreachable();
        }

        (Origin, RemindsNobody) = (LetterOrigin.SentOutside, !remind);
        responseRequests.AddRange(RespondentIds.Select(id => ResponseRequest.Open(this, id, sentOn, (dueDates, now))));
        (IssuedAt, IssuedOn) = (now, sentOn);
        return responseRequests;
    }

    /// <summary>Becomes the stub of a letter that is only known from the reply to it.</summary>
    internal void BecomeStub(DateOnly receivedOn, DueDates dueDates, DateTimeOffset now)
    {
        (Origin, RemindsNobody) = (LetterOrigin.KnownFromReply, true);
        responseRequests.AddRange(RespondentIds.Select(id => ResponseRequest.Open(this, id, receivedOn, (dueDates, now))));
        (IssuedAt, IssuedOn) = (now, receivedOn);
    }

    /// <exception cref="RefusedException"><c>letter.not-issued</c>, <c>letter.withdrawn</c>, <c>letter.closed</c>.</exception>
    internal void RefuseUnlessOpen()
    {
        RefuseBeforeIssue();
        RefusedException.When(WithdrawnAt is not null, "letter.withdrawn", "This letter has been withdrawn.");
        RefusedException.When(ClosedAt is not null, "letter.closed", "This letter has been closed.");
    }

    private void RefuseBeforeIssue() => RefusedException.When(IssuedAt is null, "letter.not-issued", "This letter has not been issued yet.");

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
