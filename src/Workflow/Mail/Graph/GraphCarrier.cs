using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Workflow.Mail;

/// <summary>Sends the outbox's bytes from a mailbox of Microsoft 365, to everybody they name, in one request.</summary>
/// <remarks>
/// Graph sends to the addresses in the message, not to a list beside it, so all recipients share one fate. It keeps the message among the sent items,
/// where an attempt that was broken off is looked for by its Message-ID; what is not there may still be on its way, and is unsure.
/// The application needs Mail.Send for the mailbox, and Mail.Read to look.
/// </remarks>
public sealed class GraphCarrier(GraphConnection connection, TimeProvider clock) : ICarrier
{
    /// <summary>The most characters that a message may have in base64: Graph takes requests of up to 4 MB.</summary>
    public const int LargestRequest = 4 * 1024 * 1024;

    private const string WhatToCheck = "An administrator should check Tracker:Mail:Graph: the application needs the permission Mail.Send for this mailbox, and the mailbox must exist.";

    public async Task<Carried> CarryAsync(Parcel parcel, Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        if (FaultOf(parcel) is { } fault)
        {
            return Carried.All(parcel, Fate.Refused, fault);
        }

        try
        {
            await connection.SignInAsync(cancellationToken);
        }
        catch (GraphSignInException refusal)
        {
            return Carried.All(parcel, parcel.WasBegun ? Fate.Unsure : Fate.Later, refusal.Message) with { ClosesLane = true, After = refusal.After };
        }

        if (parcel.WasBegun)
        {
            return await LookAsync(parcel, "An earlier attempt was broken off.");
        }

        await begin(cancellationToken);
        return await SendAsync(parcel);
    }

    private static string? FaultOf(Parcel parcel)
    {
        var characters = (parcel.Content.Length + 2) / 3 * 4;
        var others = MimeReader.Read(parcel.Content).To.Count(named => !parcel.To.Any(to => named.Address.Equals(to.ToString(), StringComparison.OrdinalIgnoreCase)));
        return characters > LargestRequest ? FormattableString.Invariant($"The message has {characters / 1048576.0:0.0} MB as Microsoft Graph counts it, and the limit is 4 MB: send it without the attachment, or by SMTP.")
            : others > 0 ? "Microsoft Graph sends to everybody a message names, and some of them are not to get it again: write a new message to the others."
            : null;
    }

    /// <summary>Not stopped half-way by a shutdown, because doubt would remain; the time-out of the connection ends it.</summary>
    private async Task<Carried> SendAsync(Parcel parcel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{connection.Mailbox}/sendMail", UriKind.Relative));
            request.Content = new StringContent(Convert.ToBase64String(parcel.Content.Span), Encoding.ASCII, "text/plain");
            using var answer = await connection.SendAsync(request, CancellationToken.None);
            return await CarriedAsync(parcel, answer);
        }
        catch (GraphSignInException refusal)
        {
            return Carried.All(parcel, Fate.Later, refusal.Message) with { ClosesLane = true, After = refusal.After };
        }
        catch (Exception fault) when (SendingFault.IsBeforeWriting(fault))
        {
            return Carried.All(parcel, Fate.Later, "Microsoft Graph cannot be reached.") with { ClosesLane = true };
        }
        catch (Exception fault) when (SendingFault.IsTheirs(fault, CancellationToken.None))
        {
            return await LookAsync(parcel, "Microsoft Graph did not answer.");
        }
    }

    private async Task<Carried> CarriedAsync(Parcel parcel, HttpResponseMessage answer)
    {
        var (code, words) = Error(await answer.Content.ReadAsStringAsync());
        var said = SendingFault.Words($"Microsoft Graph said {(int)answer.StatusCode} {code} {words}");
        return answer.StatusCode switch
        {
            HttpStatusCode.Accepted => Carried.All(parcel, Fate.Taken, "Accepted by Microsoft Graph."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Carried.All(parcel, Fate.Later, said) with { ClosesLane = true, After = RetryAfter.Of(answer, clock) },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => Carried.All(parcel, Fate.Later, $"{said} {WhatToCheck}") with { ClosesLane = true },
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => Carried.All(parcel, Fate.Refused, said),
            _ => await LookAsync(parcel, said),
        };
    }

    /// <summary>Found among the sent items is sent; anything else is doubt.</summary>
    private async Task<Carried> LookAsync(Parcel parcel, string why)
    {
        var filter = Uri.EscapeDataString($"internetMessageId eq '{parcel.Id.ToString().Replace("'", "''", StringComparison.Ordinal)}'");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{connection.Mailbox}/mailFolders/sentitems/messages?$filter={filter}&$select=internetMessageId&$top=1", UriKind.Relative));
            using var answer = await connection.SendAsync(request, CancellationToken.None);
            var found = answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonObject>())?["value"] is JsonArray { Count: > 0 };
            return found ? Carried.All(parcel, Fate.Taken, $"{why} The message is among the sent items of the mailbox.")
                : Carried.All(parcel, Fate.Unsure, answer.IsSuccessStatusCode ? $"{why} The message is not among the sent items of the mailbox, and may be on its way."
                    : FormattableString.Invariant($"{why} The sent items of the mailbox cannot be read ({(int)answer.StatusCode})."));
        }
        catch (Exception fault) when (fault is GraphSignInException || SendingFault.IsTheirs(fault, CancellationToken.None))
        {
            return Carried.All(parcel, Fate.Unsure, $"{why} The sent items of the mailbox cannot be read.");
        }
    }

    private static (string Code, string Words) Error(string body)
    {
        try
        {
            var error = body.Length == 0 ? null : JsonNode.Parse(body)?["error"];
            return ((string?)error?["code"] ?? "", (string?)error?["message"] ?? "");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ("", "");
        }
    }
}
