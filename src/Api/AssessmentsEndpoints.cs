using MediatR;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Responses;

namespace Tracker.Api;

/// <summary>What the commission thinks of the answers. The chair decides, an officer proposes.</summary>
internal static class AssessmentsEndpoints
{
    public static void MapAssessments(this RouteGroupBuilder api)
    {
        var recommendations = api.MapGroup("recommendations/{recommendationId:guid}").WithTags("Recommendations").RequireAuthorization(Policies.OfficerOrChair);
        recommendations.MapGet("", async (Guid recommendationId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new GetRecommendation.Query(recommendationId), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(GetRecommendation)).WithSummary("What was asked, what each said, and what the commission thinks").Produces<GetRecommendation.Result>();
        recommendations.MapPost("assess", async (Guid recommendationId, AssessRecommendation.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Taken(http, await mediator.Send(new AssessRecommendation.Command(recommendationId, version.Version, body), ct)))
            .WithName(nameof(AssessRecommendation)).WithSummary("Take down the commission's view, or ask for further information").Produces<Assessed>();
        recommendations.MapPost("close", async (Guid recommendationId, CloseRecommendation.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Taken(http, await mediator.Send(new CloseRecommendation.Command(recommendationId, version.Version, body), ct)))
            .WithName(nameof(CloseRecommendation)).WithSummary("End the follow-up of a recommendation").Produces<Assessed>();
        recommendations.MapPost("reopen", async (Guid recommendationId, LettersEndpoints.ReasonBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Taken(http, await mediator.Send(new ReopenRecommendation.Command(recommendationId, version.Version, body.Reason), ct)))
            .WithName(nameof(ReopenRecommendation)).WithSummary("Take up a closed recommendation again").Produces<Assessed>();
        recommendations.MapPost("ask-instead", async (Guid recommendationId, AskInstead.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new AskInstead.Command(recommendationId, version.Version, body), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(AskInstead)).WithSummary("Ask another organisation what one says is not for it").Produces<AskInstead.Result>().RequireAuthorization(Policies.Officer);

        api.MapPost("assessments/{assessmentId:guid}/decide", async (Guid assessmentId, DecideBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Taken(http, await mediator.Send(new DecideAssessment.Command(assessmentId, version.Version, body.Agree, body.Reason), ct)))
            .WithTags("Recommendations").WithName(nameof(DecideAssessment)).WithSummary("Agree with an officer's proposal, or not; the version is the recommendation's").Produces<Assessed>()
            .RequireAuthorization(Policies.Chair);
        api.MapGet("proposals", (Guid? after, int? size, IMediator mediator, CancellationToken ct) => mediator.Send(new ListProposals.Query(after, size), ct))
            .WithTags("Lists").WithName(nameof(ListProposals)).WithSummary("What officers proposed and the chair has not decided").RequireAuthorization(Policies.OfficerOrChair);
        api.MapGet("waiting", (Guid? commissionId, Guid? organisationId, string? sort, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListWaiting.Query(commissionId, organisationId, Choices.Read<DaySort>(sort, nameof(sort)), after, size), ct))
            .WithTags("Lists").WithName(nameof(ListWaiting)).WithSummary("Answers that wait for the commission's view").RequireAuthorization(Policies.OfficerOrChair);
    }

    private static IResult Taken(HttpContext http, Assessed assessed) => Versioned.Ok(http, assessed, assessed.Version);

    /// <param name="Agree">Whether the chair agrees; what was proposed is then carried out.</param>
    /// <param name="Reason">Why not, if not.</param>
    internal sealed record DecideBody(bool Agree, string? Reason = null);
}
