namespace Tracker.Workflow.Commitments;

/// <summary>How a commitment stands at a glance.</summary>
public enum Colour
{
    Red,
    Amber,
    Green,
}

/// <summary>A commission's own colour for one commitment, from then on.</summary>
/// <param name="Colour">The colour; <see langword="null"/> goes back to the table.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="DecidedAt">When.</param>
public sealed record ColourOverride(Colour? Colour, string Reason, string DecidedBy, DateTimeOffset DecidedAt);

/// <summary>The default table of colours.</summary>
public static class Colours
{
    /// <summary>Green: completed or on track; amber: at risk, paused, not started or given up within its date; red: off track, or overdue.</summary>
    /// <param name="claim">What the respondent last claimed; nothing reported counts as not started.</param>
    /// <param name="isPastDate">Whether the promised date has passed.</param>
    public static Colour ColourOf(Implementation? claim, bool isPastDate) => claim switch
    {
        Implementation.Completed => Colour.Green,
        _ when isPastDate => Colour.Red,
        Implementation.OffTrack => Colour.Red,
        Implementation.OnTrack => Colour.Green,
        _ => Colour.Amber,
    };
}
