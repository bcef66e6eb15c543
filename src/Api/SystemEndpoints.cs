using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Clock;

namespace Tracker.Api;

/// <summary>The simulated clock.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this RouteGroupBuilder api)
    {
        api.MapPost("clock/advance", AdvanceAsync).WithTags("Clock").WithName(nameof(AdvanceClock)).WithSummary("Move the simulated clock and live through everything due");
        api.MapGet("clock", (TimeProvider clock) => new ClockRow(clock.GetUtcNow(), Workflow.Calendar.LondonDay.Of(clock), clock is SimulatedClock))
            .WithTags("Clock").WithName("GetClock").WithSummary("What time it is here");
    }

    private static async Task<Advanced> AdvanceAsync(AdvanceBody body, IMediator mediator, ClockDriver driver, CancellationToken ct)
    {
        DateTimeOffset? to = body.To is null ? null
            : LondonInstant.TryParse(body.To, out var instant) ? instant
            : throw new BadHttpRequestException("to is a day such as 2023-08-12 or an instant such as 2023-08-12T09:00Z.");
        var way = await mediator.Send(new AdvanceClock.Command(body.By, to), ct);
        await driver.AdvanceAsync(way.To, ct);
        return new(way.From, way.To, await mediator.Send(new ListHappened.Query(way), ct));
    }

    /// <param name="By">How far, such as <c>28.00:00:00</c>.</param>
    /// <param name="To">Until when: a day in London or an instant.</param>
    internal sealed record AdvanceBody(TimeSpan? By = null, string? To = null);

    internal sealed record Advanced(DateTimeOffset From, DateTimeOffset Now, IReadOnlyList<EventRow> Happened);

    internal sealed record ClockRow(DateTimeOffset Now, DateOnly LondonDay, bool IsSimulated);
}
