namespace Tracker.Engine.Nodes;

/// <summary>What a matter should be like, one thing after another and nothing ever failing but as planned.</summary>
public sealed class MatterModel(DateTimeOffset dueAt)
{
    private readonly HashSet<string> acknowledged = [];
    private int failures;

    public DateTimeOffset DueAt { get; private set; } = dueAt;

    public int Chases { get; private set; }

    /// <summary>Work that was given up, so far.</summary>
    public int Incidents { get; private set; }

    public bool IsReplied { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Parked by an incident; the other branches live on.</summary>
    public bool IsStuck { get; private set; }

    public bool IsFinished => IsClosed && acknowledged.Count == 2;

    public void LiveTo(DateTimeOffset now)
    {
        while (!IsClosed && !IsStuck && DueAt <= now)
        {
            if (failures >= 3)
            {
                (failures, Incidents, IsStuck) = (failures - 3, Incidents + 1, true);
                return;
            }

            (failures, Chases, DueAt) = (0, Chases + 1, DueAt + Matter.Week);
            IsClosed = Chases == Matter.MaxChases;
        }
    }

    public void FailNext(int times) => failures = times;

    /// <summary>Moves the due date and, as it looks at the clock anew, gets a stuck one going.</summary>
    public void Extend(TimeSpan by)
    {
        DueAt += by;
        IsStuck = false;
    }

    public void Reply()
    {
        IsReplied |= !IsClosed;
        IsClosed = true;
    }

    public void Withdraw() => IsClosed = true;

    public void Acknowledge(string by) => acknowledged.Add(by);

    public override string ToString() => string.Join(", ", Deeds().Order(StringComparer.Ordinal))
        + $"; {(IsFinished ? "Finished" : "Running")}; due {DueAt:O}; {Incidents} incidents; {(IsClosed ? 1 : 0)} messages";

    private IEnumerable<string> Deeds() =>
    [
        "open 1",
        .. Enumerable.Range(1, Chases).Select(n => $"chase {n}"),
        .. IsReplied ? ["replied 1"] : Array.Empty<string>(),
        .. IsClosed ? ["close 1"] : Array.Empty<string>(),
        .. acknowledged.Count == 2 ? ["acknowledged 1"] : Array.Empty<string>(),
    ];
}
