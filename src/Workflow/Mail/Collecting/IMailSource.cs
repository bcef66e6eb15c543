namespace Tracker.Workflow.Mail;

/// <summary>A place where messages wait for us. A message is stored first, in a transaction of its own, and only then marked as taken at its place:
/// a crash in between brings it once more, and storing it again changes nothing.</summary>
public interface IMailSource
{
    /// <summary>What people call it, such as <c>maildir</c>; also the source of its messages.</summary>
    string Name { get; }

    /// <summary>How long to wait between two looks.</summary>
    TimeSpan Every { get; }

    /// <summary>Takes all that waits. Never called twice at a time in one process; other nodes may look at the same place.</summary>
    /// <returns>What an administrator has to look at, in a sentence that anybody may read; <see langword="null"/> for nothing.</returns>
    /// <exception cref="MailSourceException">Something could not be taken now; it is still there.</exception>
    Task<string?> CollectAsync(StoreMail store, CancellationToken cancellationToken);
}

/// <summary>Stores a message, unless it is stored already, and commits.</summary>
/// <param name="source">The name of the source.</param>
/// <param name="sourceId">What the source calls it; at most 300 characters.</param>
/// <param name="raw">Its bytes.</param>
/// <param name="cancellationToken">Ends the wait.</param>
public delegate Task StoreMail(string source, string sourceId, byte[] raw, CancellationToken cancellationToken);

/// <summary>Mail could not be collected now. The message is one sentence that anybody may read: no path, no address, no secret.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">Why, for the log.</param>
/// <param name="after">When the other side said to come back.</param>
public sealed class MailSourceException(string message, Exception? inner = null, TimeSpan? after = null) : Exception(message, inner)
{
    public TimeSpan? After => after;
}
