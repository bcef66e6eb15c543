using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>What happened in a case, as a story: each event with who, when and why.</summary>
public static class GetHistory
{
    /// <param name="CaseId">The case.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 100 by default.</param>
    public sealed record Query(Guid CaseId, long? After, int? Size) : IQuery<Result>;

    public sealed record Result(Guid CaseId, string Reference, string Subject, string Commission, IReadOnlyList<Row> Items, string? Next);

    /// <param name="Sequence">The order of recording.</param>
    /// <param name="At">The instant, UTC.</param>
    /// <param name="On">The day in Europe/London.</param>
    /// <param name="Who">The person, or Tracker itself.</param>
    /// <param name="What">A whole sentence.</param>
    /// <param name="Why">The reason given, in the words of whoever gave it.</param>
    /// <param name="Letter">The reference of the letter it is about.</param>
    public sealed record Row(long Sequence, DateTimeOffset At, DateOnly On, string Who, string What, string? Why, string? Letter);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Size).InclusiveBetween(1, Paging.MaxSize);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var @case = await db.Cases.AsNoTracking().Where(c => c.Id == request.CaseId && (scope.Actor.CommissionId == null || c.CommissionId == scope.Actor.CommissionId))
                .Join(db.Commissions, c => c.CommissionId, c => c.Id, (c, commission) => new { c.Id, c.Reference, c.Subject, Commission = commission.Name })
                .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Case");
            var letters = await db.Letters.Where(l => l.CaseId == @case.Id).ToDictionaryAsync(l => l.Id, l => l.Reference, cancellationToken);
            var ids = letters.Keys.Select(id => (Guid?)id).ToList();
            var size = request.Size ?? 100;
            var events = await db.Events.AsNoTracking().Where(e => (ids.Contains(e.LetterId) || e.CaseId == @case.Id) && e.Sequence > (request.After ?? 0))
                .OrderBy(e => e.Sequence).Take(size + 1).ToListAsync(cancellationToken);
            return new(
                @case.Id, @case.Reference, @case.Subject, @case.Commission,
                [.. events.Take(size).Select(e => new Row(e.Sequence, e.At, LondonDay.Of(e.At), e.Actor, e.Summary, e.Reason, e.LetterId is { } letter ? letters[letter] : null))],
                events.Count > size ? events[size - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
        }
    }
}
