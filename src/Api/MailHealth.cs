using MediatR;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Workflow.Mail;

namespace Tracker.Api;

/// <summary>Whether messages leave.</summary>
internal sealed class MailHealth(IMediator mediator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = await mediator.Send(new CountMailTrouble.Query(), cancellationToken);
        var words = new[]
        {
            trouble.Uncertain == 0 ? "" : $"It is not known whether {Counted(trouble.Uncertain)} left; an officer decides, see /api/v1/mail/messages?state=uncertain.",
            trouble.Delayed == 0 ? "" : $"{Counted(trouble.Delayed)} waited for the mail system for more than an hour; /api/v1/mail/messages?state=queued says why.",
        };
        return words.All(w => w.Length == 0) ? HealthCheckResult.Healthy("Messages leave.") : HealthCheckResult.Degraded(string.Join(' ', words).Trim());
    }

    private static string Counted(int messages) => messages switch
    {
        1 => "1 message",
        >= 1000 => "1000 messages or more",
        _ => $"{messages} messages",
    };
}
