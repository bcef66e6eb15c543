namespace Tracker.Engine;

/// <summary>Tells the loop in this process that a commit may have left work that is due. Singleton.</summary>
public sealed class Wakeup : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);

    /// <summary>Ends the loop's present pause; call it after a commit. Several calls count as one.</summary>
    public void Set()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // it is set already
        }
    }

    /// <inheritdoc/>
    public void Dispose() => signal.Dispose();

    /// <summary>Pauses until it is set, until that time is over, or until it is cancelled.</summary>
    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        await ((Task)signal.WaitAsync(atMost, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
