using System.Diagnostics.CodeAnalysis;

namespace Tracker.Workflow;

/// <summary>A change that the rules of the field forbid. <see cref="Rule"/> is public API and is never renamed.</summary>
public sealed class RefusedException(string rule, string message) : Exception(message)
{
    /// <summary>The stable name of the rule, such as <c>request.extension-not-later</c>.</summary>
    public string Rule { get; } = rule;

    /// <summary>Refuses when <paramref name="condition"/> holds.</summary>
    public static void When([DoesNotReturnIf(true)] bool condition, string rule, string message)
    {
        if (condition)
        {
            throw new RefusedException(rule, message);
        }
    }

    /// <summary>Refuses unless <paramref name="condition"/> holds.</summary>
    public static void Unless([DoesNotReturnIf(false)] bool condition, string rule, string message) => When(!condition, rule, message);
}
