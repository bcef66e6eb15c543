using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>One response request with everything that was ever decided about its due date, in words, and what became of its reminders.</summary>
public static class GetResponseRequest
{
    public sealed record Query(Guid ResponseRequestId) : IQuery<Result>;

    public sealed record Result(ResponseRequestRow ResponseRequest, IReadOnlyList<LedgerRow> Ledger, IReadOnlyList<ReplyPromise> Promises, IReadOnlyList<ReminderRow> Reminders);

    /// <param name="At">When it was recorded.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="What">What it did, in words.</param>
    /// <param name="Reason">Why, in the words of whoever decided.</param>
    /// <param name="DueOn">The due date after it.</param>
    public sealed record LedgerRow(DateTimeOffset At, string? By, string What, string? Reason, DateOnly? DueOn);

    public sealed record ReminderRow(string Rule, int Occurrence, int DeadlineVersion, DateOnly PlannedOn, ReminderOutcome Outcome, string? Reason, DateTimeOffset RecordedAt);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().Whole().VisibleTo(scope.Actor)
                .SingleOrDefaultAsync(l => l.ResponseRequests.Any(r => r.Id == request.ResponseRequestId), cancellationToken) ?? throw new NotFoundException("Response request");
            var asked = letter.ResponseRequests.Single(r => r.Id == request.ResponseRequestId);
            var rows = await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken);
            return new(
                rows.Single(r => r.Id == asked.Id),
                await LedgerOfAsync(asked, cancellationToken),
                asked.Promises,
                [.. asked.Reminders.OrderBy(r => r.RecordedAt).ThenBy(r => r.PlannedOn)
                    .Select(r => new ReminderRow(r.Rule, r.Occurrence, r.DeadlineVersion, r.PlannedOn, r.Outcome, r.Reason, r.RecordedAt))]);
        }

        /// <summary>Not every entry names its author; the event of the command that recorded it does.</summary>
        private async Task<IReadOnlyList<LedgerRow>> LedgerOfAsync(ResponseRequest asked, CancellationToken cancellationToken)
        {
            var events = await db.Events.AsNoTracking().Where(e => e.SubjectId == asked.Id || e.LetterId == asked.LetterId)
                .OrderBy(e => e.Sequence).Select(e => new { e.At, e.Actor, e.Action, e.Reason }).ToListAsync(cancellationToken);
            return [.. dueDates.Of(asked.Ledger).Lines.Select(line =>
            {
                var actions = ActionsOf(line.Entry);
                var said = events.LastOrDefault(e => e.At <= line.Entry.At && actions.Contains(e.Action));
                return new LedgerRow(line.Entry.At, line.By ?? said?.Actor, line.What, line.Reason ?? said?.Reason, line.DueOn);
            })];
        }

        /// <summary>The use cases that record such an entry.</summary>
        private static string[] ActionsOf(DueDateEntry entry) => entry switch
        {
            DueDateEntry.RuleSet { StartsAnew: true } => [nameof(CorrectLetter)],
            DueDateEntry.RuleSet => [nameof(IssueLetter), nameof(TrackLetter), nameof(FileReply), nameof(AskInstead), nameof(AssessRecommendation), nameof(DecideAssessment), nameof(RecordOutcomes)],
            DueDateEntry.DateRecorded => [nameof(MoveMeeting), nameof(PlanMeeting)],
            DueDateEntry.CalendarAdopted => [nameof(ApplyCalendarChange)],
            DueDateEntry.Pause => [nameof(PauseClock)],
            DueDateEntry.Restart => [nameof(RestartClock)],
            DueDateEntry.Extension => [nameof(ExtendDueDate)],
            _ => [nameof(OverrideDueDate)],
        };
    }
}
