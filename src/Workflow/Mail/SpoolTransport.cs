using Tracker.Engine;

namespace Tracker.Workflow.Mail;

/// <summary>Hands messages over as files, for a local mail server or a person to pick up.</summary>
public sealed class SpoolTransport(Spool spool) : IOutboxTransport
{
    public string Kind => "mail";

    public Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        spool.Write(MessageId.Parse(message.MessageId), message.Content);
        return Task.CompletedTask;
    }
}
