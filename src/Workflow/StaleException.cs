namespace Tracker.Workflow;

/// <summary>The caller decided on a version that someone has changed since.</summary>
public sealed class StaleException(int expected, int present)
    : Exception($"You saw version {expected}, and it is version {present} now. Load it again, look at what changed, and decide again.")
{
    /// <summary>Refuses when the caller named a version and it is not the present one.</summary>
    /// <param name="expected">The version the caller saw; <see langword="null"/> when any will do.</param>
    /// <param name="present">The version as loaded.</param>
    public static void Unless(int? expected, int present)
    {
        if (expected is { } version && version != present)
        {
            throw new StaleException(version, present);
        }
    }
}
