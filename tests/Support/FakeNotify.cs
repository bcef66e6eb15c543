using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tracker.Support;

/// <summary>GOV.UK Notify on loopback: sends e-mails and finds them by their reference.</summary>
public sealed class FakeNotify : LoopbackService
{
    public const string ServiceId = "26785a09-ab16-4eb0-8407-a37497a57506";
    public const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    public const string ApiKey = $"tracker-{ServiceId}-{Secret}";

    /// <summary>The bodies of the e-mails it took, in their order.</summary>
    public IList<JsonObject> Sent { get; } = [];

    /// <summary>How often it was asked for a reference.</summary>
    public int Lookups { get; private set; }

    /// <summary>An answer to every look-up, instead of what it has.</summary>
    public Failure? LookupFailure { get; set; }

    public static async Task<FakeNotify> StartAsync()
    {
        var notify = new FakeNotify();
        await notify.ListenAsync();
        return notify;
    }

    private Task PostAsync(HttpContext context) => AnswerAsync(context, () => SendAsync(context));

    protected override void Map(WebApplication app)
    {
        app.MapPost("v2/notifications/email", PostAsync);
        app.MapGet("v2/notifications", async context =>
        {
            Lookups++;
            if (LookupFailure is { } failure)
            {
                context.Response.StatusCode = failure.Status;
                await context.Response.WriteAsync(failure.Body);
                return;
            }

            var isStranger = Refused(context);
            var reference = context.Request.Query["reference"].ToString();
            context.Response.StatusCode = isStranger ? 403 : 200;
            await context.Response.WriteAsJsonAsync(new
            {
                notifications = Sent.Where(mail => !isStranger && (string?)mail["reference"] == reference).Select(mail => new { id = mail["id"], reference, type = "email", status = "delivered" }),
                links = new { current = "/v2/notifications" },
            });
        });
    }

    private async Task<(int Status, object? Body)> SendAsync(HttpContext context)
    {
        if (Refused(context))
        {
            return (403, new { status_code = 403, errors = new[] { new { error = "AuthError", message = "Invalid token: API key not found" } } });
        }

        var mail = await context.Request.ReadFromJsonAsync<JsonObject>() ?? [];
        string[] allowed = ["email_address", "template_id", "reference", "personalisation", "email_reply_to_id"];
        var own = mail["personalisation"] as JsonObject ?? [];
        var file = own["attachment"] as JsonObject;
        var wrong = Complaint(mail.Any(field => !allowed.Contains(field.Key, StringComparer.Ordinal)), "Additional properties are not allowed")
            ?? Complaint(!Guid.TryParse((string?)mail["template_id"], out _), "template_id is not a valid UUID")
            ?? Complaint((string?)mail["reference"] is not { Length: > 0 and <= 1000 }, "reference is missing or too long")
            ?? Complaint(own["subject"] is null || own["body"] is null || own["attachment"] is null, "Missing personalisation")
            ?? Complaint(file is not null && (Convert.FromBase64String((string)file["file"]!).Length > 2 * 1024 * 1024 || !((string)file["filename"]!).Contains('.', StringComparison.Ordinal)), "The file is too large or has no extension");
        if (wrong is { } complaint)
        {
            return complaint;
        }

        mail["id"] = $"00000000-0000-0000-0000-{Sent.Count:000000000000}";
        Sent.Add(mail);
        return (201, new { id = mail["id"], reference = mail["reference"], content = new { subject = own["subject"] } });
    }

    /// <summary>RFC 7519: signed by the secret, by the service, and not older than 30 seconds.</summary>
    private bool Refused(HttpContext context)
    {
        var parts = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal).Split('.');
        if (parts.Length != 3)
        {
            return true;
        }

        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (long)claims["iat"]!;
        return Base64Url.EncodeToString(signature) != parts[2] || (string?)claims["iss"] != ServiceId || Math.Abs(age) > 30;
    }
}
