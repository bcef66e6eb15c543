using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Where a request stands; derived from its facts and the day.</summary>
public enum ResponseRequestState
{
    Waiting,
    Acknowledged,
    Paused,
    Overdue,
    Answered,
    AnsweredLate,
    Withdrawn,
    Closed,
}

/// <summary>What one organisation was asked to answer in one letter, and until when. It has its own clock.</summary>
public sealed partial class ResponseRequest : IVersioned
{
    /// <summary>The step that notes the passing of the due date; it sends nothing.</summary>
    internal const string Overdue = "overdue";

    private readonly List<Reminder> reminders = [];

    private ResponseRequest()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    /// <summary>Whose letter it is; kept here for lists.</summary>
    public Guid CommissionId { get; private init; }

    public Guid OrganisationId { get; private init; }

    /// <summary>1 for what the letter itself asks; later ones ask for further information, or for what another organisation passed on.</summary>
    public int Round { get; private init; } = 1;

    /// <summary>Who a later round is written to, and whoever the first is written to since an address was corrected; else the first goes to the people in the letter's To.</summary>
    public IReadOnlyList<Recipient> To { get; private set; } = [];

    /// <summary>What a later round asks about; the first asks all that the letter addresses to the organisation.</summary>
    public IReadOnlyList<Question> Questions { get; private init; } = [];

    /// <summary>How many responses to the letter were recorded before; only later ones can answer it.</summary>
    public int AfterResponse { get; private init; }

    /// <summary>Whether the letter itself asks it, and not a later round.</summary>
    public bool IsOfTheLetter => Questions.Count == 0;

    /// <summary>The day from which a letter that was sent outside the product is followed; no chase goes for the time before.</summary>
    public DateOnly? FollowedFrom { get; private init; }

    /// <summary>Whether nobody is to be reminded, as an officer chose for a letter that was sent outside the product.</summary>
    public bool RemindsNobody { get; private init; }

    public DateOnly IssuedOn { get; private init; }

    /// <summary>Everything that was ever decided about the due date, in order. The dates below are its fold.</summary>
    public IReadOnlyList<DueDateEntry> Ledger { get; private set; } = [];

    /// <summary>The last day for the reply, Europe/London; written only by the fold.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The due date while a reply is awaited; none when there is no date, the clock is paused or the request is at its end. What lists look for.</summary>
    public DateOnly? AwaitedOn { get; private set; }

    public DateOnly? OriginalDueOn { get; private set; }

    public DateOnly? StatutoryOn { get; private set; }

    public DateOnly? PausedOn { get; private set; }

    /// <summary>Counts the changes of the due date; part of every reminder's key.</summary>
    public int DeadlineVersion { get; private set; }

    /// <summary>Steps of the ladder up to this instant have been dealt with.</summary>
    public DateTimeOffset RemindedUntil { get; private set; }

    public DateOnly? LastRemindedOn { get; private set; }

    /// <summary>The version of the deadline whose passing is in the history.</summary>
    public int OverdueVersion { get; private set; }

    /// <summary>The steps that were struck out of the plan before issue.</summary>
    public IReadOnlyList<StruckReminder> Struck { get; private init; } = [];

    /// <summary>What the respondent said about when it will answer, in order; the last counts. It moves no due date.</summary>
    public IReadOnlyList<ReplyPromise> Promises { get; private set; } = [];

    public DateOnly? AcknowledgedOn { get; private set; }

    /// <summary>The day the reply came that left nothing open.</summary>
    public DateOnly? AnsweredOn { get; private set; }

    public Guid? AnsweredById { get; private set; }

    /// <summary>Calendar days between the due date and the answer; 0 when it was in time.</summary>
    public int? DaysLate { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>The commission ended the follow-up before an answer came.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Since when no message reaches the organisation; nobody is chased until the contact is fixed.</summary>
    public DateTimeOffset? UnreachableSince { get; private set; }

    /// <summary>Since when a message that may be its reply waits for an officer; nobody is chased until it has been looked at.</summary>
    public DateTimeOffset? ReplyWaitsSince { get; private set; }

    /// <summary>The SHA-256 of the newest link; a new one makes the former useless.</summary>
    public string? LinkHash { get; private set; }

    /// <summary>The message that carried the letter, to which all later ones belong.</summary>
    public string? FirstMessageId { get; private set; }

    /// <summary>The newest message about it that was not its end.</summary>
    public string? LastMessageId { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<Reminder> Reminders => reminders;

    public bool IsOpen => AnsweredOn is null && WithdrawnAt is null && ClosedAt is null;

    internal static ResponseRequest Open(ScrutinyLetter letter, Guid organisationId, DateOnly issuedOn, (DueDates DueDates, DateTimeOffset Now) at)
    {
        var request = new ResponseRequest
        {
            Id = Guid.CreateVersion7(at.Now),
            LetterId = letter.Id,
            CommissionId = letter.CommissionId,
            OrganisationId = organisationId,
            IssuedOn = issuedOn,
            RemindedUntil = at.Now,
            RemindsNobody = letter.RemindsNobody,
            FollowedFrom = letter.Origin == LetterOrigin.SentOutside ? LondonDay.Of(at.Now) : null,
            Struck = [.. letter.Struck.Where(s => s.OrganisationId == organisationId)],
        };
        request.Apply(at.DueDates.Open(letter, organisationId, issuedOn, at.Now));
        return request;
    }

    /// <summary>Asks an organisation again, or for the first time, about single recommendations; with a clock of its own.</summary>
    internal static ResponseRequest OpenAgain(ScrutinyLetter letter, LaterRound round, (DueDates DueDates, DateTimeOffset Now) at)
    {
        var today = LondonDay.Of(at.Now);
        var request = new ResponseRequest
        {
            Id = Guid.CreateVersion7(at.Now),
            LetterId = letter.Id,
            CommissionId = letter.CommissionId,
            OrganisationId = round.To[0].OrganisationId,
            Round = 1 + letter.ResponseRequests.Where(r => r.OrganisationId == round.To[0].OrganisationId).Select(r => r.Round).DefaultIfEmpty(0).Max(),
            To = round.To,
            Questions = round.Questions,
            RemindsNobody = round.RemindsNobody,
            AfterResponse = letter.ResponseCount,
            IssuedOn = today,
            RemindedUntil = at.Now,
        };
        request.Apply(at.DueDates.OpenAt(round.DueOn, letter, today, at.Now));
        return request;
    }

    /// <summary>Where it stands on a day in Europe/London.</summary>
    public ResponseRequestState StateOn(DateOnly day) => this switch
    {
        { WithdrawnAt: not null } => ResponseRequestState.Withdrawn,
        { ClosedAt: not null } => ResponseRequestState.Closed,
        { AnsweredOn: not null, DaysLate: > 0 } => ResponseRequestState.AnsweredLate,
        { AnsweredOn: not null } => ResponseRequestState.Answered,
        { PausedOn: not null } => ResponseRequestState.Paused,
        _ when day > DueOn => ResponseRequestState.Overdue,
        { AcknowledgedOn: not null } => ResponseRequestState.Acknowledged,
        _ => ResponseRequestState.Waiting,
    };

    /// <summary>Moves the due date at the respondent's asking; the first date is kept.</summary>
    /// <param name="until">New last day in Europe/London; later than the present one and, for an officer, within the duty's cap.</param>
    /// <param name="reason">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="grantedBy">An officer or the chair.</param>
    /// <param name="at">The calendars and the moment.</param>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>, <c>request.extension-not-later</c>,
    /// <c>request.extension-over-cap</c>, <c>request.extension-reason</c>, <c>request.no-due-date</c>.</exception>
    public void Extend(DateOnly until, string reason, Actor grantedBy, (DueDates DueDates, DateTimeOffset Now) at) =>
        Append(new DueDateEntry.Extension(until, reason, grantedBy.Name, at.Now) { ByChair = grantedBy.Role == Role.Chair }, at);

    /// <summary>Stops the clock from a day on.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>, <c>request.already-paused</c>, <c>request.pause-reason</c>,
    /// <c>request.pause-in-future</c>, <c>request.pause-before-letter</c>, <c>request.pause-before-restart</c>.</exception>
    public void Pause(string category, string text, DateOnly effectiveOn, (DueDates DueDates, DateTimeOffset Now) at) =>
        Append(new DueDateEntry.Pause(category, text, effectiveOn, at.Now), at);

    /// <summary>Lets the clock run again from a day on.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>, <c>request.not-paused</c>, <c>request.restart-in-future</c>,
    /// <c>request.restart-before-pause</c>.</exception>
    public void Restart(DateOnly effectiveOn, (DueDates DueDates, DateTimeOffset Now) at) =>
        Append(new DueDateEntry.Restart(effectiveOn, at.Now), at);

    /// <summary>Sets the due date by decision, whatever the rule says.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>, <c>request.override-reason</c>, <c>request.due-before-letter</c>.</exception>
    public void Override(DateOnly on, string reason, Actor decidedBy, (DueDates DueDates, DateTimeOffset Now) at) =>
        Append(new DueDateEntry.Override(on, reason, decidedBy.Name, at.Now), at);

    /// <summary>Counts with another version of the calendar.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>.</exception>
    internal void Adopt(CalendarVersion calendar, (DueDates DueDates, DateTimeOffset Now) at) =>
        Append(new DueDateEntry.CalendarAdopted(calendar.Version, at.Now), at);

    /// <summary>Keeps what the respondent said about when it will answer: no due date moves and no clock stops, but reminders respect it.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>, <c>request.withdrawn</c>, <c>request.closed</c>, <c>request.promise-in-past</c>,
    /// <c>request.promise-over-cap</c>.</exception>
    public void Promise(DateOnly on, string? note, Actor recordedBy, (DueDates DueDates, DateTimeOffset Now) at)
    {
        RefuseUnlessOpen();
        DueDateRefusals.CheckPromise(on, LondonDay.Of(at.Now), at.DueDates.Of(Ledger), byChair: recordedBy.Role == Role.Chair);
        Promises = [.. Promises, new(on, note, recordedBy.Name, at.Now)];
    }

    /// <summary>Takes in a response: any kind acknowledges; one that leaves nothing open, and is the organisation's word, answers.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>: only something supplementary can follow.</exception>
    internal void Receive(Response response, Coverage coverage)
    {
        AcknowledgedOn ??= response.ReceivedOn;
        RefusedException.When(
            AnsweredOn is not null && response.OrganisationId == OrganisationId && response.Kind != ResponseKind.Supplementary,
            "request.answered", "This organisation has answered already. File what it adds as supplementary.");
        if (!IsOpen || !response.IsFinal || response.ReceivedOn < IssuedOn || coverage.MissingOf(this).Count > 0)
        {
            return;
        }

        AnsweredById = response.Id;
        Answer(coverage);
    }

    /// <summary>Counts as answered on the day of the last reply, whatever order replies were recorded in.</summary>
    internal void Answer(Coverage coverage)
    {
        AnsweredOn = coverage.LastReplyOn(this);
        var counted = PausedOn < AnsweredOn ? PausedOn : AnsweredOn; // days of a pause are nobody's lateness
        DaysLate = Math.Max(0, counted!.Value.DayNumber - (DueOn ?? counted.Value).DayNumber);
        Await();
    }

    /// <summary>Need not be answered any more; what was answered stays answered.</summary>
    internal void Withdraw(DateTimeOffset now)
    {
        WithdrawnAt = IsOpen ? now : WithdrawnAt;
        Await();
    }

    /// <inheritdoc cref="Withdraw"/>
    internal void Close(DateTimeOffset now)
    {
        ClosedAt = IsOpen ? now : ClosedAt;
        Await();
    }

    /// <summary>Makes a new link and forgets the former. The secret is returned once and not kept.</summary>
    internal string NewLink()
    {
        var secret = Secrets.New();
        LinkHash = Secrets.Hash(secret);
        return secret;
    }

    /// <summary>The clock of a re-issued letter starts anew: from the day of the re-issue, or until the date that it now states.</summary>
    /// <exception cref="RefusedException"><c>request.already-paused</c>.</exception>
    internal void StartAnew(DueRule rule, (DueDates DueDates, DateTimeOffset Now) at)
    {
        RefusedException.When(PausedOn is not null, "request.already-paused", "A clock is paused. Let it run again before you start it anew.");
        var ledger = at.DueDates.Of(Ledger);
        var today = LondonDay.Of(at.Now);
        var dates = DueDateFold.DatesOf(ledger) with { IssuedOn = today, ReceivedOn = today, NoticeOn = today };
        Append(new DueDateEntry.RuleSet(rule, dates, at.DueDates.CalendarOf(rule).Id.Version, at.Now) { Duty = DueDateFold.RuleOf(ledger).Duty, StartsAnew = true }, at);
    }

    /// <summary>Follows a meeting that is held on another day, unless the reply would then have been due already: nobody is made late by a meeting.</summary>
    /// <returns>Whether this due date hangs on the meeting and follows it.</returns>
    internal bool MeetingMoved(DateOnly on, (DueDates DueDates, DateTimeOffset Now) at)
    {
        if (!IsOpen || DueDateFold.RuleOf(at.DueDates.Of(Ledger)).Rule is not DueRule.BeforeMeeting)
        {
            return false;
        }

        var moved = new DueDateEntry.DateRecorded(Anchor.Meeting, on, at.Now);
        var follows = !(at.DueDates.Of(Ledger).Append(moved).Fold().DueOn is { } due && due < DueOn && due < LondonDay.Of(at.Now));
        if (follows)
        {
            Append(moved, at);
        }

        return follows;
    }

    internal void CannotBeReached(DateTimeOffset since) => UnreachableSince ??= IsOpen ? since : null;

    internal void CanBeReached() => UnreachableSince = null;

    /// <summary>Notes whether a message that may be the reply waits for an officer.</summary>
    /// <returns>Whether that changes whether anybody is reminded.</returns>
    internal bool ReplyWaits(DateTimeOffset? since)
    {
        var before = ReplyWaitsSince;
        ReplyWaitsSince = since is null ? null : before ?? (IsOpen ? since : null);
        return before != ReplyWaitsSince;
    }

    /// <summary>Corrects the address of a person it is written to.</summary>
    /// <returns>Whether anybody had that address.</returns>
    internal bool IsReachedAt(IReadOnlyList<Recipient> people, string former, Contact corrected)
    {
        if (!people.Any(p => string.Equals(p.Email, former, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        To = [.. people.Select(p => string.Equals(p.Email, former, StringComparison.OrdinalIgnoreCase) ? p with { Name = corrected.Name, Email = corrected.Email } : p)];
        return true;
    }

    internal void SentIn(string messageId) => (FirstMessageId, LastMessageId) = (FirstMessageId ?? messageId, messageId);

    private void Append(DueDateEntry entry, (DueDates DueDates, DateTimeOffset Now) at)
    {
        RefuseUnlessOpen();
        Apply(at.DueDates.Of(Ledger).InNewestCalendar(at.Now).Append(entry));
        RemindedUntil = at.Now;
    }

    private void RefuseUnlessOpen()
    {
        RefusedException.When(AnsweredOn is not null, "request.answered", "This organisation has already answered.");
        RefusedException.When(WithdrawnAt is not null, "request.withdrawn", "This letter has been withdrawn.");
        RefusedException.When(ClosedAt is not null, "request.closed", "The follow-up of this letter has been closed.");
    }

    private void Apply(DueDateLedger ledger)
    {
        Ledger = ledger.Entries;
        var due = ledger.Fold();
        (DueOn, OriginalDueOn, StatutoryOn, PausedOn, DeadlineVersion) = (due.DueOn, due.OriginalDueOn, due.StatutoryOn, due.PausedOn, due.Version);
        Await();
    }

    private void Await() => AwaitedOn = IsOpen && PausedOn is null ? DueOn : null;
}

/// <summary>What a later round asks about a recommendation.</summary>
/// <param name="RecommendationId">The recommendation.</param>
/// <param name="Words">What the commission wants to know; none when the recommendation itself is to be answered.</param>
public sealed record Question(Guid RecommendationId, string? Words = null);

/// <summary>A later round as it is about to be opened: all people are of one organisation.</summary>
internal sealed record LaterRound(IReadOnlyList<Recipient> To, IReadOnlyList<Question> Questions, DateOnly DueOn)
{
    /// <summary>Nothing is mailed about it, neither the question nor reminders.</summary>
    public bool RemindsNobody { get; init; }
}
