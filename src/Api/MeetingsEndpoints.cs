using MediatR;
using Tracker.Workflow.Meetings;

namespace Tracker.Api;

/// <summary>The commission's meetings, their agendas and outcomes.</summary>
internal static class MeetingsEndpoints
{
    public static void MapMeetings(this RouteGroupBuilder api)
    {
        var meetings = api.MapGroup("meetings").WithTags("Meetings").RequireAuthorization(Policies.OfficerOrChair);
        meetings.MapPost("", async (PlanMeeting.Command body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(body, ct);
            return Versioned.Created(http, $"/api/v1/meetings/{result.Id}", result, result.Version);
        }).WithName(nameof(PlanMeeting)).WithSummary("Plan a meeting and gather what is open for it").Produces<MeetingRow>(201);
        meetings.MapGet("", (Guid? commissionId, DateOnly? from, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListMeetings.Query(commissionId, from, after, size), ct))
            .WithName(nameof(ListMeetings)).WithSummary("Meetings in the order of their days");
        meetings.MapGet("{meetingId:guid}", async (Guid meetingId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new GetMeeting.Query(meetingId), ct);
            return Versioned.Ok(http, result, result.Meeting.Version);
        }).WithName(nameof(GetMeeting)).WithSummary("A meeting with its agenda and outcomes").Produces<GetMeeting.Result>();
        meetings.MapPost("{meetingId:guid}/gather", async (Guid meetingId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new GatherItems.Command(meetingId, version.Version), ct)))
            .WithName(nameof(GatherItems)).WithSummary("Bring the agenda up to date with what is open").Produces<MeetingRow>();
        meetings.MapPost("{meetingId:guid}/move", async (Guid meetingId, MoveBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new MoveMeeting.Command(meetingId, version.Version, body.On, body.Reason), ct)))
            .WithName(nameof(MoveMeeting)).WithSummary("Hold it on another day; due dates that hang on it follow").Produces<MeetingRow>();
        meetings.MapPost("{meetingId:guid}/cancel", async (Guid meetingId, LettersEndpoints.ReasonBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new CancelMeeting.Command(meetingId, version.Version, body.Reason), ct)))
            .WithName(nameof(CancelMeeting)).WithSummary("Call a meeting off").Produces<MeetingRow>();
        meetings.MapPost("{meetingId:guid}/outcomes", async (Guid meetingId, OutcomesBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new RecordOutcomes.Command(meetingId, version.Version, body.Outcomes), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(RecordOutcomes)).WithSummary("Take down what the meeting made of each recommendation").Produces<RecordOutcomes.Result>();
    }

    private static IResult Changed(HttpContext http, MeetingRow meeting) => Versioned.Ok(http, meeting, meeting.Version);

    internal sealed record MoveBody(DateOnly On, string Reason);

    internal sealed record OutcomesBody(IReadOnlyList<RecordOutcomes.Outcome> Outcomes);
}
