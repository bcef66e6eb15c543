namespace Tracker.Workflow.Calendar;

/// <summary>Names one version of one calendar for ever.</summary>
/// <param name="Name">Such as <c>england-and-wales</c>.</param>
/// <param name="Version">Such as <c>2026-11</c>; versions of one name sort by ordinal comparison, newest last.</param>
public sealed record CalendarVersion(string Name, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
