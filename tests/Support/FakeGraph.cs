using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tracker.Support;

/// <summary>Microsoft's sign-in and Graph on loopback, with one mailbox that sends.</summary>
public sealed partial class FakeGraph : LoopbackService
{
    public const string Tenant = "northmere.test";
    public const string ClientId = "0d2c5e1f-6a1b-4c55-9f43-5b6f4a3f8a11";
    public const string Secret = "q~9Very.Secret-Words_1";
    public const string Mailbox = "scrutiny@northmere.test";

    /// <summary>The bytes of the messages it took, in their order.</summary>
    public IList<byte[]> Sent { get; } = [];

    /// <summary>The Message-IDs among the sent items, in angle brackets.</summary>
    public IList<string> SentItems { get; } = [];

    /// <summary>How many tokens it gave.</summary>
    public int Tokens { get; private set; }

    /// <summary>How long a token is good for.</summary>
    public int TokenSeconds { get; set; } = 3600;

    /// <summary>An answer to every sign-in, instead of a token.</summary>
    public Failure? SignInFailure { get; set; }

    /// <summary>An answer to every look into the sent items, instead of what is there.</summary>
    public Failure? LookupFailure { get; set; }

    public static async Task<FakeGraph> StartAsync()
    {
        var graph = new FakeGraph();
        await graph.ListenAsync();
        return graph;
    }

    protected override void Map(WebApplication app)
    {
        app.MapPost($"{Tenant}/oauth2/v2.0/token", SignInAsync);
        app.MapPost("v1.0/users/{mailbox}/sendMail", (HttpContext context, string mailbox) => AnswerAsync(context, () => SendAsync(context, mailbox)));
        app.MapGet("v1.0/users/{mailbox}/mailFolders/sentitems/messages", async (HttpContext context, string mailbox) =>
        {
            var id = Filter().Match(context.Request.Query["$filter"].ToString()).Groups["id"].Value.Replace("''", "'", StringComparison.Ordinal);
            context.Response.StatusCode = LookupFailure?.Status ?? (IsStranger(context) ? 401 : mailbox == Mailbox && id.Length > 0 ? 200 : 404);
            await context.Response.WriteAsJsonAsync(new { value = SentItems.Where(sent => sent == id && LookupFailure is null).Select(sent => new { internetMessageId = sent }) });
        });
    }

    private async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isRight = form["grant_type"] == "client_credentials" && form["client_id"] == ClientId && form["client_secret"] == Secret && form["scope"] == $"{Address.GetLeftPart(UriPartial.Authority)}/.default";
        context.Response.StatusCode = SignInFailure?.Status ?? (isRight ? 200 : 401);
        if (SignInFailure?.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        // Real refusals repeat parts of the request.
        await context.Response.WriteAsJsonAsync(context.Response.StatusCode == 200
            ? new { token_type = "Bearer", expires_in = TokenSeconds, access_token = $"token-{++Tokens}" }
            : (object)new { error = "invalid_client", error_description = $"The secret {form["client_secret"]} is wrong." });
    }

    private async Task<(int Status, object? Body)> SendAsync(HttpContext context, string mailbox)
    {
        if (IsStranger(context))
        {
            return (401, new { error = new { code = "InvalidAuthenticationToken", message = "Access token has expired." } });
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        var body = await reader.ReadToEndAsync();
        var bytes = new byte[body.Length];
        if ((Complaint(context.Request.ContentType?.StartsWith("text/plain", StringComparison.Ordinal) != true, "The content type of MIME is text/plain.")
            ?? Complaint(mailbox != Mailbox, "No such mailbox.")
            ?? Complaint(body.Length > 4 * 1024 * 1024, "The request is too large.")
            ?? Complaint(!Convert.TryFromBase64String(body, bytes, out _), "The body is not base64.")) is { } complaint)
        {
            return complaint;
        }

        var message = Convert.FromBase64String(body);
        Sent.Add(message);
        SentItems.Add(MessageIdOf().Match(Encoding.Latin1.GetString(message)).Groups["id"].Value);
        return (202, null);
    }

    private bool IsStranger(HttpContext context) => Tokens == 0 || context.Request.Headers.Authorization != $"Bearer token-{Tokens}";

    [GeneratedRegex("^internetMessageId eq '(?<id>.*)'$", RegexOptions.NonBacktracking)]
    private static partial Regex Filter();

    [GeneratedRegex(@"^Message-ID:\s+(?<id><[^>\r\n]+>)", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageIdOf();
}
