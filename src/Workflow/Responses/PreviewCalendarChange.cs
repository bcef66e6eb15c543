using FluentValidation;
using MediatR;

namespace Tracker.Workflow.Responses;

/// <summary>Shows which open deadlines a change of bank holidays would move. Changes nothing.</summary>
public static class PreviewCalendarChange
{
    /// <param name="Name">The calendar, such as <c>england-and-wales</c>.</param>
    /// <param name="Holidays">The change; an empty one shows what a newer version of the calendar would move that no deadline has adopted yet.</param>
    public sealed record Query(string Name, ChangedHolidays Holidays) : IQuery<CalendarImpact>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Holidays).SetValidator(new ChangedHolidaysValidator());
    }

    internal sealed class Handler(CalendarImpacts impacts, DueDates dueDates) : IRequestHandler<Query, CalendarImpact>
    {
        public Task<CalendarImpact> Handle(Query request, CancellationToken cancellationToken) =>
            impacts.OfAsync(CalendarChange.Of(request.Name, version: null, request.Holidays, dueDates.Calendars), cancellationToken);
    }
}

internal sealed class ChangedHolidaysValidator : AbstractValidator<ChangedHolidays>
{
    private const int MaxDays = 50;

    public ChangedHolidaysValidator()
    {
        RuleFor(h => h.Added).Must(a => a.Count <= MaxDays && a.DistinctBy(d => d.On).Count() == a.Count).WithMessage("At most 50 days, each once.");
        RuleFor(h => h.Removed).Must(r => r.Count <= MaxDays && r.Distinct().Count() == r.Count).WithMessage("At most 50 days, each once.");
        RuleForEach(h => h.Added).ChildRules(a => a.RuleFor(d => d.Title).NotEmpty().MaximumLength(100));
    }
}
