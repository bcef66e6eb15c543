using MediatR;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Responses;

namespace Tracker.Api;

/// <summary>The calendars that deadlines are counted in, and new bank holidays.</summary>
internal static class CalendarsEndpoints
{
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("calendars").WithTags("Calendars").RequireAuthorization(Policies.OfficerOrChair);
        calendars.MapGet("", (int? year, IMediator mediator, CancellationToken ct) => mediator.Send(new ListCalendars.Query(year), ct))
            .WithName(nameof(ListCalendars)).WithSummary("Calendars, their versions and the bank holidays of a year");
        calendars.MapPost("{name}/impact", (string name, ImpactBody body, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new PreviewCalendarChange.Query(name, new(body.Added ?? [], body.Removed ?? [])), ct))
            .WithName(nameof(PreviewCalendarChange)).WithSummary("Which open deadlines a change of bank holidays would move");
        calendars.MapPost("{name}/apply", (string name, ApplyBody body, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ApplyCalendarChange.Command(name, new(body.Added ?? [], body.Removed ?? []), body.Reason, body.Fingerprint, body.Version), ct))
            .WithName(nameof(ApplyCalendarChange)).WithSummary("Apply a change of bank holidays whose impact was confirmed");
    }

    /// <param name="Added">Days that become bank holidays.</param>
    /// <param name="Removed">Days that are bank holidays no more.</param>
    internal sealed record ImpactBody(IReadOnlyList<BankHoliday>? Added = null, IReadOnlyList<DateOnly>? Removed = null);

    /// <param name="Reason">Why, in words the public may read.</param>
    /// <param name="Fingerprint">Of the impact, as it was shown.</param>
    /// <param name="Added">Days that become bank holidays.</param>
    /// <param name="Removed">Days that are bank holidays no more.</param>
    /// <param name="Version">What the new version is called; numbered by default.</param>
    internal sealed record ApplyBody(
        string Reason, string Fingerprint, IReadOnlyList<BankHoliday>? Added = null, IReadOnlyList<DateOnly>? Removed = null, string? Version = null);
}
