using System.Text;
using System.Text.Json;
using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Operations;

namespace Tracker.Api;

/// <summary>Workflows as those see them who look after the installation: definitions, instances, tasks, incidents.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this RouteGroupBuilder api)
    {
        var workflows = api.MapGroup("workflows").WithTags("Workflows").RequireAuthorization(Policies.Staff);
        MapDefinitions(workflows);
        MapInstances(workflows);
        MapTasks(workflows);
        MapIncidents(workflows);
    }

    private static void MapDefinitions(RouteGroupBuilder workflows)
    {
        workflows.MapGet("definitions", (string? after, int? size, IMediator mediator, CancellationToken ct) => mediator.Send(new ListDefinitions.Query(after, size), ct))
            .WithName(nameof(ListDefinitions)).WithSummary("Workflow definitions, each with its newest version");
        workflows.MapGet("definitions/{definitionId}", (string definitionId, int? version, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new GetDefinition.Query(definitionId, version), ct))
            .WithName(nameof(GetDefinition)).WithSummary("The versions of a definition and what is wrong with its draft");
        workflows.MapGet("definitions/{definitionId}/export", async (string definitionId, int? version, IMediator mediator, CancellationToken ct) =>
        {
            var file = await mediator.Send(new ExportDefinition.Query(definitionId, version), ct);
            return TypedResults.File(file.Content, "application/json", file.FileName);
        }).WithName(nameof(ExportDefinition)).WithSummary("The text of a definition, byte for byte").Produces<JsonElement>();
        workflows.MapPost("definitions/validate", async (HttpRequest http, IMediator mediator, CancellationToken ct) => await mediator.Send(new ValidateDefinition.Query(await TextAsync(http, ct)), ct))
            .Accepts<JsonElement>("application/json").WithName(nameof(ValidateDefinition)).WithSummary("Say what publishing a definition would find");
        workflows.MapPost("definitions/import", async (HttpRequest http, IMediator mediator, CancellationToken ct) => await mediator.Send(new ImportDefinition.Command(await TextAsync(http, ct)), ct))
            .Accepts<JsonElement>("application/json").WithName(nameof(ImportDefinition)).WithSummary("Keep a definition as a draft").RequireAuthorization(Policies.Operator);
        workflows.MapPost("definitions/{definitionId}/publish", (string definitionId, IMediator mediator, CancellationToken ct) => mediator.Send(new PublishDefinition.Command(definitionId), ct))
            .WithName(nameof(PublishDefinition)).WithSummary("Make a draft the next version").RequireAuthorization(Policies.Operator);
    }

    private static void MapInstances(RouteGroupBuilder workflows)
    {
        workflows.MapGet("instances", (string? definitionId, string? status, string? correlationId, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListInstances.Query(definitionId, Choices.Read<WorkflowStatus>(status, nameof(status)), correlationId, after, size), ct))
            .WithName(nameof(ListInstances)).WithSummary("Workflow instances, newest first");
        workflows.MapGet("instances/{instanceId:guid}", (Guid instanceId, IMediator mediator, CancellationToken ct) => mediator.Send(new GetInstance.Query(instanceId), ct))
            .WithName(nameof(GetInstance)).WithSummary("A workflow instance and what it waits for");
        workflows.MapGet("instances/{instanceId:guid}/journal", (Guid instanceId, IMediator mediator, CancellationToken ct) => mediator.Send(new ListJournal.Query(instanceId), ct))
            .WithName(nameof(ListJournal)).WithSummary("The life of a workflow instance");
        workflows.MapPost("instances/{instanceId:guid}/cancel", (Guid instanceId, LettersEndpoints.ReasonBody body, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new CancelInstance.Command(instanceId, body.Reason), ct))
            .WithName(nameof(CancelInstance)).WithSummary("End a workflow instance for good").RequireAuthorization(Policies.Operator);
    }

    private static void MapTasks(RouteGroupBuilder workflows)
    {
        workflows.MapGet("tasks", (string? after, int? size, IMediator mediator, CancellationToken ct) => mediator.Send(new ListTasks.Query(after, size), ct))
            .WithName(nameof(ListTasks)).WithSummary("Open tasks that the caller may do, oldest first");
        workflows.MapPost("tasks/{taskId:guid}/complete", (Guid taskId, TaskBody body, IMediator mediator, CancellationToken ct) => mediator.Send(new CompleteTask.Command(taskId, body.Result), ct))
            .WithName(nameof(CompleteTask)).WithSummary("Record that a task is done");
    }

    private static void MapIncidents(RouteGroupBuilder workflows)
    {
        workflows.MapGet("incidents", (string? state, string? after, int? size, IMediator mediator, CancellationToken ct) =>
                mediator.Send(new ListIncidents.Query(Choices.Read<IncidentState>(state, nameof(state)), after, size), ct))
            .WithName(nameof(ListIncidents)).WithSummary("Work that failed for good, open incidents first");
        MapDecision(workflows, "retry", IncidentResolution.Retried).WithName("RetryIncident").WithSummary("Try failed work again");
        MapDecision(workflows, "skip", IncidentResolution.Skipped).WithName("SkipIncident").WithSummary("Leave failed work out; a step goes on by an outcome");
        MapDecision(workflows, "cancel", IncidentResolution.Cancelled).WithName("CancelIncident").WithSummary("Give failed work up, and its workflow instance with it");
    }

    private static RouteHandlerBuilder MapDecision(RouteGroupBuilder workflows, string verb, IncidentResolution resolution) =>
        workflows.MapPost($"incidents/{{incidentId:guid}}/{verb}", (Guid incidentId, DecisionBody body, IMediator mediator, CancellationToken ct) =>
            mediator.Send(new ResolveIncident.Command(incidentId, resolution, body.Reason, body.Outcome), ct)).RequireAuthorization(Policies.Operator);

    /// <summary>Byte for byte, with a byte-order mark if there is one.</summary>
    private static async Task<string> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body.ToArray());
        }
        catch (DecoderFallbackException broken)
        {
            throw new BadHttpRequestException("A definition is JSON in UTF-8; these bytes are not.", broken);
        }
    }

    /// <param name="Result">What was answered, as the task's form asks.</param>
    internal sealed record TaskBody(JsonElement? Result = null);

    /// <param name="Reason">Why.</param>
    /// <param name="Outcome">For a skipped step: by which outcome of the failed node its workflow goes on.</param>
    internal sealed record DecisionBody(string Reason, string? Outcome = null);
}
