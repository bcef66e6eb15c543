using MediatR;
using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>Outgoing messages: how far they came, and what to do about those that did not arrive.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("mail/messages").WithTags("Mail").RequireAuthorization(Policies.OfficerOrChair);
        messages.MapGet("", (string? state, Guid? letterId, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListMessages.Query(Choices.Read<DispatchState>(state, nameof(state)), letterId, after, size), ct))
            .WithName(nameof(ListMessages)).WithSummary("Outgoing messages, such as those that failed or are uncertain");
        messages.MapGet("{messageId:guid}", async (Guid messageId, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new GetMessage.Query(messageId), ct)))
            .WithName(nameof(GetMessage)).WithSummary("One message: whom it reached, and what the mail system said").Produces<DispatchRow>();
        messages.MapPost("{messageId:guid}/arrived", async (Guid messageId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new MessageArrived.Command(messageId, version.Version), ct)))
            .WithName(nameof(MessageArrived)).WithSummary("Say that an uncertain message arrived").Produces<DispatchRow>().RequireAuthorization(Policies.Officer);
        messages.MapPost("{messageId:guid}/send-again", async (Guid messageId, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new SendMessageAgain.Command(messageId, version.Version), ct)))
            .WithName(nameof(SendMessageAgain)).WithSummary("Let an uncertain message go again").Produces<DispatchRow>().RequireAuthorization(Policies.Officer);
        messages.MapPost("{messageId:guid}/fix-contact", async (Guid messageId, FixContact.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new FixContact.Command(messageId, version.Version, body), ct);
            return Versioned.Ok(http, result, result.Message.Version);
        }).WithName(nameof(FixContact)).WithSummary("Correct the address that a message did not reach").Produces<FixContact.Result>().RequireAuthorization(Policies.Officer);
    }

    private static IResult Changed(HttpContext http, DispatchRow message) => Versioned.Ok(http, message, message.Version);
}
