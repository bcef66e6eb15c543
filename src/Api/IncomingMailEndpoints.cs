using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Tracker.Workflow.Correspondence;

namespace Tracker.Api;

/// <summary>The door for mail servers: they post each message as it is, with a secret of their own.</summary>
internal static class IncomingMailEndpoints
{
    private const int LongestSourceId = 200;

    public static void MapIncomingMail(this RouteGroupBuilder api) => api.MapPost("mail/incoming", ReceiveAsync)
        .AllowAnonymous() // its own secret instead
        .WithTags("Mail").WithName(nameof(ReceiveMail)).WithSummary("Take in a message, byte for byte; for mail servers, with the secret of Tracker:Mail:Incoming:Token")
        .Accepts<byte[]>("message/rfc822", "application/octet-stream").Produces<ReceivedBody>(201).Produces<ReceivedBody>(200);

    private static async Task<IResult> ReceiveAsync(HttpContext http, TrackerSettings settings, IMediator mediator, CancellationToken ct)
    {
        if (settings.Collecting.TokenHash is not { } expected)
        {
            return TypedResults.NotFound();
        }

        if (!HasToken(http.Request, expected))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Unauthorized();
        }

        var raw = await BodyAsync(http, ct);
        var result = await mediator.Send(new ReceiveMail.Command("http", SourceIdOf(http.Request, raw), raw), ct);
        return result.IsNew ? TypedResults.Created($"/api/v1/correspondence/{result.Id}", new ReceivedBody(result.Id)) : TypedResults.Ok(new ReceivedBody(result.Id));
    }

    /// <summary>Hashes are compared, so that the time tells nothing of the secret, not even its length.</summary>
    private static bool HasToken(HttpRequest request, byte[] expected)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim())), expected);
    }

    /// <summary>A message as it is, of up to 40 MB; for callers whose right to send it has been checked.</summary>
    /// <exception cref="BadHttpRequestException">Another content type, or too large.</exception>
    internal static async Task<byte[]> BodyAsync(HttpContext http, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (type is null || !(type.Equals("message/rfc822", StringComparison.OrdinalIgnoreCase) || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)))
        {
            throw new BadHttpRequestException("Send the message as it is, with Content-Type message/rfc822.", StatusCodes.Status415UnsupportedMediaType);
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = ReceiveMail.MaxBytes; // only here, and only for who has the secret
        using var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, ReceiveMail.MaxBytes));
        await http.Request.Body.CopyToAsync(body, ct);
        return body.Length == body.Capacity ? body.GetBuffer() : body.ToArray();
    }

    /// <summary>With the hash, because mail servers use their ids again.</summary>
    private static string SourceIdOf(HttpRequest request, byte[] raw)
    {
        var given = request.Headers["Tracker-Source-Id"].ToString().Trim();
        return given.Length > LongestSourceId ? throw new BadHttpRequestException($"Tracker-Source-Id has at most {LongestSourceId} characters.")
            : $"{given} {Convert.ToHexStringLower(SHA256.HashData(raw))}".Trim();
    }

    /// <param name="Id">The message, under <c>/api/v1/correspondence</c>.</param>
    internal sealed record ReceivedBody(Guid Id);
}
