using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Meetings;

/// <summary>Plans a meeting and gathers what is open for it.</summary>
public static class PlanMeeting
{
    /// <param name="Commission">Its name or id.</param>
    /// <param name="On">The day, Europe/London.</param>
    /// <param name="Title">Such as "Annual meeting".</param>
    /// <param name="Place">Where.</param>
    /// <param name="Letters">Letters whose responses it will discuss; those that name the day are linked anyway.</param>
    public sealed record Command(string Commission, DateOnly On, string? Title = null, string? Place = null, IReadOnlyList<Guid>? Letters = null) : ICommand<MeetingRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Commission).NotEmpty().WithMessage("Say whose meeting it is.");
            RuleFor(c => c.Title).MaximumLength(200);
            RuleFor(c => c.Place).MaximumLength(200);
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, Agenda agenda, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, MeetingRow>
    {
        public async Task<MeetingRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var id = Guid.TryParse(request.Commission, out var given) ? given : Guid.Empty;
            var commission = await db.Commissions.VisibleTo(scope.Actor).SingleOrDefaultAsync(c => c.Id == id || c.Name == request.Commission.Trim(), cancellationToken)
                ?? throw new NotFoundException("Commission");
            await db.RefuseSecondMeetingAsync(commission.Id, request.On, cancellationToken);
            var now = clock.GetUtcNow();
            var meeting = Meeting.Plan(commission.Id, request.On, dueDates.CalendarOf(new DueRule.NoDate()), now, (request.Title, request.Place));
            commission.PlansMeeting();
            db.Add(meeting);
            var letters = await LettersAsync(request, commission.Id, cancellationToken);
            var moved = letters.SelectMany(l => l.WillBeDiscussedAt(meeting.Id, meeting.HeldOn, (dueDates, now))).ToList();
            await db.SaveChangesAsync(cancellationToken);
            await agenda.GatherAsync(meeting, cancellationToken);

            scope.Record(meeting.Id, $"{scope.Actor.Name} planned a meeting of {commission.Name} on {meeting.HeldOn:d MMMM yyyy}.");
            letters.ForEach(l => scope.Also(new(meeting.Id, $"{scope.Actor.Name} planned the meeting on {meeting.HeldOn:d MMMM yyyy} that will discuss the responses.") { LetterId = l.Id }));
            await db.SaveChangesAsync(cancellationToken);
            await runtime.TellAsync(letters, moved, scope, cancellationToken);
            return MeetingRow.Of(meeting);
        }

        /// <summary>Those that are named, and those of the commission that name the day and are not to be discussed elsewhere.</summary>
        private async Task<List<ScrutinyLetter>> LettersAsync(Command request, Guid commissionId, CancellationToken cancellationToken)
        {
            var linked = request.Letters ?? [];
            var letters = await db.Letters.Whole().Where(l => l.CommissionId == commissionId && l.WithdrawnAt == null && l.ClosedAt == null
                && (linked.Contains(l.Id) || (l.FollowUpMeetingOn == request.On && l.MeetingId == null))).OrderBy(l => l.Id).ToListAsync(cancellationToken);
            RefusedException.When(linked.Except(letters.Select(l => l.Id)).Any(), "meeting.other-letter", "One of these letters is not the commission's, or is followed no more.");
            return letters;
        }
    }
}

/// <summary>A meeting in a list.</summary>
public sealed record MeetingRow(Guid Id, Guid CommissionId, string? Title, string? Place, DateOnly HeldOn, DateOnly PapersOn, int Items, string? CancelReason, int Version)
{
    internal static MeetingRow Of(Meeting m) => new(m.Id, m.CommissionId, m.Title, m.Place, m.HeldOn, m.PapersOn, m.Items.Count, m.CancelReason, m.Version);
}

internal static class MeetingQueries
{
    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<Meeting> FindMeetingAsync(this IQueryable<Meeting> meetings, Guid id, Access.Actor actor, CancellationToken cancellationToken) =>
        await meetings.Include(m => m.Items.OrderBy(i => i.Order)).SingleOrDefaultAsync(m => m.Id == id && (actor.CommissionId == null || m.CommissionId == actor.CommissionId), cancellationToken)
            ?? throw new NotFoundException("Meeting");

    /// <exception cref="RefusedException"><c>meeting.exists</c>.</exception>
    public static async Task RefuseSecondMeetingAsync(this TrackerDb db, Guid commissionId, DateOnly on, CancellationToken cancellationToken) => RefusedException.When(
        await db.Meetings.AnyAsync(m => m.CommissionId == commissionId && m.HeldOn == on && m.CancelledAt == null, cancellationToken),
        "meeting.exists", "The commission has a meeting on that day already.");

    /// <summary>The commission's meeting on the day that a letter names; planned if there is none. A draft that was linked before keeps its meeting.</summary>
    public static async Task LinkMeetingAsync(this TrackerDb db, ScrutinyLetter letter, (DueDates DueDates, DateTimeOffset Now) at, CancellationToken cancellationToken)
    {
        if (letter.FollowUpMeetingOn is not { } on || letter.MeetingId is not null)
        {
            return;
        }

        var meeting = await db.Meetings.FirstOrDefaultAsync(m => m.CommissionId == letter.CommissionId && m.HeldOn == on && m.CancelledAt == null, cancellationToken);
        if (meeting is null)
        {
            meeting = Meeting.Plan(letter.CommissionId, on, at.DueDates.CalendarOf(letter.ResponseRule), at.Now);
            (await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken)).PlansMeeting();
            db.Add(meeting);
        }

        letter.WillBeDiscussedAt(meeting.Id, meeting.HeldOn, at);
    }
}
