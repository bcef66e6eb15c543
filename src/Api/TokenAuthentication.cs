using System.Security.Claims;
using System.Text.Encodings.Web;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;

namespace Tracker.Api;

/// <summary>Signs a request in by its bearer token.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IMediator mediator, CommandScope scope)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.ToString() is not { } header || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var actor = await mediator.Send(new FindActor.Query(header["Bearer ".Length..].Trim()), Context.RequestAborted);
        if (actor is null)
        {
            return AuthenticateResult.Fail("Unknown token.");
        }

        scope.Actor = actor;
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, actor.Name), new(ClaimTypes.Role, actor.Role.ToString()!)], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}

/// <summary>Who may do what. The API as a whole refuses anybody who is not signed in.</summary>
internal static class Policies
{
    public const string Officer = nameof(Officer);
    public const string OfficerOrChair = nameof(OfficerOrChair);
    public const string Chair = nameof(Chair);

    /// <summary>Everybody who works here may look at workflows.</summary>
    public const string Staff = nameof(Staff);

    /// <summary>Changes workflows: who decides, and who looks after the installation.</summary>
    public const string Operator = nameof(Operator);

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Officer, p => p.RequireRole(nameof(Role.Officer)));
        options.AddPolicy(OfficerOrChair, p => p.RequireRole(nameof(Role.Officer), nameof(Role.Chair)));
        options.AddPolicy(Chair, p => p.RequireRole(nameof(Role.Chair)));
        options.AddPolicy(Staff, p => p.RequireRole(nameof(Role.Officer), nameof(Role.Chair), nameof(Role.Administrator)));
        options.AddPolicy(Operator, p => p.RequireRole(nameof(Role.Chair), nameof(Role.Administrator)));
    }
}
