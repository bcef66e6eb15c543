using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Workflow.Mail;

/// <summary>Requests to Microsoft Graph in the name of an application, with a token that is kept until shortly before it expires.</summary>
/// <remarks>For any number of callers at once. The token goes to <see cref="GraphSettings.BaseAddress"/> only.</remarks>
/// <param name="http">Its time-out is the longest that one request may take.</param>
/// <param name="settings">Who signs in, and where.</param>
/// <param name="clock">The real time: tokens expire by it.</param>
public sealed class GraphConnection(HttpClient http, GraphSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private Token? token;

    /// <summary>The part of the address that names the mailbox: <c>users/scrutiny%40council.test</c>.</summary>
    public string Mailbox { get; } = $"users/{Uri.EscapeDataString(settings.Mailbox.ToString())}";

    /// <summary>Gets a token unless there is a good one.</summary>
    /// <exception cref="GraphSignInException">There is none to be had.</exception>
    public async Task SignInAsync(CancellationToken cancellationToken) => _ = await TokenAsync(cancellationToken);

    /// <summary>Sends a request, signing in before when that is needed.</summary>
    /// <param name="request">Its address is taken from <see cref="GraphSettings.BaseAddress"/>, or is absolute on the same host, as those of Graph's next pages are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whatever Graph answered; the caller disposes of it.</returns>
    /// <exception cref="GraphSignInException">There is no token to be had; nothing was sent.</exception>
    /// <exception cref="HttpRequestException">No whole answer came.</exception>
    /// <exception cref="TaskCanceledException">The time was up.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = new Uri(settings.BaseAddress, request.RequestUri!);
        if (address.GetLeftPart(UriPartial.Authority) != settings.BaseAddress.GetLeftPart(UriPartial.Authority))
        {
            throw new InvalidOperationException("A token for Graph goes to Graph only.");
        }

        request.RequestUri = address;
        request.Headers.Authorization = new("Bearer", await TokenAsync(cancellationToken));
        var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            token = null; // it may have been revoked; the next request gets a new one
        }

        return answer;
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (token is not { } kept || kept.ExpiresAt - Margin <= clock.GetUtcNow())
        {
            token = kept = await NewTokenAsync(cancellationToken);
        }

        return kept.Value;
    }

    private async Task<Token> NewTokenAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.ClientSecret,
            ["scope"] = $"{settings.BaseAddress.GetLeftPart(UriPartial.Authority)}/.default",
        });
        try
        {
            using var answer = await http.PostAsync(new Uri(settings.SignInAddress, $"{Uri.EscapeDataString(settings.TenantId)}/oauth2/v2.0/token"), form, cancellationToken);
            return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken) is { Token: { Length: > 0 } value, Seconds: > 0 and var seconds }
                ? new(value, clock.GetUtcNow().AddSeconds(seconds))
                : throw Refusal(answer);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || fault is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new GraphSignInException("Microsoft's sign-in cannot be reached or does not answer.", isOurs: false, after: null);
        }
    }

    /// <summary>The answer's own words are left out: they may repeat what was sent.</summary>
    private GraphSignInException Refusal(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            ? new($"Microsoft's sign-in refuses us ({(int)answer.StatusCode}): check Tracker:Mail:Graph:TenantId, ClientId and ClientSecret; secrets expire.", isOurs: true, after: null)
            : new($"Microsoft's sign-in has a fault ({(int)answer.StatusCode}).", isOurs: false, RetryAfter.Of(answer, clock));

    private sealed record Token(string Value, DateTimeOffset ExpiresAt);

    private sealed record TokenAnswer([property: JsonPropertyName("access_token")] string? Token, [property: JsonPropertyName("expires_in")] int Seconds);
}

/// <summary>Microsoft's sign-in gave no token. The message is one sentence for an administrator, without any secret.</summary>
/// <param name="message">What to look at.</param>
/// <param name="isOurs">Whether our settings are the reason, so that trying again does not help.</param>
/// <param name="after">When it said to come back.</param>
public sealed class GraphSignInException(string message, bool isOurs, TimeSpan? after) : Exception(message)
{
    public bool IsOurs => isOurs;

    public TimeSpan? After => after;
}
