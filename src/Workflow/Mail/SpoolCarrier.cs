namespace Tracker.Workflow.Mail;

/// <summary>Hands messages over as files, for a local mail server or a person to pick up. Doing so twice gives one file, so no doubt remains after a crash.</summary>
public sealed class SpoolCarrier(Spool spool) : ICarrier
{
    public Task<Carried> CarryAsync(Parcel parcel, Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        try
        {
            spool.Write(parcel.Id, parcel.Content.Span);
            return Task.FromResult(Carried.All(parcel, Fate.Taken, "Written to the spool."));
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Carried.All(parcel, Fate.Later, SafeText.Line($"The spool cannot be written: {full.GetType().Name}. Is its disk full, or not there?")) with { ClosesLane = true });
        }
    }
}
