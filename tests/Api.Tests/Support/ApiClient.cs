using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tracker.Api.Tests.Support;

/// <summary>What the API answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ETag, JsonNode? Body)
{
    /// <summary>The rule name of a problem document.</summary>
    public string? Rule => Body?["type"]?.GetValue<string>().Replace("urn:tracker:", "", StringComparison.Ordinal);

    /// <summary>The body of an answer that must be a success.</summary>
    public JsonNode Ok => (int)Status is >= 200 and < 300 ? Body! : throw new InvalidOperationException($"{Status}: {Body}");
}

/// <summary>Somebody who calls the API.</summary>
internal sealed class ApiClient(HttpClient http)
{
    public HttpClient Http => http;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public async Task<byte[]> BytesAsync(string path) => await http.GetByteArrayAsync($"api/v1/{path}");

    public Task<Answer> PostAsync(string path, object? body = null, string? ifMatch = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), ifMatch, key);

    public Task<Answer> PutAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body), ifMatch);

    public Task<Answer> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, content: null, ifMatch);

    public Task<Answer> PostTextAsync(string path, string text, string type = "text/plain") => SendAsync(HttpMethod.Post, path, new StringContent(text, System.Text.Encoding.UTF8, type));

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = content };
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1_000_000; // a body that is refused unread is not sent
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, response.Headers.ETag?.ToString(), text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }
}
