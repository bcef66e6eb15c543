using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Makes a new version of a calendar and moves the open deadlines that it moves, exactly as they were shown; all or none.</summary>
public static class ApplyCalendarChange
{
    /// <param name="Name">The calendar, such as <c>england-and-wales</c>.</param>
    /// <param name="Holidays">The change.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    /// <param name="Fingerprint">Of the impact that was confirmed.</param>
    /// <param name="Version">What the new version is called; it sorts after the former. Numbered by default.</param>
    public sealed record Command(string Name, ChangedHolidays Holidays, string Reason, string Fingerprint, string? Version) : ICommand<Result>;

    /// <param name="Name">The calendar.</param>
    /// <param name="Version">The new version.</param>
    /// <param name="Moved">How many deadlines moved.</param>
    public sealed record Result(string Name, string Version, int Moved);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Holidays).SetValidator(new ChangedHolidaysValidator());
            RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
            RuleFor(c => c.Fingerprint).NotEmpty();
            RuleFor(c => c.Version).MaximumLength(40).Matches("^[0-9A-Za-z.-]+$").When(c => c.Version is not null);
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, CalendarImpacts impacts, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock)
        : IRequestHandler<Command, Result>
    {
        private const int AtOnce = 10; // every burst looks through all that is tracked

        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            RefusedException.Unless(
                scope.Actor.CommissionId is null, "calendar.not-yours", "A calendar belongs to all commissions. Ask somebody who works for all of them to apply the change.");
            var change = CalendarChange.Of(request.Name, request.Version, request.Holidays, dueDates.Calendars);
            var impact = await impacts.OfAsync(change, cancellationToken);
            RefusedException.Unless(
                impact.Fingerprint == request.Fingerprint, "calendar.impact-changed", "What the change would move is not what you confirmed any more. Look at its impact again.");

            var edition = CalendarEdition.Of(change, request.Reason, scope.Actor, clock.GetUtcNow());
            db.Add(edition);
            dueDates.Know(edition);
            await MoveAsync(impact, change, cancellationToken);
            await WakeOthersAsync(impact, change, cancellationToken);

            await RecountPapersAsync(change, cancellationToken);
            scope.Record(edition.Id, $"{scope.Actor.Name} applied version {edition.Version} of the calendar {edition.Name}; it moved {impact.Moved.Count} of {impact.Moved.Count + impact.Untouched} open deadlines.", reason: request.Reason);
            foreach (var letter in impact.Moved.GroupBy(m => m.LetterId))
            {
                scope.Also(new(letter.Key, Summary(edition, [.. letter])) { LetterId = letter.Key, Reason = request.Reason });
            }

            return new(edition.Name, edition.Version, impact.Moved.Count);
        }

        private async Task MoveAsync(CalendarImpact impact, CalendarChange change, CancellationToken cancellationToken)
        {
            foreach (var moved in impact.Moved.Chunk(AtOnce))
            {
                var ids = moved.Select(m => m.ResponseRequestId).ToList();
                var requests = await db.ResponseRequests.Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
                foreach (var request in requests)
                {
                    request.Adopt(change.Calendar.Id, (dueDates, clock.GetUtcNow()));
                }

                await TellAsync(requests, cancellationToken);
            }
        }

        /// <summary>Reminders go by the newest calendar, so some sleep until a wrong day although their due date stays.</summary>
        private async Task WakeOthersAsync(CalendarImpact impact, CalendarChange change, CancellationToken cancellationToken)
        {
            var moved = impact.Moved.Select(m => m.ResponseRequestId).ToHashSet();
            var others = await impacts.RemindedOtherwiseAsync(change, cancellationToken);
            foreach (var some in others.Where(r => !moved.Contains(r.Id)).Chunk(AtOnce))
            {
                await TellAsync(some, cancellationToken);
            }
        }

        /// <summary>The papers of meetings to come may be due on another day.</summary>
        private async Task RecountPapersAsync(CalendarChange change, CancellationToken cancellationToken)
        {
            var today = LondonDay.Of(clock);
            var meetings = await db.Meetings.Where(m => m.HeldOn >= today && m.CancelledAt == null).ToListAsync(cancellationToken);
            foreach (var meeting in meetings.Where(m => change.Calendar.Id.Name == new DueRule.NoDate().Calendar && m.Recount(change.Calendar)))
            {
                await db.SaveChangesAsync(cancellationToken);
                await runtime.TellAsync(await db.OpenLettersOfAsync(meeting, cancellationToken), moved: [], scope, cancellationToken);
            }
        }

        /// <summary>Forgets what it has saved, so that thousands of requests are never tracked at once.</summary>
        private async Task TellAsync(IEnumerable<ResponseRequest> requests, CancellationToken cancellationToken)
        {
            foreach (var request in requests)
            {
                await runtime.TellAsync(request, "DeadlineChanged", scope, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        private string Summary(CalendarEdition edition, IReadOnlyList<MovedDeadline> moved)
        {
            var said = $"{scope.Actor.Name} applied version {edition.Version} of the calendar: ";
            var each = string.Join("; ", moved.Select(m => $"the reply of {m.Organisation} is due on {m.To:d MMMM yyyy} instead of {m.From:d MMMM yyyy}"));
            return said + (each.Length <= 1500 ? each : $"{moved.Count} replies are due on other days") + ".";
        }
    }
}
