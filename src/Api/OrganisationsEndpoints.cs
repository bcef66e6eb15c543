using MediatR;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Organisations;

namespace Tracker.Api;

/// <summary>Commissions and the organisations they ask.</summary>
internal static class OrganisationsEndpoints
{
    public static void MapOrganisations(this RouteGroupBuilder api)
    {
        var commissions = api.MapGroup("commissions").WithTags("Commissions").RequireAuthorization(Policies.OfficerOrChair);
        commissions.MapGet("", (IMediator mediator, CancellationToken ct) => mediator.Send(new ListCommissions.Query(), ct))
            .WithName(nameof(ListCommissions)).WithSummary("The commissions you work for");
        commissions.MapPut("{commissionId:guid}/reminders", async (Guid commissionId, ReminderLadder body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new SetReminders.Command(commissionId, version.Version, body), ct)))
            .WithName(nameof(SetReminders)).WithSummary("Set when it reminds, and its quiet periods").Produces<CommissionRow>().RequireAuthorization(Policies.Officer);
        commissions.MapPut("{commissionId:guid}/labels", async (Guid commissionId, CommissionLabels body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new SetLabels.Command(commissionId, version.Version, body), ct)))
            .WithName(nameof(SetLabels)).WithSummary("Set what it calls positions, progress and views").Produces<CommissionRow>().RequireAuthorization(Policies.Officer);
        commissions.MapPut("{commissionId:guid}/letterhead", async (Guid commissionId, LetterheadBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new SetLetterhead.Command(commissionId, version.Version, body.Email, body.Council, body.AddressLines), ct)))
            .WithName(nameof(SetLetterhead)).WithSummary("Set its letterhead and address").Produces<CommissionRow>().RequireAuthorization(Policies.Officer);
        MapMail(commissions.MapGroup("{commissionId:guid}/mail"));

        var organisations = api.MapGroup("organisations").WithTags("Organisations").RequireAuthorization(Policies.OfficerOrChair);
        organisations.MapGet("", (IMediator mediator, CancellationToken ct) => mediator.Send(new ListOrganisations.Query(), ct))
            .WithName(nameof(ListOrganisations)).WithSummary("The organisations that letters may ask");
        organisations.MapPost("", (DraftLetter.OrganisationForm body, IMediator mediator, CancellationToken ct) => mediator.Send(new DescribeOrganisation.Command(body), ct))
            .WithName(nameof(DescribeOrganisation)).WithSummary("Add aliases, members or contacts").RequireAuthorization(Policies.Officer);
        api.MapPut("me/digest", (DigestBody body, IMediator mediator, CancellationToken ct) => mediator.Send(new SetMyDigest.Command(body.On), ct))
            .WithTags("You").WithName(nameof(SetMyDigest)).WithSummary("Turn your daily message on or off").RequireAuthorization(Policies.OfficerOrChair);
        api.MapGet("response-duties", () => ResponseDuties.Shipped)
            .WithTags("Organisations").WithName("ListResponseDuties").WithSummary("The duties to respond that can be chosen: templates, not legal advice");
    }

    private static void MapMail(RouteGroupBuilder mail)
    {
        mail.MapPut("", async (Guid commissionId, SetMail.Form body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
            Changed(http, await mediator.Send(new SetMail.Command(commissionId, version.Version, body), ct)))
            .WithName(nameof(SetMail)).WithSummary("Set who its messages come from, where replies go, and how they look").Produces<CommissionRow>().RequireAuthorization(Policies.Officer);
        mail.MapGet("templates", async (Guid commissionId, HttpContext http, IMediator mediator, CancellationToken ct) =>
        {
            var result = await mediator.Send(new ListMailTemplates.Query(commissionId), ct);
            return Versioned.Ok(http, result, result.Version);
        }).WithName(nameof(ListMailTemplates)).WithSummary("The words of its messages, shipped and own, and what can stand in them").Produces<ListMailTemplates.Result>();
        mail.MapPut("templates/{kind}", (Guid commissionId, string kind, LettersEndpoints.TextBody body, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                TemplateAsync(new(commissionId, version.Version, kind, body.Text), http, mediator, ct))
            .WithName(nameof(SetMailTemplate)).WithSummary("Set its own words for a kind of message").Produces<SetMailTemplate.Result>().RequireAuthorization(Policies.Officer);
        mail.MapDelete("templates/{kind}", (Guid commissionId, string kind, IfMatch version, HttpContext http, IMediator mediator, CancellationToken ct) =>
                TemplateAsync(new(commissionId, version.Version, kind, Text: null), http, mediator, ct))
            .WithName("RestoreMailTemplate").WithSummary("Go back to the shipped words of a kind of message").Produces<SetMailTemplate.Result>().RequireAuthorization(Policies.Officer);
        mail.MapPost("templates/{kind}/preview", (Guid commissionId, string kind, PreviewForm? body, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new PreviewMailTemplate.Query(commissionId, kind, body ?? new()), ct))
            .WithName(nameof(PreviewMailTemplate)).WithSummary("Show a message with invented values, or with those of a letter");
        mail.MapPost("templates/{kind}/test", (Guid commissionId, string kind, PreviewForm? body, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new TestMailTemplate.Command(commissionId, kind, body ?? new()), ct))
            .WithName(nameof(TestMailTemplate)).WithSummary("Send such a message to your own address");
    }

    private static async Task<IResult> TemplateAsync(SetMailTemplate.Command command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var result = await mediator.Send(command, ct);
        return Versioned.Ok(http, result, result.Version);
    }

    private static IResult Changed(HttpContext http, CommissionRow commission) => Versioned.Ok(http, commission, commission.Version);

    internal sealed record DigestBody(bool On);

    internal sealed record LetterheadBody(string Email, string? Council = null, IReadOnlyList<string>? AddressLines = null);
}
