namespace Tracker.Engine;

/// <summary>Three attempts: again after about 30 s, again after about 5 minutes, then an incident.</summary>
internal static class Backoff
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    /// <summary>The delay, up to a fifth longer so that failures do not march in step; <see langword="null"/> after the last.</summary>
    public static TimeSpan? After(int attempts, Random random) =>
        attempts <= Delays.Length ? (Delays[attempts - 1] * (1 + (0.2 * random.NextDouble()))) : null;
}
