namespace Tracker.Workflow.Mail;

/// <summary>One look at a source: a message that cannot be stored does not keep the others out, and several in a row end the look, because then it is not the message.</summary>
internal sealed class OneByOne
{
    private const int MostInARow = 3;
    private int inARow;
    private int failures;
    private Exception? last;

    /// <returns>Whether it went well.</returns>
    /// <exception cref="MailSourceException">Too many in a row failed.</exception>
    public async Task<bool> TryAsync(Func<Task> take)
    {
        try
        {
            await take();
            inARow = 0;
            return true;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or MailSourceException))
        {
            last = fault;
            failures++;
            inARow++;
        }

        if (inARow == MostInARow)
        {
            End();
        }

        return false;
    }

    /// <exception cref="MailSourceException">Something failed.</exception>
    public void End()
    {
        if (last is not null)
        {
            throw new MailSourceException($"{(failures == 1 ? "A message" : $"{failures} messages")} could not be stored, and will be tried again.", last);
        }
    }
}
