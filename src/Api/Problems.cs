using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Reading;
using Tracker.Documents.Writing;
using Tracker.Engine;
using Tracker.Workflow;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Operations;

namespace Tracker.Api;

/// <summary>Turns everything that goes wrong into a problem document (RFC 9457) whose type is a stable rule name.</summary>
internal sealed partial class Problems(IProblemDetailsService writer, ILogger<Problems> log) : IExceptionHandler
{
    private const string Prefix = "urn:tracker:";
    private const string TooLarge = "The request is too large; a letter's text may have 5 MB, a message that comes in 40 MB.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Of(exception);
        if (problem.Status == 500)
        {
            log.LogError(exception, "Unhandled fault at {Endpoint}", httpContext.GetEndpoint()?.DisplayName);
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await writer.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    /// <summary>Gives a refusal that the framework makes by itself a rule name and a sentence.</summary>
    public static void Complete(ProblemDetails problem)
    {
        if (problem.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true)
        {
            return;
        }

        problem.Type = Prefix + (problem.Status == 413 ? "request.too-large" : $"http-{problem.Status}");
        problem.Detail ??= problem.Status switch
        {
            401 => "Sign in: send Authorization with Bearer and a token of this installation.",
            403 => "Your role does not allow this.",
            404 => "There is nothing at this address.",
            405 => "This address does not take that method.",
            413 => TooLarge,
            415 => "Send the body as JSON, with Content-Type application/json.",
            _ => "The request cannot be served.",
        };
    }

    private static ProblemDetails Of(Exception exception) => exception switch
    {
        ValidationException invalid => Invalid(invalid),
        NotFoundException => New(404, "not-found", exception.Message),
        StaleException => New(412, "stale", exception.Message),
        RefusedException { Rule: "idempotency.key-reused" } reused => New(422, reused.Rule, reused.Message),
        RefusedException refused => New(409, refused.Rule, refused.Message),
        OperationRefusedException refused => New(409, refused.Rule, refused.Message),
        DefinitionRefusedException refused => WithFindings(refused),
        PreconditionRequiredException => New(428, "if-match-required", exception.Message),
        UnreadableLetterException => New(422, "letter.unreadable", exception.Message),
        MissingCharacterException => New(422, "letter.character-missing", exception.Message),
        CalendarYearMissingException => New(409, "calendar.year-missing", exception.Message),
        DbUpdateConcurrencyException => New(409, "changed", "Someone else changed this. Load it again and retry."),
        BadHttpRequestException { StatusCode: 413 } => New(413, "request.too-large", TooLarge),
        BadHttpRequestException { InnerException: JsonException json } => New(400, "request.malformed", $"The body cannot be read at {json.Path ?? "$"}: {Plain(json.Message)}"),
        BadHttpRequestException bad => New(bad.StatusCode, "request.malformed", bad.Message),
        _ => New(500, "fault", "Something went wrong on our side. It has been logged; try again."),
    };

    private static ProblemDetails New(int status, string rule, string detail) => new()
    {
        Status = status,
        Type = Prefix + rule,
        Title = rule,
        Detail = detail,
    };

    private static ProblemDetails WithFindings(DefinitionRefusedException refused)
    {
        var problem = New(422, refused.Rule, refused.Message);
        problem.Extensions["findings"] = refused.Findings;
        return problem;
    }

    private static HttpValidationProblemDetails Invalid(ValidationException invalid) => new(invalid.Errors
        .GroupBy(e => JsonPath(e.PropertyName), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).Distinct().ToArray(), StringComparer.Ordinal))
    {
        Status = 400,
        Type = Prefix + "invalid",
        Title = "invalid",
        Detail = "Some of what was sent cannot be used; errors says what and why.",
    };

    private static string JsonPath(string property) => string.Join('.', property.Split('.').Where(p => p != "Body").Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>The reader's messages name our types; callers need the member.</summary>
    private static string Plain(string message) =>
        Unknown().Match(message) is { Success: true } unknown ? $"there is no member {unknown.Groups["name"].Value}."
        : Missing().Match(message) is { Success: true } missing ? $"these members are missing: {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)}."
        : message.Contains("could not be converted", StringComparison.Ordinal) ? "the value is not of the form that /openapi/v1.json describes."
        : message.Split(" Path:")[0];

    [GeneratedRegex("property '(?<name>[^']+)' could not be mapped", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex("missing required properties including: (?<names>[^.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();
}

/// <summary>The caller did not say which version the decision is about.</summary>
internal sealed class PreconditionRequiredException() : Exception("Say which version you decided on: send If-Match with the ETag that you were given, or * for any.");
