using System.Globalization;

namespace Tracker.Workflow.Calendar;

/// <summary>Names one version of one calendar for ever.</summary>
/// <param name="Name">Such as <c>england-and-wales</c>.</param>
/// <param name="Version">Such as <c>2026-11</c>; versions of one name sort by ordinal comparison, newest last.</param>
public sealed record CalendarVersion(string Name, string Version)
{
    /// <summary>The version after this one when nobody names it: <c>2026-11.01</c> after <c>2026-11</c>, then <c>2026-11.02</c>.</summary>
    public string Next() =>
        Version.Length > 3 && Version[^3] == '.' && int.TryParse(Version[^2..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 99
            ? string.Create(CultureInfo.InvariantCulture, $"{Version[..^2]}{number + 1:00}")
            : $"{Version}.01";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
