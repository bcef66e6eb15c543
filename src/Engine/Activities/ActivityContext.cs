using System.Globalization;

namespace Tracker.Engine;

/// <summary>What an activity knows about the execution it is part of.</summary>
public sealed class ActivityContext
{
    private readonly Burst burst;
    private readonly Action<string> write;

    internal ActivityContext(Burst burst, WorkflowInstance instance, string nodeId, Action<string> write)
    {
        this.burst = burst;
        this.write = write;
        InstanceId = instance.Id;
        CorrelationId = instance.CorrelationId;
        NodeId = nodeId;
    }

    /// <summary>The running instance.</summary>
    public Guid InstanceId { get; }

    /// <summary>What the instance is about, in the host's words.</summary>
    public string CorrelationId { get; }

    /// <summary>The correlation id as the identity of an entity.</summary>
    /// <exception cref="FormatException">The correlation id is not a GUID.</exception>
    public Guid SubjectId => Guid.Parse(CorrelationId, CultureInfo.InvariantCulture);

    /// <summary>The one instant of the burst, in UTC, to the microsecond.</summary>
    public DateTimeOffset Now => burst.Now;

    /// <summary>The burst that everything written now is committed with.</summary>
    public Guid BurstId => burst.Id;

    /// <summary>The <c>id</c> of the node in the definition.</summary>
    public string NodeId { get; }

    /// <summary>The value of an input for this execution.</summary>
    public T Get<T>(Input<T> input) => input.Value;

    /// <summary>Adds a line to the instance's journal; never the text of a letter or an address.</summary>
    public void Write(string line) => write(line);

    /// <summary>Wakes the instances that wait for that event, in this transaction, after the present activity's burst has come to rest.
    /// When none waits, the stimulus is kept for 30 days.</summary>
    public Task SignalAsync(string name, string correlationId, CancellationToken cancellationToken)
    {
        burst.SignalLater(name, correlationId);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Starts another workflow in this transaction, after the present activity's burst has come to rest.</summary>
    public Task StartAsync(string definitionId, string correlationId, CancellationToken cancellationToken)
    {
        burst.StartLater(definitionId, correlationId);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }
}
