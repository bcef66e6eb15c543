using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Workflow.Mail;

/// <summary>Sends through GOV.UK Notify: one request for each recipient.</summary>
/// <remarks>
/// What Notify leaves out of a message: it sends from its own address with the service's name, makes its own Message-ID, keeps no In-Reply-To or References (so
/// answers are matched by the reference in the subject), wraps the words in the service's template, and takes the plain text only. The first attachment of
/// up to 2 MB becomes a link that expires (26 weeks unless the service says otherwise) and asks for the recipient's address; other files are named in the words.
/// Before it sends, it asks Notify for the message's reference, so an attempt that was broken off is found out and not repeated. Notify forgets after seven days:
/// an attempt that began before is unsure. What becomes of a message after Notify has taken it, such as a mailbox that does not exist, is seen in Notify only.
/// </remarks>
/// <param name="http">Its time-out is the longest that one request may take.</param>
/// <param name="settings">Which service, and which template.</param>
/// <param name="clock">The real time: Notify refuses requests that are 30 seconds off.</param>
public sealed class NotifyCarrier(HttpClient http, NotifySettings settings, TimeProvider clock) : ICarrier
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(6);
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    public async Task<Carried> CarryAsync(Parcel parcel, Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        var message = NotifyMessage.Of(parcel.Content);
        var isForgotten = parcel.WasBegun && !(clock.GetUtcNow() - message.Date < Memory);
        var (fates, hasBegun, trouble) = (new List<RecipientFate>(), false, (Outcome?)null);
        var isInDoubt = false;
        foreach (var address in parcel.To)
        {
            var outcome = trouble ?? await FindAsync(parcel, address, cancellationToken)
                ?? (isForgotten ? new(Fate.Unsure, "An attempt was broken off so long ago that GOV.UK Notify may have forgotten it.") : null);
            if (outcome is null)
            {
                await (hasBegun ? Task.CompletedTask : begin(cancellationToken));
                hasBegun = true;
                outcome = await SendAsync(parcel, address, message, cancellationToken);
            }

            trouble ??= outcome.IsOfAll ? outcome : null;
            isInDoubt |= outcome == Interrupted || (parcel.WasBegun && outcome.Fate == Fate.Later);
            fates.Add(new(address, outcome.Fate == Fate.Later && isForgotten ? Fate.Unsure : outcome.Fate, outcome.Said));
        }

        return new(fates) { ClosesLane = trouble is not null, After = trouble?.After, IsInDoubt = isInDoubt };
    }

    /// <summary>The mark by which Notify knows this message to this recipient; it says nothing about either.</summary>
    internal static string Reference(MessageId id, EmailAddress address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {address}")));

    private async Task<Outcome?> FindAsync(Parcel parcel, EmailAddress address, CancellationToken cancellationToken)
    {
        var reference = Reference(parcel.Id, address);
        try
        {
            using var answer = await RequestAsync(HttpMethod.Get, $"v2/notifications?template_type=email&reference={reference}", body: null, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return await RefusalAsync(answer, cancellationToken);
            }

            var found = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["notifications"]?.AsArray() ?? throw new JsonException();
            return found.FirstOrDefault(each => (string?)each?["reference"] == reference) is { } own ? Found(own) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return parcel.WasBegun ? new(Fate.Unsure, "An attempt was broken off, and GOV.UK Notify's answer about it cannot be read.") : Unreadable;
        }
        catch (Exception fault) when (fault is OperationCanceledException || SendingFault.IsTheirs(fault, cancellationToken))
        {
            return new(Fate.Later, "GOV.UK Notify cannot be reached or does not answer.") { IsOfAll = true };
        }
    }

    private async Task<Outcome> SendAsync(Parcel parcel, EmailAddress address, NotifyMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await RequestAsync(HttpMethod.Post, "v2/notifications/email", message.To(address, Reference(parcel.Id, address), settings), cancellationToken);
            return answer.IsSuccessStatusCode ? Taken((await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["id"]) : await RefusalAsync(answer, cancellationToken);
        }
        catch (Exception fault) when (SendingFault.IsBeforeWriting(fault))
        {
            return new(Fate.Later, "GOV.UK Notify cannot be reached.") { IsOfAll = true };
        }
        catch (Exception fault) when (fault is OperationCanceledException || SendingFault.IsTheirs(fault, cancellationToken))
        {
            // Later is safe: the next attempt asks for the reference before it sends.
            return cancellationToken.IsCancellationRequested ? Interrupted
                : await FindAsync(parcel, address, cancellationToken) ?? Interrupted;
        }
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.BaseAddress, path));
        request.Headers.Authorization = new("Bearer", Token());
        request.Content = body is null ? null : JsonContent.Create(body);
        return await http.SendAsync(request, cancellationToken);
    }

    private async Task<Outcome> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var (kind, words) = Error(await answer.Content.ReadAsStringAsync(cancellationToken));
        var said = SendingFault.Words($"GOV.UK Notify said {(int)answer.StatusCode} {words}");
        var after = RetryAfter.Of(answer, clock);
        return answer.StatusCode switch
        {
            HttpStatusCode.BadRequest when words.Contains("email_address", StringComparison.Ordinal) => new(Fate.Refused, said),
            HttpStatusCode.BadRequest when IsAboutTheMessage(words) => new(Fate.Refused, said),
            HttpStatusCode.RequestEntityTooLarge => new(Fate.Refused, said),
            HttpStatusCode.TooManyRequests => new(Fate.Later, said) { IsOfAll = true, After = after ?? (kind == "TooManyRequestsError" ? TimeSpan.FromHours(1) : RateWindow) },
            >= HttpStatusCode.InternalServerError => new(Fate.Later, said) { IsOfAll = true, After = after },
            _ => new(Fate.Later, $"{said} An administrator should check Tracker:Mail:Notify (key, template, service) and the clock of this machine.") { IsOfAll = true },
        };
    }

    private static bool IsAboutTheMessage(string words) =>
        words.Contains("cannot be longer than", StringComparison.OrdinalIgnoreCase) || words.Contains("virus scan", StringComparison.OrdinalIgnoreCase);

    private static (string Kind, string Words) Error(string body)
    {
        try
        {
            var errors = JsonNode.Parse(body)?["errors"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
            return errors.Count == 0 ? ("", "") : ((string?)errors[0]["error"] ?? "", string.Join(' ', errors.Select(error => $"{error["error"]}: {error["message"]}.")));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ("", "");
        }
    }

    /// <summary>RFC 7519, HS256: who asks, and when.</summary>
    private string Token()
    {
        var unsigned = $"{Encoded("""{"typ":"JWT","alg":"HS256"}""")}.{Encoded(FormattableString.Invariant($$"""{"iss":"{{settings.ServiceId}}","iat":{{clock.GetUtcNow().ToUnixTimeSeconds()}}}"""))}";
        return $"{unsigned}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.Secret), Encoding.ASCII.GetBytes(unsigned)))}";
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static Outcome Taken(JsonNode? id) => new(Fate.Taken, SendingFault.Words($"GOV.UK Notify has it as {id}."));

    private static Outcome Found(JsonNode notification) => (string?)notification["status"] switch
    {
        "permanent-failure" or "technical-failure" or "virus-scan-failed" or "validation-failed" => new(Fate.Refused, SendingFault.Words($"GOV.UK Notify says {notification["status"]}.")),
        _ => Taken(notification["id"]),
    };

    private static Outcome Unreadable => new(Fate.Later, "GOV.UK Notify's answer cannot be read.") { IsOfAll = true };

    private static Outcome Interrupted => new(Fate.Later, "GOV.UK Notify did not answer; it is asked whether it has the message before it is sent again.");

    /// <summary>What became of one request; <see cref="IsOfAll"/> when the next ones would fare no better.</summary>
    private sealed record Outcome(Fate Fate, string Said)
    {
        public bool IsOfAll { get; init; }

        public TimeSpan? After { get; init; }
    }
}
