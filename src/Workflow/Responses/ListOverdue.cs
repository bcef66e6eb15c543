using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Who is overdue, longest first: true from 00:00 in London on the day after the due date.</summary>
public static class ListOverdue
{
    /// <param name="OrganisationId">Only this organisation.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? OrganisationId, string? After, int? Size) : IQuery<Page<Row>>;

    public sealed record Row(
        Guid ResponseRequestId, Guid LetterId, string Reference, string Subject, Guid OrganisationId, string Organisation, DateOnly DueOn, int DaysOverdue, int Chases);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Size).InclusiveBetween(1, 200);
            RuleFor(q => q.After).Must(a => a is null || Cursor.Parse(a) is not null).WithMessage("Give back next as it came.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (today, size) = (LondonDay.Of(clock), request.Size ?? 50);
            var letters = db.Letters.VisibleTo(scope.Actor);
            var rows = await Overdue(request, today)
                .Join(letters, r => r.LetterId, l => l.Id, (r, l) => new { Request = r, Letter = l })
                .Join(db.Organisations, x => x.Request.OrganisationId, o => o.Id, (x, o) => new { x.Request, x.Letter, Organisation = o.Name })
                .OrderBy(x => x.Request.DueOn).ThenBy(x => x.Request.Id)
                .Take(size + 1)
                .Select(x => new Row(
                    x.Request.Id, x.Letter.Id, x.Letter.Reference, x.Letter.Subject, x.Request.OrganisationId, x.Organisation, x.Request.DueOn!.Value, 0,
                    x.Request.Reminders.Count(m => m.Rule == ReminderStep.Chase && m.Outcome == ReminderOutcome.Sent)))
                .ToListAsync(cancellationToken);
            return new(
                [.. rows.Take(size).Select(r => r with { DaysOverdue = today.DayNumber - r.DueOn.DayNumber })],
                rows.Count > size ? Cursor.Of(rows[size - 1]) : null);
        }

        private IQueryable<ResponseRequest> Overdue(Query request, DateOnly today)
        {
            var overdue = db.ResponseRequests.AsNoTracking()
                .Where(r => r.AnsweredOn == null && r.WithdrawnAt == null && r.ClosedAt == null && r.PausedOn == null && r.DueOn < today);
            if (request.OrganisationId is { } organisation)
            {
                overdue = overdue.Where(r => r.OrganisationId == organisation);
            }

            return Cursor.Parse(request.After) is not { } after ? overdue
                : overdue.Where(r => r.DueOn > after.DueOn || (r.DueOn == after.DueOn && r.Id.CompareTo(after.Id) > 0));
        }
    }

    private sealed record Cursor(DateOnly DueOn, Guid Id)
    {
        public static string Of(Row last) => string.Create(CultureInfo.InvariantCulture, $"{last.DueOn:yyyyMMdd}.{last.ResponseRequestId:N}");

        public static Cursor? Parse(string? text) =>
            text?.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && Guid.TryParse(id, out var request)
                ? new(due, request) : null;
    }
}
