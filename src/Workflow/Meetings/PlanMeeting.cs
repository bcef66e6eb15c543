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
            RefusedException.When(
                await db.Meetings.AnyAsync(m => m.CommissionId == commission.Id && m.HeldOn == request.On && m.CancelledAt == null, cancellationToken),
                "meeting.exists", "The commission has a meeting on that day already.");
            var meeting = Meeting.Plan(commission.Id, request.On, dueDates.CalendarOf(new DueRule.NoDate()), clock.GetUtcNow(), (request.Title, request.Place));
            db.Add(meeting);
            var linked = request.Letters ?? [];
            var letters = await db.Letters.Whole().Where(l => l.CommissionId == commission.Id && (linked.Contains(l.Id) || (l.FollowUpMeetingOn == request.On && l.MeetingId == null))).ToListAsync(cancellationToken);
            RefusedException.When(linked.Except(letters.Select(l => l.Id)).Any(), "meeting.other-letter", "One of these letters is not the commission's.");
            letters.ForEach(l => l.WillBeDiscussedAt(meeting.Id));
            await db.SaveChangesAsync(cancellationToken);
            await agenda.GatherAsync(meeting, cancellationToken);

            scope.Record(meeting.Id, $"{scope.Actor.Name} planned a meeting of {commission.Name} on {meeting.HeldOn:d MMMM yyyy}.");
            letters.ForEach(l => scope.Also(new(meeting.Id, $"{scope.Actor.Name} planned the meeting on {meeting.HeldOn:d MMMM yyyy} that will discuss the responses.") { LetterId = l.Id }));
            await db.SaveChangesAsync(cancellationToken);
            foreach (var letter in letters.Where(l => l.IssuedAt is not null))
            {
                await runtime.TellAsync(letter, "MeetingChanged", scope, cancellationToken);
            }

            return MeetingRow.Of(meeting);
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

    /// <summary>The commission's meeting on the day that a letter names; planned if there is none.</summary>
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
            db.Add(meeting);
        }

        letter.WillBeDiscussedAt(meeting.Id);
    }
}
