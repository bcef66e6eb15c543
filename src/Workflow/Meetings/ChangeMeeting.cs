using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Meetings;

/// <summary>Brings a meeting's agenda up to date with what is open now.</summary>
public static class GatherItems
{
    public sealed record Command(Guid MeetingId, int? ExpectedVersion) : ICommand<MeetingRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, Agenda agenda) : IRequestHandler<Command, MeetingRow>
    {
        public async Task<MeetingRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var meeting = await db.Meetings.FindMeetingAsync(request.MeetingId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, meeting.Version);

            await agenda.GatherAsync(meeting, cancellationToken);

            scope.Record(meeting.Id, $"{scope.Actor.Name} gathered what is open for the meeting on {meeting.HeldOn:d MMMM yyyy}.");
            await db.SaveChangesAsync(cancellationToken);
            return MeetingRow.Of(meeting);
        }
    }
}

/// <summary>Holds a meeting on another day. Replies that are due in time for its papers are due accordingly.</summary>
public static class MoveMeeting
{
    public sealed record Command(Guid MeetingId, int? ExpectedVersion, DateOnly On, string Reason) : ICommand<MeetingRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().WithMessage("Say why; it stays in the history.").MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, MeetingRow>
    {
        public async Task<MeetingRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var meeting = await db.Meetings.FindMeetingAsync(request.MeetingId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, meeting.Version);
            var before = meeting.HeldOn;

            meeting.Move(request.On, dueDates.CalendarOf(new DueRule.NoDate()), LondonDay.Of(now));
            await db.RefuseSecondMeetingAsync(meeting.CommissionId, request.On, cancellationToken);
            var letters = await db.OpenLettersOfAsync(meeting, cancellationToken);
            var moved = letters.SelectMany(l => l.WillBeDiscussedAt(meeting.Id, request.On, (dueDates, now))).ToList();

            var words = $"{scope.Actor.Name} moved the meeting of {before:d MMMM yyyy} to {request.On:d MMMM yyyy}";
            scope.Record(new(meeting.Id, $"{words}.") { Reason = request.Reason });
            letters.ForEach(l => scope.Also(new(meeting.Id, $"{words}{DueAfter(moved.Find(r => r.LetterId == l.Id))}.") { LetterId = l.Id, Reason = request.Reason }));
            await db.SaveChangesAsync(cancellationToken);
            await runtime.TellAsync(letters, moved, scope, cancellationToken);
            return MeetingRow.Of(meeting);
        }

        private static string DueAfter(ResponseRequest? moved) => moved?.DueOn is { } due ? $"; the replies are due on {due:d MMMM yyyy}" : "";
    }
}

/// <summary>Calls a meeting off. Due dates that hang on it stay until the chair sets others.</summary>
public static class CancelMeeting
{
    public sealed record Command(Guid MeetingId, int? ExpectedVersion, string Reason) : ICommand<MeetingRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().WithMessage("Say why; it stays in the history.").MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, MeetingRow>
    {
        public async Task<MeetingRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var meeting = await db.Meetings.FindMeetingAsync(request.MeetingId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, meeting.Version);

            var now = clock.GetUtcNow();
            meeting.Cancel(request.Reason, LondonDay.Of(now), now);

            var letters = await db.OpenLettersOfAsync(meeting, cancellationToken);
            letters.ForEach(l => l.WillBeDiscussedAt(meetingId: null, on: null, (dueDates, now)));
            var words = $"{scope.Actor.Name} cancelled the meeting of {meeting.HeldOn:d MMMM yyyy}.";
            scope.Record(new(meeting.Id, words) { Reason = request.Reason });
            letters.ForEach(l => scope.Also(new(meeting.Id, words) { LetterId = l.Id, Reason = request.Reason }));
            await db.SaveChangesAsync(cancellationToken);
            await runtime.TellAsync(letters, moved: [], scope, cancellationToken);
            return MeetingRow.Of(meeting);
        }
    }
}

internal static class MeetingLetters
{
    /// <summary>Tells the workflows of letters that their meeting has changed, and those of the replies whose due date moved with it.</summary>
    public static async Task TellAsync(
        this WorkflowRuntime runtime, IReadOnlyList<ScrutinyLetter> letters, IReadOnlyList<ResponseRequest> moved, CommandScope scope, CancellationToken cancellationToken)
    {
        foreach (var letter in letters.Where(l => l.IssuedAt is not null))
        {
            await runtime.TellAsync(letter, "MeetingChanged", scope, cancellationToken);
        }

        foreach (var request in moved)
        {
            await runtime.TellAsync(request, "DeadlineChanged", scope, cancellationToken);
        }
    }

    /// <summary>The letters whose responses a meeting will discuss and that are not at their end, drafts among them.</summary>
    public static async Task<List<ScrutinyLetter>> OpenLettersOfAsync(this TrackerDb db, Meeting meeting, CancellationToken cancellationToken) =>
        await db.Letters.Whole().Where(l => l.MeetingId == meeting.Id && l.WithdrawnAt == null && l.ClosedAt == null).OrderBy(l => l.Id).ToListAsync(cancellationToken);
}
