using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Clock;

/// <summary>Begins to move the simulated clock. Under one idempotency key the way is fixed once, so that a repeated request goes on instead of going further.</summary>
public static class AdvanceClock
{
    /// <param name="By">How far, such as <c>28.00:00:00</c>.</param>
    /// <param name="To">Until when: a day means its first instant in London.</param>
    public sealed record Command(TimeSpan? By, DateTimeOffset? To) : ICommand<Way>;

    /// <param name="From">Where the clock stood.</param>
    /// <param name="To">Where it will stand.</param>
    /// <param name="AfterEvent">The last event recorded before.</param>
    public sealed record Way(DateTimeOffset From, DateTimeOffset To, long AfterEvent);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c).Must(c => c.By is null != c.To is null).WithName("by").WithMessage("Give either by or to.");
            RuleFor(c => c.By).Must(b => b is null || (b > TimeSpan.Zero && b <= TimeSpan.FromDays(3660))).WithMessage("Give a time span from one second to ten years.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, Way>
    {
        public async Task<Way> Handle(Command request, CancellationToken cancellationToken)
        {
            RefusedException.Unless(clock is SimulatedClock, "clock.not-simulated", "The clock is the system's. Start with Tracker:Clock:Mode=Simulated to move it.");
            var from = clock.GetUtcNow();
            var to = request.To?.ToUniversalTime() ?? from + request.By!.Value;
            RefusedException.When(to < from, "clock.backwards", $"It is {from:u} already; time does not go back.");
            RefusedException.When(to > from.AddDays(3660), "clock.too-far", "At most ten years at a time.");
            var last = await db.Events.MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0;
            scope.Record(Guid.Empty, $"{scope.Actor.Name} moved the clock from {from:u} to {to:u}.");
            return new(from, to, last);
        }
    }
}
