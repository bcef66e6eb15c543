using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Where a commitment stands; derived from its facts and the day.</summary>
public enum CommitmentState
{
    Open,
    Overdue,

    /// <summary>The respondent claims that it is done; only the commission closes it.</summary>
    WaitingForCommission,
    Closed,
}

/// <summary>A promise made in an answer or elsewhere, followed until the commission closes it. It never closes by itself.</summary>
public sealed class Commitment : IVersioned
{
    private const int MaxWords = 500;

    private readonly List<ProgressReport> reports = [];
    private readonly List<ProgressRequest> requests = [];

    private Commitment()
    {
    }

    public Guid Id { get; private init; }

    public Guid CommissionId { get; private init; }

    public Guid CaseId { get; private init; }

    /// <summary>Who promised.</summary>
    public Guid OrganisationId { get; private init; }

    /// <summary>The letter in answer to which it was promised, if any.</summary>
    public Guid? LetterId { get; private init; }

    public Guid? RecommendationId { get; private init; }

    /// <summary>The response it stands in, if any.</summary>
    public Guid? ResponseId { get; private init; }

    /// <summary>The place of its answer in that response.</summary>
    public int? AnswerOrder { get; private init; }

    /// <summary>The theme of its recommendation, or one given for a promise made elsewhere.</summary>
    public string? Theme { get; private init; }

    /// <summary>Where it was promised when there is no letter, such as "press release of 18 March 2021".</summary>
    public string? Source { get; private init; }

    public string Text { get; private init; } = "";

    /// <summary>The person or post that is to do it.</summary>
    public string? Owner { get; private init; }

    /// <summary>The day of the promise, in London.</summary>
    public DateOnly MadeOn { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    public string RecordedBy { get; private init; } = "";

    /// <summary>The date as it was first promised; kept for ever.</summary>
    public PromisedOn Promised { get; private init; } = new();

    /// <summary>Every later date with its reason, in the order recorded.</summary>
    public IReadOnlyList<DateRevision> Revisions { get; private set; } = [];

    /// <summary>The last day of the present date; a projection for lists.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Not closed by the commission; a projection for lists.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Counts the dates and the reopenings; part of the key of every question.</summary>
    public int DateVersion { get; private set; } = 1;

    /// <summary>The day from which it is followed to its present date.</summary>
    public DateOnly FollowedSince { get; private set; }

    /// <summary>What the respondent claimed in the report of the latest day; a projection.</summary>
    public Implementation? Implementation { get; private set; }

    /// <summary>How many reports were recorded; each changes the version, so that nobody decides without having seen it.</summary>
    public int ReportCount { get; private set; }

    public View View { get; private set; }

    /// <summary>Every colour the commission set against the table, in order.</summary>
    public IReadOnlyList<ColourOverride> ColourOverrides { get; private set; } = [];

    public DateOnly? ClosedOn { get; private set; }

    public string? ClosedBy { get; private set; }

    public ClosingReason? End { get; private set; }

    public string? EndReason { get; private set; }

    /// <summary>The recommendation or letter whose closing closed it too.</summary>
    public Guid? ClosedWithId { get; private set; }

    /// <summary>Questions up to this instant have been dealt with.</summary>
    public DateTimeOffset AskedUntil { get; private set; }

    public DateOnly? LastAskedOn { get; private set; }

    /// <summary>The newest question about it.</summary>
    public string? LastMessageId { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<ProgressReport> Reports => reports;

    public IReadOnlyList<ProgressRequest> Requests => requests;

    /// <summary>The date as it stands now.</summary>
    public PromisedOn Due => Revisions is [.., var last] ? last.To : Promised;

    public Slippage Slipped => Slippage.Of(Revisions.Select(r => r.To).Prepend(Promised));

    /// <summary>Nobody is asked any more; the commission has to decide.</summary>
    public bool IsClaimedCompleted => Implementation == Commitments.Implementation.Completed;

    /// <exception cref="RefusedException"><c>commitment.made-in-future</c>, <c>commitment.date-before-promise</c>.</exception>
    public static Commitment Make(CommitmentDraft draft, DateTimeOffset now)
    {
        var today = LondonDay.Of(now);
        RefusedException.When(draft.MadeOn > today, "commitment.made-in-future", "The day of the promise is still to come.");
        RefuseBeforePromise(draft.Promised, draft.MadeOn);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            CommissionId = draft.CommissionId,
            CaseId = draft.CaseId,
            OrganisationId = draft.OrganisationId,
            LetterId = draft.LetterId,
            RecommendationId = draft.RecommendationId,
            ResponseId = draft.ResponseId,
            AnswerOrder = draft.AnswerOrder,
            Theme = draft.Theme,
            Source = draft.Source,
            Text = draft.Text,
            Owner = draft.Owner,
            MadeOn = draft.MadeOn,
            RecordedAt = now,
            RecordedBy = draft.RecordedBy,
            Promised = draft.Promised,
            DueOn = draft.Promised.LastDay,
            FollowedSince = today,
            AskedUntil = now,
        };
    }

    /// <summary>Where it stands on a day in Europe/London; overdue from the day after the last one.</summary>
    public CommitmentState StateOn(DateOnly day) => this switch
    {
        { IsOpen: false } => CommitmentState.Closed,
        { IsClaimedCompleted: true } => CommitmentState.WaitingForCommission,
        _ when day > DueOn => CommitmentState.Overdue,
        _ => CommitmentState.Open,
    };

    /// <summary>The commission's own colour, else the one of the table; a closed commitment keeps that of the day it was closed.</summary>
    public Colour ColourOn(DateOnly day) =>
        ColourOverrides is [.., { Colour: { } decided }] ? decided : Colours.ColourOf(Implementation, (ClosedOn ?? day) > DueOn);

    /// <summary>Gives it a new date; all former ones are kept.</summary>
    /// <exception cref="RefusedException"><c>commitment.closed</c>, <c>commitment.revision-reason</c>, <c>commitment.revision-in-future</c>,
    /// <c>commitment.revision-before-promise</c>, <c>commitment.revision-out-of-order</c>, <c>commitment.date-before-promise</c>, <c>commitment.date-unchanged</c>.</exception>
    public void Revise(DateRevision revision, DateTimeOffset now)
    {
        RefuseWhenClosed();
        RefuseUnsaid(revision.Reason, "commitment.revision-reason", "Say why the date moves, in 1 to 500 characters.");
        RefusedException.When(revision.SaidOn > LondonDay.Of(now), "commitment.revision-in-future", "The day on which the new date was given is still to come.");
        RefusedException.When(revision.SaidOn < MadeOn, "commitment.revision-before-promise", $"The promise was made on {MadeOn:d MMMM yyyy}; its date cannot have moved before.");
        RefusedException.When(
            Revisions is [.., var last] && revision.SaidOn < last.SaidOn, "commitment.revision-out-of-order", "A later revision is recorded already; the present date would be an old one.");
        RefuseBeforePromise(revision.To, MadeOn);
        RefusedException.When(revision.To.Due == Due.Due, "commitment.date-unchanged", "That is the present date already.");
        Revisions = [.. Revisions, revision];
        DueOn = revision.To.LastDay;
        FollowAnew(now);
    }

    /// <summary>Takes in a progress report. What it claims is the claim of the latest day; it changes neither the commission's view nor whether it is closed.</summary>
    /// <exception cref="RefusedException"><c>commitment.closed</c>, <c>commitment.report-in-future</c>, <c>commitment.report-before-promise</c> and,
    /// with a new date, those of <see cref="Revise"/>.</exception>
    public ProgressReport Report(ProgressDraft draft, DateTimeOffset now)
    {
        RefuseWhenClosed();
        RefusedException.When(draft.ReportedOn > LondonDay.Of(now), "commitment.report-in-future", "The day of the report is still to come.");
        RefusedException.When(draft.ReportedOn < MadeOn, "commitment.report-before-promise", $"The promise was made on {MadeOn:d MMMM yyyy}; no report can have come before.");
        var wasClaimedCompleted = IsClaimedCompleted;
        var report = ProgressReport.Of(Id, ++ReportCount, draft, now);
        if (draft.NewDate is { } newDate)
        {
            Revise(new(newDate, draft.DateReason ?? "", draft.ReportedBy, draft.ReportedOn, draft.RecordedBy) { ReportId = report.Id }, now);
        }

        reports.Add(report);
        Implementation = reports.OrderBy(r => r.ReportedOn).ThenBy(r => r.Order).Last().Implementation;
        AskedUntil = wasClaimedCompleted && !IsClaimedCompleted ? now : AskedUntil; // what was not asked meanwhile is not asked afterwards
        return report;
    }

    /// <summary>Records what people of the commission think of it.</summary>
    /// <exception cref="RefusedException"><c>commitment.closed</c>, <c>commitment.view-closed</c>.</exception>
    public void Judge(View view)
    {
        RefuseWhenClosed();
        RefusedException.When(view == View.Closed, "commitment.view-closed", "The chair closes a commitment, with a reason.");
        View = view;
    }

    /// <summary>Sets a colour against the table, or goes back to the table.</summary>
    /// <exception cref="RefusedException"><c>commitment.closed</c>, <c>commitment.colour-reason</c>.</exception>
    public void SetColour(ColourOverride decided)
    {
        RefuseWhenClosed();
        RefuseUnsaid(decided.Reason, "commitment.colour-reason", "Say why, in 1 to 500 characters.");
        ColourOverrides = [.. ColourOverrides, decided];
    }

    /// <summary>Ends the following-up, by decision of the chair.</summary>
    /// <param name="end">Why, for the figures.</param>
    /// <param name="reason">Why, in words the public may read; 1 to 500 characters.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">The moment.</param>
    /// <param name="closedWithId">The recommendation or letter that is closed at the same time.</param>
    /// <exception cref="RefusedException"><c>commitment.closed</c>, <c>commitment.closing-reason</c>.</exception>
    public void Close(ClosingReason end, string reason, Actor by, DateTimeOffset now, Guid? closedWithId = null)
    {
        RefuseWhenClosed();
        RefuseUnsaid(reason, "commitment.closing-reason", "Say why, in 1 to 500 characters.");
        (IsOpen, View, End, EndReason) = (false, View.Closed, end, reason);
        (ClosedOn, ClosedBy, ClosedWithId) = (LondonDay.Of(now), by.Name, closedWithId);
    }

    /// <summary>Follows it again, by decision of the chair.</summary>
    /// <exception cref="RefusedException"><c>commitment.not-closed</c>, <c>commitment.reopening-reason</c>.</exception>
    public void Reopen(string reason, DateTimeOffset now)
    {
        RefusedException.When(IsOpen, "commitment.not-closed", "This commitment is not closed.");
        RefuseUnsaid(reason, "commitment.reopening-reason", "Say why, in 1 to 500 characters.");
        (IsOpen, View, End, EndReason) = (true, View.Open, null, null);
        (ClosedOn, ClosedBy, ClosedWithId) = (null, null, null);
        FollowAnew(now);
    }

    /// <summary>The next question that will go; <see langword="null"/> while there is nothing to ask.</summary>
    public ReminderStep? NextQuestion(FollowUp followUp, DateTimeOffset now)
    {
        if (!IsOpen || IsClaimedCompleted)
        {
            return null;
        }

        var due = followUp.DueBy(now, Followed, Progress);
        return due.Send is { } late && !IsRecorded(late)
            ? late with { At = due.SendAt }
            : followUp.Plan(Followed, Progress, now).FirstOrDefault(step => step.At > now && step.Skipped is null && !IsRecorded(step));
    }

    /// <summary>When to look again although nothing is planned, because its date is still far away.</summary>
    public DateTimeOffset? LookAgainAt(FollowUp followUp, DateTimeOffset now) => IsOpen ? followUp.LookAgainAt(Followed, now) : null;

    /// <summary>Deals with the questions that are due now: records those that are missed or skipped, and the one to ask.</summary>
    /// <param name="followUp">When questions go.</param>
    /// <param name="unreachable">Why nobody can be asked; <see langword="null"/> when somebody can.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The question to ask; <see langword="null"/> when none is needed any more.</returns>
    public ReminderStep? Ask(FollowUp followUp, string? unreachable, DateTimeOffset now)
    {
        if (NextQuestion(followUp, now) is not { } next || next.At > now)
        {
            return null;
        }

        var due = followUp.DueBy(now, Followed, Progress);
        requests.AddRange(due.NotSent.Where(step => !IsRecorded(step)).Select(step => ProgressRequest.Of(Id, step, (OutcomeOf(step), step.Skipped), now)));
        requests.Add(ProgressRequest.Of(Id, next, (unreachable is null ? ProgressRequestOutcome.Sent : ProgressRequestOutcome.NotSent, unreachable), now));
        AskedUntil = now;
        LastAskedOn = unreachable is null ? LondonDay.Of(now) : LastAskedOn;
        return next;
    }

    internal void SentIn(string messageId) => LastMessageId = messageId;

    private FollowedPromise Followed => new(MadeOn, DueOn, DateVersion, FollowedSince);

    private ReminderProgress Progress => new(AskedUntil, LastAskedOn);

    /// <summary>Questions begin again from now on.</summary>
    private void FollowAnew(DateTimeOffset now)
    {
        DateVersion++;
        (FollowedSince, AskedUntil) = (LondonDay.Of(now), now);
    }

    private bool IsRecorded(ReminderStep step) => requests.Exists(r => r.IsOf(step));

    private static ProgressRequestOutcome OutcomeOf(ReminderStep notSent) =>
        notSent.Skipped!.StartsWith("Missed", StringComparison.Ordinal) ? ProgressRequestOutcome.Missed : ProgressRequestOutcome.Skipped;

    private void RefuseWhenClosed() => RefusedException.Unless(IsOpen, "commitment.closed", "This commitment is closed. The chair can reopen it.");

    private static void RefuseBeforePromise(PromisedOn date, DateOnly madeOn) =>
        RefusedException.When(date.LastDay < madeOn, "commitment.date-before-promise", "The promised date lies before the promise.");

    private static void RefuseUnsaid(string words, string rule, string sentence) =>
        RefusedException.When(string.IsNullOrWhiteSpace(words) || words.Length > MaxWords, rule, sentence);
}

/// <summary>A commitment as it is about to be recorded.</summary>
public sealed record CommitmentDraft
{
    public required Guid CommissionId { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid OrganisationId { get; init; }

    public Guid? LetterId { get; init; }

    public Guid? RecommendationId { get; init; }

    public Guid? ResponseId { get; init; }

    public int? AnswerOrder { get; init; }

    public string? Theme { get; init; }

    public string? Source { get; init; }

    public string Text { get; init; } = "";

    public string? Owner { get; init; }

    public required DateOnly MadeOn { get; init; }

    public PromisedOn Promised { get; init; } = new();

    public required string RecordedBy { get; init; }
}
