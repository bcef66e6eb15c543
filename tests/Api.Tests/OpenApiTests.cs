using System.Net;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>What is open to everybody, and the interface that the product describes of itself.</summary>
public sealed class OpenApiTests
{
    /// <summary>The routes that others program against: never renamed.</summary>
    private static readonly string[] Interface =
    [
        "post /assessments/{assessmentId}/decide",
        "get /calendars", "post /calendars/{name}/apply", "post /calendars/{name}/impact", "get /cases/{caseId}/history", "get /clock", "post /clock/advance",
        "get /commissions", "put /commissions/{commissionId}/follow-up", "put /commissions/{commissionId}/labels", "put /commissions/{commissionId}/letterhead", "put /commissions/{commissionId}/reminders",
        "put /commissions/{commissionId}/mail", "get /commissions/{commissionId}/mail/templates", "put /commissions/{commissionId}/mail/templates/{kind}",
        "delete /commissions/{commissionId}/mail/templates/{kind}", "post /commissions/{commissionId}/mail/templates/{kind}/preview", "post /commissions/{commissionId}/mail/templates/{kind}/test",
        "get /commitments", "post /commitments", "get /commitments/{commitmentId}", "post /commitments/{commitmentId}/close", "post /commitments/{commitmentId}/colour",
        "post /commitments/{commitmentId}/progress", "post /commitments/{commitmentId}/reopen", "post /commitments/{commitmentId}/revise", "post /commitments/{commitmentId}/view",
        "get /due-next",
        "post /letters", "post /letters/read", "get /letters/{letterId}", "get /letters/{letterId}/document", "get /letters/{letterId}/events", "get /letters/{letterId}/reminder-plan",
        "post /letters/{letterId}/approve", "post /letters/{letterId}/close", "post /letters/{letterId}/issue", "post /letters/{letterId}/responses",
        "post /letters/{letterId}/strike-reminder", "post /letters/{letterId}/withdraw", "post /letters/{letterId}/correct", "post /letters/{letterId}/track",
        "post /letters/{letterId}/organisations/{organisationId}/reply-address/rotate", "put /me/digest",
        "get /letters/{letterId}/coverage", "get /letters/{letterId}/response-summary", "get /letters/{letterId}/response-summaries/{summaryId}",
        "get /meetings", "post /meetings", "get /meetings/{meetingId}", "post /meetings/{meetingId}/cancel", "post /meetings/{meetingId}/gather", "post /meetings/{meetingId}/move",
        "post /meetings/{meetingId}/outcomes",
        "get /organisations", "post /organisations", "get /overdue", "get /overdue/counts",
        "get /proposals", "get /recommendations", "get /recommendations/{recommendationId}", "post /recommendations/{recommendationId}/ask-instead", "post /recommendations/{recommendationId}/assess",
        "post /recommendations/{recommendationId}/close", "post /recommendations/{recommendationId}/reopen", "post /replies", "get /response-duties",
        "get /response-requests/{requestId}", "post /response-requests/{requestId}/promise", "post /response-requests/{requestId}/extend", "post /response-requests/{requestId}/override", "post /response-requests/{requestId}/pause", "post /response-requests/{requestId}/restart",
        "get /waiting",
        "get /workflows/definitions", "get /workflows/definitions/{definitionId}", "get /workflows/definitions/{definitionId}/export", "post /workflows/definitions/import",
        "post /workflows/definitions/validate", "post /workflows/definitions/{definitionId}/publish", "get /workflows/incidents", "post /workflows/incidents/{incidentId}/cancel",
        "post /workflows/incidents/{incidentId}/retry", "post /workflows/incidents/{incidentId}/skip", "get /workflows/instances", "get /workflows/instances/{instanceId}",
        "post /workflows/instances/{instanceId}/cancel", "get /workflows/instances/{instanceId}/journal", "get /workflows/tasks", "post /workflows/tasks/{taskId}/complete",
    ];

    [Fact]
    public async Task OpenApi_Document_DescribesEveryRouteOfTheInterface()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, at: "2023-07-04T09:00Z");

        var document = JsonNode.Parse(await tracker.Nobody.Http.GetStringAsync("openapi/v1.json"))!;

        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key} {p.Key.Replace("/api/v1", "", StringComparison.Ordinal)}", o.Value))).ToList();
        Assert.Empty(Interface.Except(operations.Select(o => o.Name), StringComparer.Ordinal));
        Assert.All(operations, o => Assert.NotEmpty(o.Value!["summary"]!.GetValue<string>()));
        Assert.All(operations, o => Assert.NotEmpty(o.Value!["operationId"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    [InlineData("openapi/v1.json")]
    public async Task OpenPages_WithoutToken_AnswerWithSecurityHeaders(string path)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, at: "2023-07-04T09:00Z");

        using var response = await tracker.Nobody.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/v1/nothing")]
    [InlineData("nothing")]
    public async Task Addresses_ThatDoNotExist_AreProblemDocuments(string path)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, at: "2023-07-04T09:00Z");

        using var response = await tracker.Officer.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }
}
