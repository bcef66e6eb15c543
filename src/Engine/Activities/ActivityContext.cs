using System.Globalization;

namespace Tracker.Engine;

/// <summary>What an activity knows about the execution it is part of.</summary>
public sealed class ActivityContext
{
    private readonly Burst burst;
    private readonly MemoryOfInstance instance;
    private readonly Waits waits;

    internal ActivityContext(Burst burst, MemoryOfInstance instance, Node node, Memory memory, Waits waits)
    {
        this.burst = burst;
        this.instance = instance;
        this.waits = waits;
        Node = node;
        Memory = memory;
    }

    /// <summary>The running instance.</summary>
    public Guid InstanceId => instance.Instance.Id;

    /// <summary>What the instance is about, in the host's words.</summary>
    public string CorrelationId => instance.Instance.CorrelationId;

    /// <summary>The correlation id as the identity of an entity.</summary>
    /// <exception cref="FormatException">The correlation id is not a GUID.</exception>
    public Guid SubjectId => Guid.Parse(CorrelationId, CultureInfo.InvariantCulture);

    /// <summary>The one instant of the burst, in UTC, to the microsecond.</summary>
    public DateTimeOffset Now => burst.Now;

    /// <summary>The burst that everything written now is committed with.</summary>
    public Guid BurstId => burst.Id;

    /// <summary>The <c>id</c> of the node in the definition.</summary>
    public string NodeId => Node.Id;

    internal Node Node { get; }

    internal Memory Memory { get; }

    internal Burst Burst => burst;

    /// <summary>The value of an input for this execution.</summary>
    public T Get<T>(Input<T> input) => input.Value;

    /// <summary>Adds a line to the instance's journal; never the text of a letter or an address.</summary>
    public void Write(string line) => instance.Journal.Add(JournalKind.Wrote, Node, text: line);

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

    /// <exception cref="FormatException">The correlation id is empty or too long.</exception>
    internal void Correlate(string correlationId)
    {
        if (correlationId.Length is 0 or > Lengths.Name)
        {
            throw new FormatException($"A correlation id has 1 to {Lengths.Name} characters.");
        }

        var before = CorrelationId;
        instance.Instance.Correlate(correlationId);
        waits.Correlate(before, burst.Now);
        Write($"correlation id: {correlationId}");
    }
}
