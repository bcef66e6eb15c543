using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>Looks at every source of mail again and again, by real time whatever the product's clock says, each source after its last look has ended.</summary>
internal sealed class MailCollector(IEnumerable<IMailSource> sources, CollectedMail collected, IServiceScopeFactory scopes, ILogger<MailCollector> log) : BackgroundService
{
    private const int MostDoublings = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(sources.Select(source => FollowAsync(source, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the host stops
        }
    }

    private async Task FollowAsync(IMailSource source, CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            var after = await LookAsync(source, stoppingToken);
            failures = after is null ? 0 : Math.Min(failures + 1, MostDoublings);
            await Task.Delay(Shorter(Longer(source.Every * Math.Pow(2, failures), after ?? TimeSpan.Zero), Longer(LongestWait, source.Every)), TimeProvider.System, stoppingToken);
        }
    }

    /// <returns><see langword="null"/> when it went well, else for how long the other side wants to be left alone.</returns>
    private async Task<TimeSpan?> LookAsync(IMailSource source, CancellationToken stoppingToken)
    {
        try
        {
            collected.Succeeded(source.Name, await source.CollectAsync(StoreAsync, stoppingToken));
            return null;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(fault, "Mail could not be collected from {Source}; it is tried again", source.Name);
            collected.Failed(source.Name, WordsOf(fault));
            return (fault as MailSourceException)?.After ?? TimeSpan.Zero;
        }
    }

    private async Task StoreAsync(string source, string sourceId, byte[] raw, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReceiveMail.Command(source, sourceId, raw), cancellationToken);
    }

    /// <summary>Anybody may read them, so only those of exceptions that are written for it.</summary>
    private static string WordsOf(Exception fault) => fault switch
    {
        MailSourceException said => said.Message,
        DbException => "The database does not take it.",
        IOException or UnauthorizedAccessException => "Its files cannot be read or moved.",
        _ => "Something went wrong; the log says what.",
    };

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

/// <summary>How collecting goes, source by source, since this process started.</summary>
internal sealed class CollectedMail
{
    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);

    public IEnumerable<State> States => states.Values.OrderBy(s => s.Source, StringComparer.Ordinal);

    public void Succeeded(string source, string? concern) =>
        states[source] = new(source, TimeProvider.System.GetUtcNow()) { Concern = concern };

    public void Failed(string source, string words) =>
        states[source] = new(source, states.GetValueOrDefault(source)?.LastSuccess) { FailedAt = TimeProvider.System.GetUtcNow(), Concern = words };

    /// <param name="Source">Its name.</param>
    /// <param name="LastSuccess">When a look last went well.</param>
    internal sealed record State(string Source, DateTimeOffset? LastSuccess)
    {
        /// <summary>When the last look failed; <see langword="null"/> when it went well.</summary>
        public DateTimeOffset? FailedAt { get; init; }

        /// <summary>What an administrator has to look at.</summary>
        public string? Concern { get; init; }

        public override string ToString() =>
            $"{Source}: last collected {At(LastSuccess)}{(FailedAt is { } failed ? $", failed {At(failed)}" : "")}.{(Concern is { } words ? " " + words : "")}";

        private static string At(DateTimeOffset? instant) => instant is { } at ? at.ToString("'on' yyyy-MM-dd 'at' HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "never";
    }
}

/// <summary>Whether mail still comes in.</summary>
internal sealed class IncomingMailHealth(CollectedMail collected, IEnumerable<IMailSource> sources) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = collected.States.ToList();
        var words = states.Count > 0 ? string.Join(" ", states) : sources.Any() ? "Mail has not been collected yet." : "No mail is collected.";
        return Task.FromResult(states.Exists(s => s.Concern is not null) ? HealthCheckResult.Degraded(words) : HealthCheckResult.Healthy(words));
    }
}

/// <summary>Puts the collecting of mail together.</summary>
internal static class MailCollecting
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    public static void AddMailSources(this IServiceCollection services, CollectingSettings settings)
    {
        services.AddSingleton<CollectedMail>();
        if (settings.Maildir is { } folder)
        {
            services.AddSingleton<IMailSource>(provider => new Maildir(folder, provider.GetRequiredService<ILogger<Maildir>>()));
        }

        if (settings.Mailbox is { } mailbox)
        {
            services.AddSingleton<IMailSource>(provider =>
            {
                var http = new HttpClient { Timeout = LongestRequest, MaxResponseContentBufferSize = ReceiveMail.MaxBytes };
                return new GraphMailbox(new(http, mailbox, TimeProvider.System), TimeProvider.System, provider.GetRequiredService<ILogger<GraphMailbox>>());
            });
        }

        services.AddHostedService<MailCollector>();
    }

    public static IHealthChecksBuilder AddIncomingMail(this IHealthChecksBuilder checks) => checks.AddCheck<IncomingMailHealth>("incoming mail", HealthStatus.Degraded);
}
