using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracker.Support;

/// <summary>What a fake service does with one request instead of answering it rightly.</summary>
/// <param name="Status">The status to answer with; 0 to say nothing and close the connection.</param>
/// <param name="Body">The answer's body.</param>
public sealed record Failure(int Status, string Body = "")
{
    /// <summary>Seconds of Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the work is done all the same, and only the answer goes wrong.</summary>
    public bool AfterTheWork { get; init; }

    /// <summary>How long it says nothing before.</summary>
    public TimeSpan Stall { get; init; }
}

/// <summary>A fake of somebody's service on loopback: strict about what it is asked, and failing as it is told to.</summary>
public abstract class LoopbackService : IAsyncDisposable
{
    private readonly Queue<Failure?> failures = new();
    private WebApplication? app;

    /// <summary>Where it listens; ends with a slash.</summary>
    public Uri Address => new(app!.Urls.Single() + "/");

    /// <summary>What a request did wrong, in words; empty when all were as the service's documentation asks.</summary>
    public IList<string> Complaints { get; } = [];

    /// <summary>The next requests that could fail do so; <see langword="null"/> lets one through.</summary>
    public void Fail(params Failure?[] next)
    {
        foreach (var failure in next)
        {
            failures.Enqueue(failure);
        }
    }

    protected async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 20_000_000;
        });
        app = builder.Build();
        Map(app);
        await app.StartAsync();
    }

    protected abstract void Map(WebApplication app);

    /// <summary>Does the work of a request, unless the next failure says otherwise.</summary>
    protected async Task AnswerAsync(HttpContext context, Func<Task<(int Status, object? Body)>> work)
    {
        var failure = failures.TryDequeue(out var next) ? next : null;
        var done = failure is null or { AfterTheWork: true } ? await work() : default;
        await Task.Delay(failure?.Stall ?? TimeSpan.Zero);
        if (failure is { Status: 0 })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = failure?.Status ?? done.Status;
        if (failure?.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (failure is not null)
        {
            await context.Response.WriteAsync(failure.Body);
        }
        else if (done.Body is not null)
        {
            await context.Response.WriteAsJsonAsync(done.Body);
        }
    }

    /// <summary>Answers 400 and remembers why, when something is not as it must be.</summary>
    protected (int Status, object? Body)? Complaint(bool isWrong, string words)
    {
        if (!isWrong)
        {
            return null;
        }

        Complaints.Add(words);
        return (400, new { error = words });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
