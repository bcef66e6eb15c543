using MediatR;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Responses;

namespace Tracker.Api;

/// <summary>Response requests, recommendations and who is overdue.</summary>
internal static class ResponsesEndpoints
{
    public static void MapResponses(this RouteGroupBuilder api)
    {
        var requests = api.MapGroup("response-requests/{requestId:guid}").WithTags("Response requests").RequireAuthorization(Policies.OfficerOrChair);
        requests.MapGet("", async (Guid requestId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new GetResponseRequest.Query(requestId), ct);
            return Versioned.Ok(http, result, result.ResponseRequest.Version);
        }).WithName(nameof(GetResponseRequest)).WithSummary("A response request, its due date's history, promises and reminders").Produces<GetResponseRequest.Result>();
        requests.MapPost("extend", async (Guid requestId, ExtendBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new ExtendDueDate.Command(requestId, version.Version, body.Until, body.Reason), ct)))
            .WithName(nameof(ExtendDueDate)).WithSummary("Give an organisation more time").Produces<ResponseRequestRow>();
        requests.MapPost("promise", async (Guid requestId, PromiseBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new PromiseReply.Command(requestId, version.Version, body.On, body.Note), ct)))
            .WithName(nameof(PromiseReply)).WithSummary("Record when an organisation says that it will answer").Produces<ResponseRequestRow>();
        requests.MapPost("pause", async (Guid requestId, PauseBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new PauseClock.Command(requestId, version.Version, body.Category, body.Reason, body.EffectiveOn), ct)))
            .WithName(nameof(PauseClock)).WithSummary("Stop an organisation's clock").Produces<ResponseRequestRow>();
        requests.MapPost("restart", async (Guid requestId, RestartBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new RestartClock.Command(requestId, version.Version, body.EffectiveOn), ct)))
            .WithName(nameof(RestartClock)).WithSummary("Let a paused clock run again").Produces<ResponseRequestRow>();
        requests.MapPost("override", async (Guid requestId, OverrideBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new OverrideDueDate.Command(requestId, version.Version, body.On, body.Reason), ct)))
            .WithName(nameof(OverrideDueDate)).WithSummary("Set a due date by decision of the chair").Produces<ResponseRequestRow>().RequireAuthorization(Policies.Chair);

        MapLists(api);
    }

    private static void MapLists(RouteGroupBuilder api)
    {
        api.MapGet("overdue", (Guid? organisationId, Guid? commissionId, int? minDays, string? sort, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListOverdue.Query(organisationId, commissionId, minDays, Choices.Read<DaySort>(sort, nameof(sort)), after, size), ct))
            .WithTags("Lists").WithName(nameof(ListOverdue)).WithSummary("Who is overdue, longest first").RequireAuthorization(Policies.OfficerOrChair);
        api.MapGet("overdue/counts", (Guid? commissionId, IMediator mediator, CancellationToken ct) => mediator.Send(new CountOverdue.Query(commissionId), ct))
            .WithTags("Lists").WithName(nameof(CountOverdue)).WithSummary("How much is overdue by organisation, commission and age").RequireAuthorization(Policies.OfficerOrChair);
        api.MapGet("due-next", (Guid? organisationId, Guid? commissionId, int? withinDays, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListDueNext.Query(organisationId, commissionId, withinDays, after, size), ct))
            .WithTags("Lists").WithName(nameof(ListDueNext)).WithSummary("Whose reply is due next").RequireAuthorization(Policies.OfficerOrChair);
        api.MapPost("replies", async (FileReply.Form body, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new FileReply.Command(body), ct);
            return TypedResults.Created($"/api/v1/letters/{result.LetterId}", result);
        }).WithTags("Letters").WithName(nameof(FileReply)).WithSummary("File a reply to a letter that Tracker never sent").RequireAuthorization(Policies.Officer);
        api.MapGet("recommendations", (Guid? letterId, Guid? organisationId, string? theme, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListRecommendations.Query(letterId, organisationId, theme, after, size), ct))
            .WithTags("Lists").WithName(nameof(ListRecommendations)).WithSummary("The recommendations of issued letters").RequireAuthorization(Policies.OfficerOrChair);
    }

    private static IResult Changed(HttpContext http, DueDateChanged changed) => Versioned.Ok(http, changed.ResponseRequest, changed.ResponseRequest.Version);

    /// <param name="Until">The new last day, Europe/London.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    internal sealed record ExtendBody(DateOnly Until, string Reason);

    /// <param name="On">The day promised, Europe/London; today or later.</param>
    /// <param name="Note">What else was said.</param>
    internal sealed record PromiseBody(DateOnly On, string? Note = null);

    /// <param name="Category">Such as election.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    /// <param name="EffectiveOn">The first day that does not count; not in the future.</param>
    internal sealed record PauseBody(string Category, string Reason, DateOnly EffectiveOn);

    /// <param name="EffectiveOn">The first day that counts again; not in the future.</param>
    internal sealed record RestartBody(DateOnly EffectiveOn);

    /// <param name="On">The last day for the reply.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    internal sealed record OverrideBody(DateOnly On, string Reason);
}
