using Xunit;

namespace Tracker.Api.Tests.Support;

/// <summary>Some tests have a long form, which takes up to an hour: set <c>TRACKER_LONG=true</c>.</summary>
internal static class LongForm
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("TRACKER_LONG") == "true";
}

/// <summary>A fact of the long form only; a visible skip otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = LongForm.IsAsked ? null : "Takes minutes: set TRACKER_LONG=true.";
}
