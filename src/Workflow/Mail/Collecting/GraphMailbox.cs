using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Tracker.Workflow.Correspondence;

namespace Tracker.Workflow.Mail;

/// <summary>The unread messages in the inbox of a mailbox of Microsoft 365: their bytes are stored, then they are marked as read.</summary>
/// <remarks>The application needs the permission Mail.ReadWrite, best for this one mailbox only. Nothing is moved or deleted.</remarks>
/// <param name="graph">The connection; its HTTP client refuses answers above <see cref="ReceiveMail.MaxBytes"/>.</param>
/// <param name="clock">The real time.</param>
/// <param name="log">Told of messages that cannot be taken, by their id.</param>
public sealed class GraphMailbox(GraphConnection graph, TimeProvider clock, ILogger<GraphMailbox> log) : IMailSource
{
    private const int MostPages = 10;
    private const int LongestId = 300;
    private readonly HashSet<string> untakable = new(StringComparer.Ordinal);

    public string Name => "graph";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    private string Messages => $"{graph.Mailbox}/messages";

    public async Task<string?> CollectAsync(StoreMail store, CancellationToken cancellationToken)
    {
        // All pages first: marking a message as read moves those on the pages behind it.
        var unread = await UnreadAsync(cancellationToken);
        untakable.IntersectWith(unread);
        var look = new OneByOne();
        foreach (var id in unread.Where(id => !untakable.Contains(id)))
        {
            await look.TryAsync(() => TakeAsync(id, store, cancellationToken));
        }

        look.End();
        return untakable.Count > 0 ? $"{untakable.Count} unread in the mailbox cannot be taken, because they are too large or empty: read them there." : null;
    }

    private async Task<List<string>> UnreadAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        string? next = $"{graph.Mailbox}/mailFolders/inbox/messages?$filter=isRead%20eq%20false&$select=id&$top=100";
        for (var pages = 0; next is not null && pages < MostPages; pages++)
        {
            using var answer = await SendAsync(new(HttpMethod.Get, next), cancellationToken) ?? throw new MailSourceException("Microsoft Graph does not find the mailbox or its inbox.");
            var page = await PageAsync(answer, cancellationToken);
            ids.AddRange(page.Value.Select(m => m.Id).Where(id => id.Length is > 0 and <= LongestId));
            next = page.Next;
        }

        return ids;
    }

    private static async Task<MessagePage> PageAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<MessagePage>(cancellationToken) is { Value: not null } page ? page : throw new JsonException();
        }
        catch (JsonException fault)
        {
            throw new MailSourceException("Microsoft Graph gave an answer that cannot be read.", fault);
        }
    }

    private async Task TakeAsync(string id, StoreMail store, CancellationToken cancellationToken)
    {
        if (await RawAsync(id, cancellationToken) is { } raw)
        {
            await store(Name, id, raw, cancellationToken);
            using var patch = new HttpRequestMessage(HttpMethod.Patch, AddressOf(id)) { Content = JsonContent.Create(new { isRead = true }) };
            using var answer = await SendAsync(patch, cancellationToken);
        }
    }

    /// <returns><see langword="null"/> when it has gone, or cannot be taken.</returns>
    private async Task<byte[]?> RawAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await SendAsync(new(HttpMethod.Get, $"{AddressOf(id)}/$value"), cancellationToken);
            var raw = answer is null ? null : await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return raw is not { Length: 0 or > ReceiveMail.MaxBytes } ? raw : LeaveThere(id);
        }
        catch (MailSourceException fault) when (fault.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return LeaveThere(id);
        }
    }

    private byte[]? LeaveThere(string id)
    {
        untakable.Add(id);
        log.LogWarning("The message {Id} in the mailbox is too large or empty and stays there", id);
        return null;
    }

    private string AddressOf(string id) => $"{Messages}/{Uri.EscapeDataString(id)}";

    /// <returns><see langword="null"/> for 404.</returns>
    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Prefer", "IdType=\"ImmutableId\""); // an id that stays when the message is moved
        HttpResponseMessage answer;
        try
        {
            answer = await graph.SendAsync(request, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new MailSourceException("Microsoft Graph cannot be reached or does not answer.", fault);
        }
        catch (GraphSignInException refused)
        {
            throw new MailSourceException(refused.Message, refused, refused.After);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            return answer.StatusCode switch
            {
                HttpStatusCode.NotFound => null,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new MailSourceException($"Microsoft Graph refuses us the mailbox ({(int)answer.StatusCode}): check that the application has the permission Mail.ReadWrite for it."),
                _ => throw new MailSourceException($"Microsoft Graph is busy or has a fault ({(int)answer.StatusCode}).", after: RetryAfter.Of(answer, clock)),
            };
        }
    }

    private sealed record MessagePage([property: JsonPropertyName("value")] IReadOnlyList<MessageRow> Value, [property: JsonPropertyName("@odata.nextLink")] string? Next);

    private sealed record MessageRow([property: JsonPropertyName("id")] string Id);
}
