using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Documents.Reading;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Responses;

namespace Tracker.Api;

/// <summary>Letters over HTTP; each line sends a use case.</summary>
internal static class LettersEndpoints
{
    public static void MapLetters(this RouteGroupBuilder api)
    {
        var letters = api.MapGroup("letters").WithTags("Letters").RequireAuthorization(Policies.OfficerOrChair);

        letters.MapPost("read", ReadAsync).WithName(nameof(ReadLetter)).WithSummary("Propose the structure of a letter that exists")
            .Accepts<string>("text/plain", "multipart/form-data", "application/json").Produces<LetterStructure>().DisableAntiforgery();
        letters.MapPost("", async (DraftLetter.Command body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(body, ct);
            return Versioned.Created(http, $"/api/v1/letters/{result.Id}", result, result.Version);
        }).WithName(nameof(DraftLetter)).WithSummary("Draft a letter from what was read, completed").Produces<DraftLetter.Result>(201).RequireAuthorization(Policies.Officer);
        letters.MapGet("{letterId:guid}", async (Guid letterId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new GetLetter.Query(letterId), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(GetLetter)).WithSummary("A letter and where its response requests stand").Produces<GetLetter.Result>();
        letters.MapGet("{letterId:guid}/document", async (Guid letterId, int? edition, IMediator mediator, CancellationToken ct) =>
                Pdf(await mediator.Send(new GetLetterDocument.Query(letterId, edition), ct)))
            .WithName(nameof(GetLetterDocument)).WithSummary("The letter as PDF: its present edition or a former one; a preview before issue").Produces<byte[]>(200, "application/pdf");
        letters.MapGet("{letterId:guid}/reminder-plan", (Guid letterId, IMediator mediator, CancellationToken ct) => mediator.Send(new PreviewReminders.Query(letterId), ct))
            .WithName(nameof(PreviewReminders)).WithSummary("Every message that will go, to whom and when");
        letters.MapGet("{letterId:guid}/events", (Guid letterId, long? after, int? size, IMediator mediator, CancellationToken ct) => mediator.Send(new ListEvents.Query(letterId, after, size), ct))
            .WithName(nameof(ListEvents)).WithSummary("What happened, in order");
        letters.MapPost("{letterId:guid}/organisations/{organisationId:guid}/reply-address/rotate", (Guid letterId, Guid organisationId, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new RotateReplyAddress.Command(letterId, organisationId), ct))
            .WithName(nameof(RotateReplyAddress)).WithSummary("Give an organisation a new reply address for a letter").RequireAuthorization(Policies.Officer);
        MapDecisions(letters);
        MapResponses(letters);
        api.MapGet("cases/{caseId:guid}/history", (Guid caseId, long? after, int? size, IMediator mediator, CancellationToken ct) => mediator.Send(new GetHistory.Query(caseId, after, size), ct))
            .WithTags("Cases").WithName(nameof(GetHistory)).WithSummary("What happened in a case, as a story").RequireAuthorization(Policies.OfficerOrChair);
    }

    private static void MapResponses(RouteGroupBuilder letters)
    {
        letters.MapPost("{letterId:guid}/responses", async (Guid letterId, RecordResponse.Form body, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new RecordResponse.Command(letterId, body), ct);
            return TypedResults.Created($"/api/v1/letters/{letterId}", result);
        }).WithName(nameof(RecordResponse)).WithSummary("File what an organisation sent").RequireAuthorization(Policies.Officer);
        letters.MapGet("{letterId:guid}/coverage", (Guid letterId, IMediator mediator, CancellationToken ct) => mediator.Send(new GetCoverage.Query(letterId), ct))
            .WithName(nameof(GetCoverage)).WithSummary("What each organisation has answered, partly answered or not addressed");
        letters.MapGet("{letterId:guid}/response-summary", async Task<IResult> (Guid letterId, string? format, HttpRequest request, IMediator mediator, CancellationToken ct) =>
                format == "json" || request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
                    ? TypedResults.Ok(await mediator.Send(new GetResponseSummary.Query(letterId), ct))
                    : Pdf(await mediator.Send(new GetSummaryDocument.Query(letterId), ct)))
            .WithName(nameof(GetResponseSummary)).WithSummary("The responses as they stand now: PDF, or JSON when asked for by Accept or format=json")
            .Produces<byte[]>(200, "application/pdf").Produces<ResponseSummary>();
        letters.MapGet("{letterId:guid}/response-summaries/{summaryId:guid}", async (Guid letterId, Guid summaryId, IMediator mediator, CancellationToken ct) =>
                Pdf(await mediator.Send(new GetSummaryDocument.Query(letterId, summaryId), ct)))
            .WithName(nameof(GetSummaryDocument)).WithSummary("A summary that was made for the commission, as PDF").Produces<byte[]>(200, "application/pdf");
    }

    private static FileContentHttpResult Pdf(GetLetterDocument.Result document) => TypedResults.File(document.Content, "application/pdf", document.FileName);

    private static void MapDecisions(RouteGroupBuilder letters)
    {
        letters.MapPost("{letterId:guid}/strike-reminder", async (Guid letterId, StrikeBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new StrikeReminder.Command(letterId, version.Version, body.OrganisationId, body.Rule, body.Occurrence ?? 1), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(StrikeReminder)).WithSummary("Leave one planned reminder out, before issue").Produces<StrikeReminder.Result>().RequireAuthorization(Policies.Officer);
        letters.MapPost("{letterId:guid}/approve", async (Guid letterId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new ApproveLetter.Command(letterId, version.Version), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(ApproveLetter)).WithSummary("Approve a draft").Produces<ApproveLetter.Result>().RequireAuthorization(Policies.Chair);
        letters.MapPost("{letterId:guid}/issue", async (Guid letterId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new IssueLetter.Command(letterId, version.Version), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(IssueLetter)).WithSummary("Issue an approved letter").Produces<IssueLetter.Result>();
        letters.MapPost("{letterId:guid}/withdraw", async (Guid letterId, ReasonBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new WithdrawLetter.Command(letterId, version.Version, body.Reason), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(WithdrawLetter)).WithSummary("Withdraw an issued letter and tell its addressees").Produces<WithdrawLetter.Result>().RequireAuthorization(Policies.Chair);
        letters.MapPost("{letterId:guid}/close", async (Guid letterId, ReasonBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new CloseLetter.Command(letterId, version.Version, body.Reason), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(CloseLetter)).WithSummary("End the follow-up of an issued letter").Produces<CloseLetter.Result>().RequireAuthorization(Policies.Chair);
        letters.MapPost("{letterId:guid}/track", async (Guid letterId, TrackLetter.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new TrackLetter.Command(letterId, version.Version, body), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(TrackLetter)).WithSummary("Follow a letter that was sent outside Tracker; nothing is mailed for it").Produces<IssueLetter.Result>().RequireAuthorization(Policies.Officer);
        letters.MapPost("{letterId:guid}/correct", async (Guid letterId, CorrectLetter.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new CorrectLetter.Command(letterId, version.Version, body), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(CorrectLetter)).WithSummary("Issue a corrected edition; the clocks run on unless restarted expressly").Produces<CorrectLetter.Result>().RequireAuthorization(Policies.Chair);
    }

    /// <summary>A text body, a JSON body with <c>text</c>, or a form with one file.</summary>
    private static async Task<IResult> ReadAsync(HttpRequest request, IMediator mediator, CancellationToken ct)
    {
        var (content, name) = request switch
        {
            { HasFormContentType: true } => await FileOfAsync(request, ct),
            _ when request.HasJsonContentType() => (Encoding.UTF8.GetBytes((await request.ReadFromJsonAsync<TextBody>(ct))?.Text ?? ""), "text"),
            _ => (await BytesOfAsync(request.Body, ct), "body"),
        };
        return TypedResults.Ok(await mediator.Send(new ReadLetter.Query(content, name), ct));
    }

    private static async Task<(byte[] Content, string Name)> FileOfAsync(HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        if (form.Files is not [var file])
        {
            throw new BadHttpRequestException("Send exactly one file.");
        }

        await using var stream = file.OpenReadStream();
        return (await BytesOfAsync(stream, ct), file.FileName);
    }

    private static async Task<byte[]> BytesOfAsync(Stream stream, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }

    internal sealed record TextBody(string Text);

    internal sealed record ReasonBody(string Reason);

    /// <param name="OrganisationId">Whose reminder.</param>
    /// <param name="Rule">Such as <c>due-soon-10</c>.</param>
    /// <param name="Occurrence">1 by default.</param>
    internal sealed record StrikeBody(Guid OrganisationId, string Rule, int? Occurrence = null);
}
