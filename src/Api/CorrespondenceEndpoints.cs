using System.Security.Cryptography;
using MediatR;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Responses;

namespace Tracker.Api;

/// <summary>Mail that came in: unmatched correspondence, until an officer has looked at it.</summary>
internal static class CorrespondenceEndpoints
{
    public static void MapCorrespondence(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("correspondence").WithTags("Correspondence").RequireAuthorization(Policies.OfficerOrChair);
        messages.MapGet("", (string? state, Guid? letterId, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListCorrespondence.Query(Choices.Read<CorrespondenceState>(state, nameof(state)), letterId, after, size), ct))
            .WithName(nameof(ListCorrespondence)).WithSummary("Messages that wait for an officer, or another state's");
        messages.MapPost("", async (HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var raw = await IncomingMailEndpoints.BodyAsync(http, ct);
            var result = await mediator.Send(new ReceiveMail.Command("upload", Convert.ToHexStringLower(SHA256.HashData(raw)), raw), ct);
            return result.IsNew ? TypedResults.Created($"/api/v1/correspondence/{result.Id}", result) : (IResult)TypedResults.Ok(result);
        }).WithName("UploadCorrespondence").WithSummary("Hand in a message that somebody else received, as the file that a mail program saves").Accepts<byte[]>("message/rfc822", "application/octet-stream")
            .Produces<ReceiveMail.Result>(201).Produces<ReceiveMail.Result>().RequireAuthorization(Policies.Officer);
        messages.MapGet("{messageId:guid}", async (Guid messageId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new GetCorrespondence.Query(messageId), ct);
            return Versioned.Ok(http, result, result.Message.Version);
        }).WithName(nameof(GetCorrespondence)).WithSummary("A message as text, and the reply as it would be recorded").Produces<GetCorrespondence.Result>();
        messages.MapGet("{messageId:guid}/raw", (Guid messageId, HttpContext http, IMediator mediator, CancellationToken ct) => FileAsync(http, mediator, new(messageId), ct))
            .WithName("GetCorrespondenceRaw").WithSummary("The bytes as they came").Produces<byte[]>(200, "application/octet-stream");
        messages.MapGet("{messageId:guid}/attachments/{number:int}", (Guid messageId, int number, HttpContext http, IMediator mediator, CancellationToken ct) => FileAsync(http, mediator, new(messageId, number), ct))
            .WithName("GetCorrespondenceAttachment").WithSummary("One of its files").Produces<byte[]>(200, "application/octet-stream");
        MapTriage(messages);
        var blocked = api.MapGroup("blocked-senders").WithTags("Correspondence").RequireAuthorization(Policies.Officer);
        blocked.MapGet("", (IMediator mediator, CancellationToken ct) => mediator.Send(new ListBlockedSenders.Query(), ct))
            .WithName(nameof(ListBlockedSenders)).WithSummary("The senders whose messages are set aside");
        blocked.MapPost("{senderId:guid}/unblock", (Guid senderId, IMediator mediator, CancellationToken ct) => mediator.Send(new UnblockSender.Command(senderId), ct))
            .WithName(nameof(UnblockSender)).WithSummary("Let a sender's messages wait for officers again");
    }

    private static void MapTriage(RouteGroupBuilder messages)
    {
        messages.MapPost("{messageId:guid}/accept", async (Guid messageId, AcceptBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new AcceptCorrespondence.Command(messageId, version.Version, body.LetterId, body.Reply), ct);
            return Versioned.Ok(http, result, result.Message.Version);
        }).WithName(nameof(AcceptCorrespondence)).WithSummary("Record it as a reply").Produces<AcceptCorrespondence.Result>().RequireAuthorization(Policies.Officer);
        messages.MapPost("{messageId:guid}/file", async (Guid messageId, FileBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new FileCorrespondence.Command(messageId, version.Version, body.LetterId, body.Reason), ct)))
            .WithName(nameof(FileCorrespondence)).WithSummary("Keep it without taking it for a reply").Produces<CorrespondenceRow>().RequireAuthorization(Policies.Officer);
        messages.MapPost("{messageId:guid}/reject", async (Guid messageId, RejectBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new RejectCorrespondence.Command(messageId, version.Version, body.Reason, body.BlockSender), ct)))
            .WithName(nameof(RejectCorrespondence)).WithSummary("Say that it is not for the record, and block its sender if wanted").Produces<CorrespondenceRow>().RequireAuthorization(Policies.Officer);
        messages.MapPost("{messageId:guid}/take-up", async (Guid messageId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new TakeUpCorrespondence.Command(messageId, version.Version), ct)))
            .WithName(nameof(TakeUpCorrespondence)).WithSummary("Let it wait for an officer again").Produces<CorrespondenceRow>().RequireAuthorization(Policies.Officer);
    }

    /// <summary>A stranger's file: always as an attachment, never shown by the browser.</summary>
    private static async Task<IResult> FileAsync(HttpContext http, IMediator mediator, GetCorrespondenceFile.Query query, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(query, cancellationToken);
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Content, "application/octet-stream", file.FileName);
    }

    private static IResult Changed(HttpContext http, CorrespondenceRow message) => Versioned.Ok(http, message, message.Version);

    /// <param name="LetterId">The letter it answers.</param>
    /// <param name="Reply">The reply as you read it.</param>
    internal sealed record AcceptBody(Guid LetterId, RecordResponse.Form Reply);

    /// <param name="LetterId">The letter to keep it with.</param>
    /// <param name="Reason">What it is.</param>
    internal sealed record FileBody(Guid? LetterId = null, string? Reason = null);

    /// <param name="Reason">Why it is not for the record.</param>
    /// <param name="BlockSender">Whether later messages from its sender are set aside.</param>
    internal sealed record RejectBody(string Reason, bool BlockSender = false);
}
