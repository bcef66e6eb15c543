using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
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
public sealed class ResponseRequest : IVersioned
{
    /// <summary>The step that notes the passing of the due date; it sends nothing.</summary>
    internal const string Overdue = "overdue";

    private readonly List<Reminder> reminders = [];

    private ResponseRequest()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    public Guid OrganisationId { get; private init; }

    public DateOnly IssuedOn { get; private init; }

    /// <summary>Everything that was ever decided about the due date, in order. The dates below are its fold.</summary>
    public IReadOnlyList<DueDateEntry> Ledger { get; private set; } = [];

    /// <summary>The last day for the reply, Europe/London; written only by the fold.</summary>
    public DateOnly? DueOn { get; private set; }

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

    /// <summary>The SHA-256 of the newest link; a new one makes the former useless.</summary>
    public string? LinkHash { get; private set; }

    /// <summary>The message that carried the letter, to which all later ones belong.</summary>
    public string? FirstMessageId { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<Reminder> Reminders => reminders;

    public bool IsOpen => AnsweredOn is null && WithdrawnAt is null && ClosedAt is null;

    internal static ResponseRequest Open(ScrutinyLetter letter, Guid organisationId, DateOnly issuedOn, (DueDates DueDates, DateTimeOffset Now) at)
    {
        var request = new ResponseRequest
        {
            Id = Guid.CreateVersion7(at.Now),
            LetterId = letter.Id,
            OrganisationId = organisationId,
            IssuedOn = issuedOn,
            RemindedUntil = at.Now,
            Struck = [.. letter.Struck.Where(s => s.OrganisationId == organisationId)],
        };
        request.Apply(at.DueDates.Open(letter, organisationId, issuedOn, at.Now));
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

    /// <summary>Takes in a response: any kind acknowledges; a substantive one that leaves nothing open answers.</summary>
    /// <exception cref="RefusedException"><c>request.answered</c>: only something supplementary can follow.</exception>
    internal void Receive(Response response, IReadOnlyList<Response> all, IReadOnlyList<Recommendation> asked)
    {
        AcknowledgedOn ??= response.ReceivedOn;
        RefusedException.When(
            AnsweredOn is not null && response.OrganisationId == OrganisationId && response.Kind != ResponseKind.Supplementary,
            "request.answered", "This organisation has answered already. File what it adds as supplementary.");
        if (!IsOpen || response.Kind != ResponseKind.Substantive || Outstanding(asked, all).Count > 0)
        {
            return;
        }

        (AnsweredOn, AnsweredById) = (response.ReceivedOn, response.Id);
        var counted = PausedOn < AnsweredOn ? PausedOn : AnsweredOn; // days of a pause are nobody's lateness
        DaysLate = Math.Max(0, counted!.Value.DayNumber - (DueOn ?? counted.Value).DayNumber);
    }

    /// <summary>What is still unanswered: a recommendation counts as answered when a response of this body, or one for its partnership, covers it.</summary>
    internal IReadOnlyList<Recommendation> Outstanding(IReadOnlyList<Recommendation> asked, IReadOnlyList<Response> responses) =>
        [.. asked.Where(a => !responses.Any(r => r.SpeaksFor.Contains(OrganisationId) && r.Covers(a)))];

    /// <summary>Need not be answered any more; what was answered stays answered.</summary>
    internal void Withdraw(DateTimeOffset now) => WithdrawnAt = IsOpen ? now : WithdrawnAt;

    /// <inheritdoc cref="Withdraw"/>
    internal void Close(DateTimeOffset now) => ClosedAt = IsOpen ? now : ClosedAt;

    /// <summary>What is still to come by the ladder while no answer does; skipped and struck steps are in it.</summary>
    internal IEnumerable<ReminderStep> Ahead(ReminderLadder ladder, WorkingCalendar calendar) =>
        IsOpen && PausedOn is null ? ladder.Plan(Awaited, calendar, Progress) : [];

    /// <summary>The next thing to be done and when: a reminder, or noting that the due date has passed; <see langword="null"/> while there is nothing.</summary>
    internal ReminderStep? NextStep(ReminderLadder ladder, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (!IsOpen || PausedOn is not null)
        {
            return null;
        }

        var due = ladder.DueBy(now, Awaited, calendar, Progress);
        var reminder = due.Send is { } late && !IsRecorded(late)
            ? late with { At = due.SendAt }
            : ladder.Plan(Awaited, calendar, Progress with { After = now }).FirstOrDefault(s => s.Skipped is null && !IsRecorded(s));
        return OverdueStep is { } overdue && !(reminder?.At < overdue.At) ? overdue : reminder;
    }

    /// <summary>Deals with the reminders that are due now: records those that are missed or skipped, and the one to send.</summary>
    /// <returns>The step to send; <see langword="null"/> when none is needed any more.</returns>
    internal ReminderStep? Remind(ReminderLadder ladder, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (NextStep(ladder, calendar, now) is not { } next || next.At > now || next.Rule == Overdue)
        {
            return null;
        }

        var due = ladder.DueBy(now, Awaited, calendar, Progress);
        reminders.AddRange(due.NotSent.Where(s => !IsRecorded(s)).Select(s => Reminder.Of(this, s, OutcomeOf(s), s.Skipped, now)));
        reminders.Add(Reminder.Of(this, due.Send!, ReminderOutcome.Sent, reason: null, now));
        (RemindedUntil, LastRemindedOn) = (now, LondonDay.Of(now));
        return due.Send;
    }

    internal void BecomeOverdue() => OverdueVersion = DeadlineVersion;

    /// <summary>Makes a new link and forgets the former. The secret is returned once and not kept.</summary>
    internal string NewLink()
    {
        var secret = Secrets.New();
        LinkHash = Secrets.Hash(secret);
        return secret;
    }

    internal void SentIn(string messageId) => FirstMessageId ??= messageId;

    private AwaitedReply Awaited => new(IssuedOn, DueOn, DeadlineVersion)
    {
        IsAcknowledged = AcknowledgedOn is not null,
        Promise = Promises is [.., var last]
            ? new(last.On, last.At) { IsAsked = reminders.Exists(r => r.Outcome == ReminderOutcome.Sent && r.RecordedAt > last.At) }
            : null,
        Struck = [.. Struck.Select(s => (s.Rule, s.Occurrence))],
    };

    private ReminderProgress Progress => new(RemindedUntil, LastRemindedOn);

    private ReminderStep? OverdueStep => DueOn is not { } due || OverdueVersion >= DeadlineVersion ? null : new()
    {
        Rule = Overdue,
        DeadlineVersion = DeadlineVersion,
        NominalOn = due.AddDays(1),
        On = due.AddDays(1),
        At = LondonDay.StartOf(due.AddDays(1)),
    };

    private static ReminderOutcome OutcomeOf(ReminderStep notSent) =>
        notSent.Skipped!.StartsWith("Missed", StringComparison.Ordinal) ? ReminderOutcome.Missed : ReminderOutcome.Skipped;

    /// <summary>Dealt with already, or struck out of the plan of the first deadline.</summary>
    private bool IsRecorded(ReminderStep step) =>
        (step.DeadlineVersion <= 1 && Struck.Any(s => s.Rule == step.Rule && s.Occurrence == step.Occurrence))
        || reminders.Exists(r => r.Rule == step.Rule && r.Occurrence == step.Occurrence && r.DeadlineVersion == step.DeadlineVersion);

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
    }
}
