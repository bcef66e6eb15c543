using MediatR;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;

namespace Tracker.Api;

/// <summary>Commitments over HTTP; each line sends a use case.</summary>
internal static class CommitmentsEndpoints
{
    public static void MapCommitments(this RouteGroupBuilder api)
    {
        var commitments = api.MapGroup("commitments").WithTags("Commitments").RequireAuthorization(Policies.OfficerOrChair);
        commitments.MapPost("", async (RecordCommitments.Form body, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new RecordCommitments.Command(body), ct);
            return TypedResults.Created($"/api/v1/commitments/{result.Items[0].Id}", result);
        }).WithName(nameof(RecordCommitments)).WithSummary("Record what an organisation promised").RequireAuthorization(Policies.Officer);
        commitments.MapGet("", ([AsParameters] ListQuery q, IMediator mediator, CancellationToken ct) => mediator.Send(q.ToQuery(), ct))
            .WithName(nameof(ListCommitments)).WithSummary("Commitments by the date they are due, or by the day they were made");
        commitments.MapGet("{commitmentId:guid}", async (Guid commitmentId, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new GetCommitment.Query(commitmentId), ct)))
            .WithName(nameof(GetCommitment)).WithSummary("A commitment with its dates, reports, questions and history").Produces<CommitmentDetail>();
        MapChanges(commitments.MapGroup("{commitmentId:guid}"));
        MapDecisions(commitments.MapGroup("{commitmentId:guid}"));
        api.MapPut("commissions/{commissionId:guid}/follow-up", async (Guid commissionId, FollowUpRule body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new SetFollowUp.Command(commissionId, version.Version, body), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithTags("Commissions").WithName(nameof(SetFollowUp)).WithSummary("Set when it asks how far promises are").Produces<CommissionRow>().RequireAuthorization(Policies.Officer);
    }

    private static void MapChanges(RouteGroupBuilder commitment)
    {
        commitment.MapPost("progress", async (Guid commitmentId, ReportProgress.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new ReportProgress.Command(commitmentId, version.Version, body), ct)))
            .WithName(nameof(ReportProgress)).WithSummary("Record what the respondent says about its progress").Produces<CommitmentDetail>().RequireAuthorization(Policies.Officer);
        commitment.MapPost("revise", async (Guid commitmentId, ReviseCommitment.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new ReviseCommitment.Command(commitmentId, version.Version, body), ct)))
            .WithName(nameof(ReviseCommitment)).WithSummary("Record a new date and why").Produces<CommitmentDetail>().RequireAuthorization(Policies.Officer);
    }

    private static void MapDecisions(RouteGroupBuilder commitment)
    {
        commitment.MapPost("view", async (Guid commitmentId, ViewBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new JudgeCommitment.Command(commitmentId, version.Version, body.View), ct)))
            .WithName(nameof(JudgeCommitment)).WithSummary("Record what the commission thinks of it").Produces<CommitmentDetail>();
        commitment.MapPost("colour", async (Guid commitmentId, ColourBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new OverrideColour.Command(commitmentId, version.Version, body.Colour, body.Reason), ct)))
            .WithName(nameof(OverrideColour)).WithSummary("Set a colour against the table, or go back to it").Produces<CommitmentDetail>();
        commitment.MapPost("close", async (Guid commitmentId, CloseBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new CloseCommitment.Command(commitmentId, version.Version, body.End, body.Reason), ct)))
            .WithName(nameof(CloseCommitment)).WithSummary("End the following-up of a commitment").Produces<CommitmentDetail>().RequireAuthorization(Policies.Chair);
        commitment.MapPost("reopen", async (Guid commitmentId, ReopenBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                Changed(http, await mediator.Send(new ReopenCommitment.Command(commitmentId, version.Version, body.Reason), ct)))
            .WithName(nameof(ReopenCommitment)).WithSummary("Follow a closed commitment again").Produces<CommitmentDetail>().RequireAuthorization(Policies.Chair);
    }

    private static IResult Changed(HttpContext http, CommitmentDetail commitment) => Versioned.Ok(http, commitment, commitment.Version);

    /// <param name="CommissionId">Only those that this commission follows.</param>
    /// <param name="OrganisationId">Only those of this organisation.</param>
    /// <param name="LetterId">Only those made in answer to this letter.</param>
    /// <param name="Theme">Only those of this theme.</param>
    /// <param name="Since">Only those made in this year or later.</param>
    /// <param name="State">Open, overdue or closed; all without it.</param>
    /// <param name="Sort">Due (the default) or made.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    internal sealed record ListQuery(
        Guid? CommissionId, Guid? OrganisationId, Guid? LetterId, string? Theme, int? Since, string? State, string? Sort, string? After, int? Size)
    {
        public ListCommitments.Query ToQuery() => new()
        {
            CommissionId = CommissionId,
            OrganisationId = OrganisationId,
            LetterId = LetterId,
            Theme = Theme,
            Since = Since,
            State = Choices.Read<ListCommitments.Filter>(State, "state"),
            Sort = Choices.Read<ListCommitments.Order>(Sort, "sort"),
            After = After,
            Size = Size,
        };
    }

    internal sealed record ViewBody(View View);

    /// <param name="Reason">Why.</param>
    /// <param name="Colour">The colour; none goes back to the table.</param>
    internal sealed record ColourBody(string Reason, Colour? Colour = null);

    /// <param name="End">Implemented, not implemented, superseded, or no further action.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    internal sealed record CloseBody(ClosingReason End, string Reason);

    internal sealed record ReopenBody(string Reason);
}
